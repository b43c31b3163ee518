// What the forms say and how they can be read: by people, by a phone's camera, by a screen reader.
import fc from 'fast-check';
import jsQR from 'jsqr';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createForms } from '../../src-main/service/printing/forms.ts';
import { FormRefused } from '../../src-main/service/printing/registration-form.ts';
import type { MadeForm } from '../../src-shared/printing/jobs.ts';
import {
  flatTextOf,
  fontsOf,
  infoOf,
  isInside,
  type Raster,
  rasterOf,
  requirePoppler,
  structureOf,
  textOf,
  wordsOf,
} from './read-back.ts';
import { CONSENT_FORM, FONTS_FOLDER, FORM, PASSWORD_LETTER, REGISTRATION_FORM, WITHDRAWAL } from './samples.ts';

const forms = createForms({ fontsFolder: FONTS_FOLDER });
beforeAll(requirePoppler);

describe('the password letter', () => {
  let made: MadeForm;
  beforeAll(async () => {
    made = await forms.passwordLetter(PASSWORD_LETTER);
  });

  it('carries the password once, in large type, inside the area that a preview covers', async () => {
    const words = await wordsOf(made.bytes);
    const found = words.filter(({ text }) => text.includes('kutsche'));
    expect(found.map(({ text }) => text)).toEqual([PASSWORD_LETTER.password]);
    const [area] = made.secretAreas;
    expect(made.secretAreas).toHaveLength(1);
    expect(area?.page).toBe(1);
    expect(found[0] && area && isInside(found[0], area.rect)).toBe(true);
    expect(found[0]?.height).toBeGreaterThan(6); // 20 pt
  });

  //
  it('says number, order of the steps, the minute of delay and what becomes of the earlier password', async () => {
    const text = await flatTextOf(made.bytes);
    expect(text).toContain('Sehr geehrter Herr Dr. Şahin-Größl,');
    expect(text).toContain('T2-0007');
    expect(text).toContain('Es kann bis zu einer Minute dauern, bis das Passwort verwendet werden kann.');
    expect(text).toContain('Telefone, die schon verbunden sind, bleiben verbunden.');
    const steps = ['Öffnen Sie die App', 'Scannen Sie den QR-Code', 'Geben Sie das Passwort von diesem Blatt ein'];
    const places = steps.map((step) => text.indexOf(step));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
  });

  it('does not speak of an earlier password to someone who had none', async () => {
    const first = await forms.passwordLetter({ ...PASSWORD_LETTER, replacesEarlier: false });
    expect(await flatTextOf(first.bytes)).not.toContain('früheres Passwort');
  });

  it('keeps password and customer out of the document properties', async () => {
    const document = await PDFDocument.load(made.bytes, { updateMetadata: false });
    const properties = [document.getTitle(), document.getAuthor(), document.getSubject(), document.getKeywords()];
    expect(properties).toEqual(['Passwortschreiben T2-0007', 'Sonnen-Apotheke', undefined, undefined]);
  });

  it('breaks a long password behind a hyphen, whole and inside the frame', async () => {
    const password = 'dampfschiffsteuermann-apfelblütenhonig-straßenlaterne-regenbogenforelle-07';
    const long = await forms.passwordLetter({ ...PASSWORD_LETTER, password });
    expect((await flatTextOf(long.bytes)).replace(/- /g, '-')).toContain(password);
    const pieces = (await wordsOf(long.bytes)).filter(({ text }) => /dampf|forelle/.test(text));
    expect(pieces).toHaveLength(2);
    for (const piece of pieces) expect(long.secretAreas[0] && isInside(piece, long.secretAreas[0].rect)).toBe(true);
    expect(long.pages).toBe(1);
  });
});

describe('the registration form', () => {
  const url = `${REGISTRATION_FORM.publicAddress}/app/connect#${REGISTRATION_FORM.loginCode}`;

  it.each([
    ['the usual code', REGISTRATION_FORM.loginCode, REGISTRATION_FORM.publicAddress],
    ['a long code at a long address', 'A'.repeat(64), 'https://kundenapp.sonnen-apotheke-am-markt.example.com/berlin'],
  ])('has a QR code of at least 30 mm that a 150-dpi picture reads: %s', async (_case, loginCode, publicAddress) => {
    const made = await forms.registrationForm({ ...REGISTRATION_FORM, loginCode, publicAddress });
    const raster = await rasterOf(made.bytes, 150);
    const read = jsQR(inColour(raster), raster.width, raster.height);
    expect(read?.data).toBe(`${publicAddress}/app/connect#${loginCode}`);
    const { topLeftCorner, topRightCorner, bottomLeftCorner } = read?.location ?? {};
    const across = ((topRightCorner?.x ?? 0) - (topLeftCorner?.x ?? 0)) * raster.dot;
    const down = ((bottomLeftCorner?.y ?? 0) - (topLeftCorner?.y ?? 0)) * raster.dot;
    expect(across).toBeGreaterThanOrEqual(30);
    expect(down).toBeGreaterThanOrEqual(30);
    expect(Math.abs(across - down)).toBeLessThan(1);
  });

  it('is still read when a fifth of an edge is covered by a thumb', async () => {
    const made = await forms.registrationForm(REGISTRATION_FORM);
    const raster = await rasterOf(made.bytes, 150);
    const colours = inColour(raster);
    const read = jsQR(colours, raster.width, raster.height);
    const right = Math.round(read?.location.topRightCorner.x ?? 0);
    const middle = Math.round(((read?.location.topRightCorner.y ?? 0) + (read?.location.bottomRightCorner.y ?? 0)) / 2);
    const reach = Math.round(4.5 / raster.dot);
    for (let y = middle - reach; y < middle + reach; y++) {
      for (let x = right - reach; x < right; x++)
        colours.fill(255, (y * raster.width + x) * 4, (y * raster.width + x) * 4 + 4);
    }
    expect(jsQR(colours, raster.width, raster.height)?.data).toBe(url);
  });

  //
  it('types out address and code, and never the password', async () => {
    const text = await textOf((await forms.registrationForm(REGISTRATION_FORM)).bytes);
    expect(text).toContain('app.example.com/app/connect');
    expect(text.replace(/\s/g, '')).toContain(REGISTRATION_FORM.loginCode);
    expect(text).not.toContain(PASSWORD_LETTER.password);
  });

  it('is refused without a public address', async () => {
    const refused = forms.registrationForm({ ...REGISTRATION_FORM, publicAddress: '' });
    await expect(refused).rejects.toBeInstanceOf(FormRefused);
    await expect(refused).rejects.toMatchObject({ reason: 'noPublicAddress' });
  });
});

describe('the consent form', () => {
  it('prints the declaration word for word, whose it is, its version, and a place to sign', async () => {
    const text = await flatTextOf((await forms.consentForm(CONSENT_FORM)).bytes);
    for (const paragraph of CONSENT_FORM.declaration.split('\n\n'))
      expect(text).toContain(paragraph.replace(/^# /, ''));
    expect(text).toContain('Dr. Łukasz Şahin-Größl');
    expect(text).toContain('03.04.1961');
    expect(text).toContain('3 vom 01.10.2026');
    expect(text).toContain('Ort, Datum');
    expect(text).toContain('Unterschrift');
  });

  it('prints choices as boxes, empty', async () => {
    const choices = ['Brief', 'E-Mail', 'Telefon', 'SMS'];
    const made = await forms.consentForm({ ...CONSENT_FORM, purpose: 'Werbung', choices });
    const words = await wordsOf(made.bytes);
    const raster = await rasterOf(made.bytes, 200);
    for (const [index, choice] of choices.entries()) {
      const column = 25 + (index % 2) * 82.5;
      const word = words.find(({ text, x }) => text === choice && Math.abs(x - column - 8) < 0.5);
      expect(word, choice).toBeDefined();
      const middle = (word?.y ?? 0) + (word?.height ?? 0) / 2;
      const dark = (x: number) =>
        (raster.grey[Math.round(middle / raster.dot) * raster.width + Math.round(x / raster.dot)] ?? 255) < 200;
      const crossed = Array.from({ length: 60 }, (_, step) => column + step * 0.075).filter(dark);
      expect(crossed.every((x) => x < column + 0.6 || x > column + 3.4)).toBe(true); // the frame's sides and nothing between
      expect(crossed.length).toBeGreaterThan(1);
    }
  });

  it('runs over as many pages as it needs, numbered, with the signature on the last', async () => {
    const sentences = Array.from(
      { length: 160 },
      (_, index) => `Satz ${index + 1} von vielen, den niemand verlieren darf.`,
    );
    const paragraphs = Array.from({ length: 40 }, (_, index) => sentences.slice(index * 4, index * 4 + 4).join(' '));
    const made = await forms.consentForm({ ...CONSENT_FORM, declaration: paragraphs.join('\n\n') });
    expect(made.pages).toBeGreaterThan(2);
    const words = await wordsOf(made.bytes);
    const numbers = words.filter(({ text, y }, at) => y < 257 && words[at - 1]?.text === 'Satz' && /^\d+$/.test(text));
    expect(numbers.map(({ text }) => Number(text))).toEqual(sentences.map((_, index) => index + 1));
    expect(words.filter(({ text }) => text === 'Unterschrift').map(({ page }) => page)).toEqual([made.pages]);
    const text = await flatTextOf(made.bytes);
    for (let page = 1; page <= made.pages; page++) expect(text).toContain(`Seite ${page} von ${made.pages}`);
    for (const word of words.filter(({ y }) => y < 262)) expect(word.y + word.height).toBeLessThanOrEqual(257.2);
  });
});

it('the confirmation of a withdrawal says what, when, who and what follows', async () => {
  const text = await flatTextOf((await forms.withdrawalConfirmation(WITHDRAWAL)).bytes);
  expect(text).toContain('Sie haben am 21.11.2026 Ihre Einwilligung „App“ widerrufen.');
  expect(text).toContain('03.10.2026');
  expect(text).toContain('Bernd Bussard');
  expect(text).toContain(WITHDRAWAL.effects[0]);
});

describe('every form', () => {
  const all: [string, () => Promise<MadeForm>, string][] = [
    ['passwordLetter', () => forms.passwordLetter(PASSWORD_LETTER), 'Ihr Passwort für die App „Meine Apotheke“'],
    [
      'registrationForm',
      () => forms.registrationForm(REGISTRATION_FORM),
      'Ihr Anmeldecode für die App „Meine Apotheke“',
    ],
    ['consentForm', () => forms.consentForm(CONSENT_FORM), 'Einwilligungserklärung'],
    ['withdrawalConfirmation', () => forms.withdrawalConfirmation(WITHDRAWAL), 'Bestätigung Ihres Widerrufs'],
    ['letter', () => forms.letter({ ...FORM, subject: 'Ihre Anfrage', paragraphs: ['Vielen Dank.'] }), 'Ihre Anfrage'],
  ];

  it.each(all)('%s is tagged, titled, German, with its fonts inside', async (_kind, make, heading) => {
    const { bytes } = await make();
    const info = await infoOf(bytes);
    expect(info.get('Tagged')).toBe('yes');
    expect(info.get('Title')).not.toBe('');
    expect(info.get('Page size')).toContain('A4');
    const document = await PDFDocument.load(bytes);
    expect(document.catalog.lookup(PDFName.of('Lang'), PDFString).asString()).toBe('de-DE');
    expect(document.catalog.getViewerPreferences()?.getDisplayDocTitle()).toBe(true);
    for (const font of await fontsOf(bytes))
      expect(font).toMatchObject({ embedded: true, subset: true, unicode: true });
    const structure = await structureOf(bytes);
    expect(structure).toMatch(new RegExp(`H1 \\(block\\)\\s+"${heading}"`));
    const said = structure.replace(/^\s*\w+ \(\w+\)$/gm, '').replace(/["\s]+/g, ' ');
    expect(said).toContain('Łukasz Şahin-Größl');
    expect(said).not.toContain('Seite 1');
  });

  it('says of its QR code what it is', async () => {
    const { bytes } = await forms.registrationForm(REGISTRATION_FORM);
    expect(await structureOf(bytes)).toMatch(/Figure/);
    const document = await PDFDocument.load(bytes);
    const alternatives = document.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        'get' in object && typeof object.get === 'function' ? [object.get(PDFName.of('Alt'))] : [],
      )
      .filter((alternative) => alternative !== undefined);
    expect(alternatives).toHaveLength(1);
  });
});

describe('characters', () => {
  it('come back as they were written, letter after letter, in any order of forms', async () => {
    const letters =
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüßéèêëáàâãåæçñøœÿžšřěůłŁşŞıİğĞţșțđĐőűŐŰąęćńśźżĄĘĆŃŚŹŻ' +
      'ĀāĒēĪīŪūĶķĻļŅņŠšÞþðŽОксанаδΩễữ';
    const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 18 });
    await fc.assert(
      fc.asyncProperty(word, word, word, async (first, last, subject) => {
        const made = await forms.letter({
          ...FORM,
          address: { ...FORM.address, addition: undefined, salutation: undefined, firstName: first, lastName: last },
          subject,
          paragraphs: [`${first} ${last}.`],
        });
        expect(made.warnings).toEqual([]);
        const text = (await flatTextOf(made.bytes)).replace(/\s/g, '');
        for (const part of [first, last, subject]) expect(text).toContain(part.normalize('NFC'));
      }),
      { numRuns: 25 },
    );
  });

  it('that the typeface lacks are replaced and named, not thrown', async () => {
    const made = await forms.letter({
      ...FORM,
      address: { ...FORM.address, firstName: '李', lastName: 'Ṃeyer-Ɓah \u{1F600}' },
      subject: 'Gruß',
      paragraphs: ['Text'],
    });
    expect(made.warnings).toEqual([{ code: 'missingCharacters', characters: ['李', 'Ɓ', '\u{1F600}'] }]);
    const text = await flatTextOf(made.bytes);
    expect(text).toContain('Dr. � Ṃeyer-�ah �');
  });

  it('without a shape are left out: tabs become spaces, marks of direction and control vanish', async () => {
    const made = await forms.letter({
      ...FORM,
      subject: 'Gr\u00ADuß\u200B',
      paragraphs: ['Ein\tWort\u0007 und\u00A0noch\u202Eeins.'],
    });
    expect(made.warnings).toEqual([]);
    const text = await flatTextOf(made.bytes);
    expect(text).toContain('Gruß');
    expect(text).toContain('Ein Wort und nocheins.');
  });

  it('with an accent of their own stand over their letter', async () => {
    const made = await forms.letter({ ...FORM, subject: 'Ṃ', paragraphs: ['Text'] });
    expect(made.warnings).toEqual([]);
    expect(await flatTextOf(made.bytes)).toContain('Ṃ');
  });
});

function inColour(raster: Raster): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(raster.width * raster.height * 4);
  for (let index = 0; index < raster.width * raster.height; index++) {
    colours.fill(raster.grey[index] ?? 255, index * 4, index * 4 + 3);
    colours[index * 4 + 3] = 255;
  }
  return colours;
}
