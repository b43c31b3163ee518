// Reading vCards of all three versions, and files that are none; what is typed on the mask stays.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMaskForm } from '../../src-renderer/contacts/mask-form.ts';
import { contentLines, structured } from '../../src-renderer/vcard/content-lines.ts';
import { layVCard } from '../../src-renderer/vcard/lay-vcard.ts';
import { readVCard } from '../../src-renderer/vcard/read-vcard.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));
const read = (given: Uint8Array) => {
  const reading = readVCard(given);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.card;
};

describe('what a card says [E-62]', () => {
  test('3.0, with folded lines, types and a picture that is ignored', () => {
    const card = read(
      bytes(
        'BEGIN:VCARD',
        'VERSION:3.0',
        'N:Müller;Anna;Maria;Frau Dr.;',
        'FN:Frau Dr. Anna Maria Müller',
        'item1.ADR;TYPE=HOME:;2. Stock;Sonnenstr. 4a;München;;80331;Deutschland',
        'ADR;TYPE=WORK:;;Talstr. 9;München;;80331;',
        'TEL;TYPE=CELL,VOICE:+49 30 23125 101',
        'TEL;TYPE="HOME,VOICE":030 23125 102',
        'EMAIL;TYPE=INTERNET:privat@example.com',
        'EMAIL;TYPE=INTERNET,PREF:anna@example.com',
        'BDAY:1961-04-03T00:00:00Z',
        'NOTE:ruft gern an\\, abends\\; nie',
        '  morgens',
        'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD',
        ' AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==',
        'END:VCARD',
      ),
    );
    expect(card).toMatchObject({
      ...{ kind: 'natural', title: 'Dr.', firstName: 'Anna Maria', lastName: 'Müller', birthDate: '03.04.1961' },
      ...{ email: 'anna@example.com', note: 'ruft gern an, abends; nie morgens' },
      addresses: [
        {
          label: '',
          street: 'Sonnenstr.',
          houseNumber: '4a',
          addition: '2. Stock',
          postcode: '80331',
          town: 'München',
        },
        { label: 'Arbeit', street: 'Talstr.', houseNumber: '9' },
      ],
      phones: [
        { label: 'mobil', sms: true },
        { label: 'privat', number: '030 23125 102', sms: false },
      ],
    });
    expect(JSON.stringify(card)).not.toContain('9j/4');
  });

  test('4.0, with tel: addresses, preferences and a company', () => {
    const card = read(
      bytes(
        ...[
          'BEGIN:VCARD',
          'VERSION:4.0',
          'KIND:org',
          'FN:Pflegeheim Abendsonne',
          'ORG:Pflegeheim Abendsonne;Station 2',
        ],
        ...['TEL;VALUE=uri;PREF=2:tel:+49-30-23125-103', 'TEL;VALUE=uri;PREF=1;TYPE=fax:tel:+49-30-23125-104;ext=5'],
        ...['BDAY:--0403', 'END:VCARD'],
      ),
    );
    expect(card).toMatchObject({
      ...{ kind: 'legal', firstName: '', lastName: 'Pflegeheim Abendsonne', birthDate: '' },
      phones: [{ label: 'Fax', number: '+49-30-23125-104' }, { number: '+49-30-23125-103' }],
    });
  });

  test('2.1, quoted-printable over several lines and in its own character set', () => {
    const card = read(
      bytes(
        ...[
          'BEGIN:VCARD',
          'VERSION:2.1',
          'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gro=C3=9Fe-=',
          'Wei=C3=9F;J=C3=B6rg',
        ],
        ...['ADR;HOME;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:;;K=F6nigsallee 7;D=FCsseldorf;;40212;'],
        ...[
          'TEL;CELL;VOICE:030 23125 105',
          'PHOTO;JPEG;ENCODING=BASE64:/9j/4AAQSkZJ',
          ' RgABAQAAAQABAAD=',
          '',
          'END:VCARD',
        ],
      ),
    );
    expect(card).toMatchObject({
      ...{ firstName: 'Jörg', lastName: 'Große-Weiß' },
      addresses: [{ street: 'Königsallee', houseNumber: '7', town: 'Düsseldorf' }],
      phones: [{ label: 'mobil', number: '030 23125 105' }],
    });
  });

  test('letters of an old program without a word about its character set', () => {
    const latin = Uint8Array.from('BEGIN:VCARD\nVERSION:2.1\nN:Müller;Jörg\nEND:VCARD\n', (char) => char.charCodeAt(0));
    expect(read(latin)).toMatchObject({ firstName: 'Jörg', lastName: 'Müller' });
  });

  test('a name that stands in FN alone', () => {
    const card = bytes('BEGIN:VCARD', 'VERSION:4.0', 'FN:Anna Maria Müller', 'END:VCARD');
    expect(read(card)).toMatchObject({ firstName: 'Anna Maria', lastName: 'Müller' });
  });
});

describe('files that are none [E-62]', () => {
  test.each([
    ['a picture', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'notAVcard'],
    ['nothing', new Uint8Array(), 'notAVcard'],
    ['a card that was cut off', bytes('BEGIN:VCARD', 'N:Müller;Anna'), 'cutOff'],
    ['a card without a name', bytes('BEGIN:VCARD', 'TEL:030 23125 106', 'END:VCARD'), 'noName'],
    ['an address book', bytes('BEGIN:VCARD', 'N:A;B', 'END:VCARD', 'BEGIN:VCARD', 'N:C;D', 'END:VCARD'), 'several'],
    ['a film', new Uint8Array(5 * 1024 * 1024 + 1), 'tooLarge'],
  ])('%s', (_, given, reason) => {
    expect(readVCard(given)).toEqual({ ok: false, reason });
  });

  test('whatever the bytes are, it answers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const inside = new Uint8Array([...bytes('BEGIN:VCARD', ''), ...noise, ...bytes('', 'END:VCARD')]);
        const reading = readVCard(inside);
        return reading.ok ? reading.card.lastName.length <= 120 : reading.reason.length > 0;
      }),
    );
  });

  test('what is escaped and folded comes back as it was', () => {
    const escaped = (text: string) => text.replace(/[\\;,\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`));
    const folded = (line: string) => (line.match(/[\s\S]{1,20}/gu) ?? ['']).join('\r\n ');
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zäöüß;,\\\n ]*$/), { minLength: 1, maxLength: 5 }), (parts) => {
        const [line] = contentLines(bytes(folded(`X-T:${parts.map(escaped).join(';')}`)));
        expect(structured(line?.value ?? '')).toEqual(parts.map((part) => part.trim()));
      }),
    );
  });
});

describe('on the mask [E-62]', () => {
  const card = read(
    bytes(
      ...['BEGIN:VCARD', 'VERSION:3.0', 'N:Müller;Anna', 'EMAIL:anna@example.com', 'NOTE:von der Karte'],
      ...['ADR:;;Sonnenstr. 4;München;;80331;', 'TEL:030 23125 107', 'TEL:030 23125 108', 'END:VCARD'],
    ),
  );
  const blank = () => toMaskForm(emptyForm('natural', 'active'));

  test('blank fields are filled', () => {
    expect({ ...blank(), ...layVCard(blank(), card) }).toMatchObject({
      ...{ firstName: 'Anna', lastName: 'Müller', email: 'anna@example.com', note: 'von der Karte' },
      addresses: [{ street: 'Sonnenstr.', houseNumber: '4', town: 'München' }],
      phones: [{ number: '030 23125107' }, { number: '030 23125108' }],
    });
  });

  test('nothing typed is overwritten: the name stays whole, addresses and numbers stand beside it', () => {
    const typed = { ...blank(), lastName: 'Weiß', note: 'getippt' };
    const [address] = typed.addresses;
    if (!address) throw new Error('no address');
    typed.addresses = [{ ...address, street: 'Talstr.', town: 'Berlin' }];
    typed.phones = [{ phoneId: null, label: 'privat', number: '+49 30 23125107', sms: false }];
    const laid = layVCard(typed, card);
    expect(laid).not.toHaveProperty('lastName');
    expect(laid).not.toHaveProperty('firstName');
    expect(laid).not.toHaveProperty('note');
    expect(laid.addresses?.map(({ street }) => street)).toEqual(['Talstr.', 'Sonnenstr.']);
    expect(laid.homeAddress).toBe(0);
    expect(laid.phones?.map(({ label }) => label)).toEqual(['privat', '']);
    // Once more brings nothing.
    expect(layVCard({ ...typed, ...laid }, card)).toEqual({});
  });
});
