// The address block and the other pure rules of printing: which lines the window shows, how a letter greets, what a
// file is called, what the QR code says.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressBlock, type PostalAddress } from '../../src-shared/printing/address.ts';
import {
  ADDRESS_MAX_LINES,
  ADDRESS_MAX_WIDTH,
  ADDRESS_ZONE,
  connectLink,
  FORM_KINDS,
  LINE_PITCH,
  letterGreeting,
  printFileName,
  printJobTitle,
  windowOnLetter,
} from '../../src-shared/printing/rules.ts';

/** A typewriter of 2 mm: 36 letters fit. */
const typewriter = (line: string) => Array.from(line).length * 2;
const linesOf = (address: PostalAddress) => addressBlock(address, typewriter).lines;

describe('the envelope window', () => {
  it('shows the address zone of a letter that stands on the bottom of a DL envelope', () => {
    const { always, ever } = windowOnLetter('DL');
    expect(ever.y).toBeLessThan(ADDRESS_ZONE.y);
    expect(always.y).toBeLessThan(ADDRESS_ZONE.y);
    expect(always.y + always.height).toBeGreaterThanOrEqual(ADDRESS_ZONE.y + ADDRESS_MAX_LINES * LINE_PITCH);
    expect(always).toEqual({ x: 21, y: 52.5, width: 76.5, height: 36.5 });
    expect(ever).toEqual({ x: 7.5, y: 44, width: 103.5, height: 53.5 });
  });
});

describe('the address block', () => {
  it('orders a full German address and puts OT before the district [E-67]', () => {
    const block = addressBlock(
      {
        salutation: 'Herr',
        title: 'Dr.',
        firstName: 'Łukasz',
        lastName: 'Şahin-Größl',
        addition: 'Hinterhaus',
        district: 'Prenzlauer Berg',
        street: 'Kastanienallee',
        houseNumber: '77 a',
        postcode: '10435',
        town: 'Berlin',
        country: 'Deutschland',
      },
      typewriter,
    );
    expect(block).toEqual({
      lines: [
        'Herrn',
        'Dr. Łukasz Şahin-Größl',
        'Hinterhaus',
        'OT Prenzlauer Berg',
        'Kastanienallee 77 a',
        '10435 Berlin',
      ],
      warnings: [],
    });
  });

  it('needs a name alone, asks for no salutation and does not double OT', () => {
    expect(
      linesOf({ lastName: 'Weiß', district: 'OT Nord', street: 'Postfach 12', postcode: '01067', town: 'Dresden' }),
    ).toEqual(['Weiß', 'OT Nord', 'Postfach 12', '01067 Dresden']);
  });

  it('puts a company above its person and a foreign country last, in capitals, by name or code', () => {
    const abroad = {
      companyName: 'Muster GmbH',
      salutation: 'Frau',
      lastName: 'Amsel',
      street: 'Ring',
      houseNumber: '1',
      postcode: '1010',
      town: 'Wien',
    };
    const expected = ['Muster GmbH', 'Frau', 'Amsel', 'Ring 1', '1010 Wien', 'ÖSTERREICH'];
    expect(linesOf({ ...abroad, country: 'Österreich' })).toEqual(expected);
    expect(linesOf({ ...abroad, country: 'AT' })).toEqual(expected);
    expect(linesOf({ ...abroad, country: 'DE' })).toEqual(expected.slice(0, 5));
  });

  it('saves the seventh line by moving the salutation in front of the name, without a warning', () => {
    const block = addressBlock(
      {
        salutation: 'Frau',
        firstName: 'Anna',
        lastName: 'Müller',
        addition: 'c/o Weiß',
        district: 'Nord',
        street: 'Weg 1',
        postcode: '1010',
        town: 'Wien',
        country: 'AT',
      },
      typewriter,
    );
    expect(block.lines).toEqual(['Frau Anna Müller', 'c/o Weiß', 'OT Nord', 'Weg 1', '1010 Wien', 'ÖSTERREICH']);
    expect(block.warnings).toEqual([]);
  });

  // N-25
  it('lets the district and the additions go before name, street and town, and says so', () => {
    const block = addressBlock(
      {
        companyName: 'Muster GmbH',
        lastName: 'Müller',
        addition: 'Abteilung A\nGebäude 7\nTreppe links',
        district: 'Nord',
        street: 'Weg 1',
        postcode: '10435',
        town: 'Berlin',
      },
      typewriter,
    );
    expect(block.lines).toEqual(['Muster GmbH', 'Müller', 'Abteilung A', 'Gebäude 7', 'Weg 1', '10435 Berlin']);
    expect(block.warnings).toEqual([{ code: 'tooManyLines', lines: 8, shown: 6 }]);
  });

  it('goes on in the next line, behind a hyphen or space, when a name is too wide', () => {
    const block = addressBlock(
      {
        lastName: 'Gesellschaft für Hörgeräteakustik und Augenoptik',
        street: 'Weg 1',
        postcode: '10435',
        town: 'Berlin',
      },
      typewriter,
    );
    expect(block.lines.slice(0, 2)).toEqual(['Gesellschaft für Hörgeräteakustik', 'und Augenoptik']);
    expect(block.warnings).toEqual([]);
  });

  it('cuts a word that nothing can break, and says which', () => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän';
    const block = addressBlock({ lastName: word, street: 'Weg 1', postcode: '10435', town: 'Berlin' }, typewriter);
    expect(block.lines[0]).toBe(`${word.slice(0, 35)}…`);
    expect(block.warnings).toEqual([{ code: 'lineTooWide', line: word, shown: block.lines[0] }]);
  });

  it('says what an address lacks', () => {
    expect(addressBlock({ lastName: 'Weiß' }, typewriter).warnings).toEqual([{ code: 'noAddress' }]);
    expect(addressBlock({ lastName: 'Weiß', town: 'Berlin' }, typewriter).warnings).toEqual([
      { code: 'addressIncomplete', missing: ['street', 'postcode'] },
    ]);
  });

  it('prints neither line breaks nor direction marks that were pasted into a name', () => {
    expect(linesOf({ lastName: 'We\u202Eiß\n\tAnna\u0000', street: 'Weg', postcode: '1', town: 'B' })[0]).toBe(
      'Weiß Anna',
    );
  });

  // N-25
  it('never exceeds the window, whatever the address, and loses no word without saying so', () => {
    const part = fc.option(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 70 }),
        fc.lorem({ maxCount: 9 }),
        fc.constantFrom('', ' ', '\n', 'OT', 'DE'),
      ),
      { nil: undefined },
    );
    const address = fc.record({
      companyName: part,
      salutation: part,
      title: part,
      firstName: part,
      lastName: part,
      addition: part,
      district: part,
      street: part,
      houseNumber: part,
      postcode: part,
      town: part,
    });
    fc.assert(
      fc.property(address, fc.double({ min: 0.2, max: 9, noNaN: true }), (given, letter) => {
        const widthOf = (line: string) => Array.from(line).length * letter;
        const { lines, warnings } = addressBlock(given, widthOf);
        expect(lines.length).toBeLessThanOrEqual(ADDRESS_MAX_LINES);
        for (const line of lines) {
          expect(widthOf(line)).toBeLessThanOrEqual(ADDRESS_MAX_WIDTH);
          expect(line).toBe(line.trim());
          expect(line).not.toBe('');
        }
        if (!warnings.some(({ code }) => code === 'tooManyLines' || code === 'lineTooWide')) {
          const bare = (text: string) => text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Z}\s]/gu, '');
          const printed = bare(lines.join(''));
          for (const value of [given.companyName, given.lastName, given.street, given.town]) {
            expect(printed).toContain(bare(value ?? ''));
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('greeting', () => {
  it('uses what is known and guesses nothing', () => {
    expect(letterGreeting({ salutation: 'Frau', title: 'Dr.', firstName: 'Anna', lastName: 'Müller' })).toBe(
      'Sehr geehrte Frau Dr. Müller,',
    );
    expect(letterGreeting({ salutation: 'Herr', lastName: 'Weiß' })).toBe('Sehr geehrter Herr Weiß,');
    expect(letterGreeting({ firstName: 'Kim', lastName: 'Weiß' })).toBe('Guten Tag Kim Weiß,');
    expect(letterGreeting({})).toBe('Sehr geehrte Damen und Herren,');
  });
});

describe('names of prints', () => {
  const at = new Date(2026, 10, 21, 9, 5, 7);
  it('name a file by time, kind and customer number, and number equal ones', () => {
    expect(printFileName('passwordLetter', '10342', at)).toBe('20261121-090507-passwortschreiben-10342.pdf');
    expect(printFileName('registrationForm', '10342', at, 2)).toBe('20261121-090507-anmeldecode-10342-2.pdf');
    expect(FORM_KINDS.map((kind) => printFileName(kind, '1', at).split('-')[2])).toEqual([
      'passwortschreiben',
      'anmeldecode',
      'einwilligung',
      'widerruf',
      'brief',
      'kundenliste',
    ]);
  });

  it('keep a strange number inside the folder and a title in one plain line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom(...FORM_KINDS), (number, kind) => {
        expect(printFileName(kind, number, at)).toMatch(/^20261121-090507-[a-z]+-[A-Za-z0-9_-]{1,40}\.pdf$/);
        expect(printJobTitle(kind, number)).toMatch(/^[A-Z][a-z]+ [A-Za-z0-9_-]{1,40}$/);
      }),
    );
  });
});

describe('the link in the QR code', () => {
  const code = 'k3Jx9_Qm2-Zt7Rb1Lw8Hc5';
  it('carries the code in the fragment', () => {
    expect(connectLink('https://app.example.com/', code)).toEqual({
      ok: true,
      url: `https://app.example.com/app/connect#${code}`,
    });
    expect(connectLink('http://192.0.2.7:8080/laden', code)).toEqual({
      ok: true,
      url: `http://192.0.2.7:8080/laden/app/connect#${code}`,
    });
  });
  it.each([
    [undefined, code, 'noPublicAddress'],
    ['  ', code, 'noPublicAddress'],
    ['app.example.com', code, 'badPublicAddress'],
    ['javascript:alert(1)', code, 'badPublicAddress'],
    ['https://app.example.com/#x', code, 'badPublicAddress'],
    ['https://app.example.com', '', 'badLoginCode'],
    ['https://app.example.com', 'mit Leerzeichen', 'badLoginCode'],
  ])('refuses %s with %s', (address, loginCode, reason) => {
    expect(connectLink(address, loginCode)).toEqual({ ok: false, reason });
  });
});
