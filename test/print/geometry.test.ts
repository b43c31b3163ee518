// Where things are on the paper, measured on the rendered sheet: DIN 5008 form B within half a millimetre, and in the
// envelope's window the address and nothing else, whatever the address is.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createForms } from '../../src-main/service/printing/forms.ts';
import type { PostalAddress } from '../../src-shared/printing/address.ts';
import type { MadeForm } from '../../src-shared/printing/jobs.ts';
import {
  ADDRESS_FIELD,
  FOLD_MARKS_Y,
  HOLE_MARK_Y,
  INFO_BLOCK,
  PAGE,
  SUBJECT_Y,
  TYPE_AREA_BOTTOM,
  windowOnLetter,
} from '../../src-shared/printing/rules.ts';
import { inkIn, inkRows, isInside, overlaps, type Raster, rasterOf, requirePoppler, wordsOf } from './read-back.ts';
import { CONSENT_FORM, FONTS_FOLDER, FORM, PASSWORD_LETTER, REGISTRATION_FORM, WITHDRAWAL } from './samples.ts';

const forms = createForms({ fontsFolder: FONTS_FOLDER });
const HALF = 0.5;
const letters: Record<string, () => Promise<MadeForm>> = {
  passwordLetter: () => forms.passwordLetter(PASSWORD_LETTER),
  registrationForm: () => forms.registrationForm(REGISTRATION_FORM),
  withdrawalConfirmation: () => forms.withdrawalConfirmation(WITHDRAWAL),
  letter: () => forms.letter({ ...FORM, subject: 'Ihre Anfrage', paragraphs: ['Vielen Dank.'] }),
};

beforeAll(requirePoppler);

function near(measured: number | undefined, expected: number): void {
  expect(measured).toBeGreaterThanOrEqual(expected - HALF);
  expect(measured).toBeLessThanOrEqual(expected + HALF);
}

/** Ink that some position of the envelope would show although not every position does. */
function expectOnlyAddressInWindow(raster: Raster): void {
  const { always, ever } = windowOnLetter();
  const ink = inkIn(raster, ever);
  expect(ink, 'the window shows the address').toBeDefined();
  if (ink) expect(isInside(ink, always, raster.dot), `ink at ${JSON.stringify(ink)}`).toBe(true);
}

describe.each(Object.entries(letters))('%s', (_kind, make) => {
  let made: MadeForm;
  let raster: Raster;
  beforeAll(async () => {
    made = await make();
    raster = await rasterOf(made.bytes, 300);
  });

  it('is one A4 sheet without warnings', () => {
    expect(made.pages).toBe(1);
    expect(made.warnings).toEqual([]);
    near(raster.width * raster.dot, PAGE.width);
    near(raster.height * raster.dot, PAGE.height);
  });

  it('has fold marks at 105 and 210 and the hole mark at 148.5, thin, at the left edge', () => {
    const marks = inkRows(raster, { x: 0, y: 0, width: 20, height: PAGE.height });
    expect(marks).toHaveLength(3);
    [FOLD_MARKS_Y[0], HOLE_MARK_Y, FOLD_MARKS_Y[1]].forEach((y, index) => {
      const mark = marks[index];
      near(mark && (mark.top + mark.bottom) / 2, y);
      expect(mark && mark.bottom - mark.top).toBeLessThan(0.5);
    });
  });

  it('begins its subject at 98.46 and at the left margin', () => {
    const below = inkIn(raster, { x: 20, y: 92, width: 170, height: 14 });
    near(below?.y, SUBJECT_Y);
    near(below?.x, 25);
  });

  it('begins its address at x 25 in the address zone and its information at x 125, y 50', () => {
    const address = inkIn(raster, { x: 20, y: 62.7, width: 85, height: 27.3 });
    near(address?.x, 25);
    expect(address?.y).toBeGreaterThanOrEqual(62.7);
    expect(address?.y).toBeLessThanOrEqual(64.2);
    const info = inkIn(raster, { x: 115, y: 45, width: 95, height: 50 });
    near(info?.x, INFO_BLOCK.x);
    expect(info?.y).toBeGreaterThanOrEqual(INFO_BLOCK.y);
    expect(info && info.x + info.width).toBeLessThanOrEqual(INFO_BLOCK.x + INFO_BLOCK.width);
  });

  it('shows address and sender in the window, and nothing else', async () => {
    expectOnlyAddressInWindow(raster);
    const { always, ever } = windowOnLetter();
    const seen = (await wordsOf(made.bytes)).filter((word) => overlaps(word, ever));
    expect(seen.every((word) => isInside(word, always) && isInside(word, ADDRESS_FIELD))).toBe(true);
    expect(seen.map(({ text }) => text).join(' ')).toBe(
      'Sonnen-Apotheke · Lindenallee 12 · 10115 Berlin ' +
        'Herrn Dr. Łukasz Şahin-Größl Hinterhaus, 3. Stock OT Prenzlauer Berg Kastanienallee 77 a 10435 Berlin',
    );
  });

  it('keeps the margins and the type area', async () => {
    for (const word of await wordsOf(made.bytes)) {
      expect(word.x).toBeGreaterThanOrEqual(25 - HALF);
      expect(word.x + word.width).toBeLessThanOrEqual(190 + HALF);
      const isFooter = word.y > 268;
      if (!isFooter) expect(word.y + word.height).toBeLessThanOrEqual(TYPE_AREA_BOTTOM);
    }
  });
});

it('a form that is handed over has no fold marks and no address in the window', async () => {
  const made = await forms.consentForm(CONSENT_FORM);
  const raster = await rasterOf(made.bytes, 150);
  const marks = inkRows(raster, { x: 0, y: 0, width: 20, height: PAGE.height });
  expect(marks).toHaveLength(1);
  near(marks[0]?.top, HOLE_MARK_Y);
});

it.each(['M', 'i', 'Ł', '-', 'ß '])('lines full of %j end where the window ends', async (letter) => {
  const full = letter.repeat(240);
  const address = { lastName: full, street: full, postcode: '10435', town: full };
  const made = await forms.passwordLetter({ ...PASSWORD_LETTER, address });
  const raster = await rasterOf(made.bytes, 200);
  expectOnlyAddressInWindow(raster);
  const { always } = windowOnLetter();
  const ink = inkIn(raster, always);
  // used to the full: the next letter would not have fitted
  expect(ink && ink.x + ink.width).toBeGreaterThan(always.x + always.width - 6);
});

it('no address leaves the window on paper', async () => {
  const names = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzäöüßABCDEFGWMÄÖÜŁłŞşŽžĐđĞğÇçØøÆæŒœ -./,'),
    minLength: 1,
    maxLength: 60,
  });
  const part = fc.option(names, { nil: undefined });
  const address: fc.Arbitrary<PostalAddress> = fc.record({
    companyName: part,
    salutation: fc.constantFrom(undefined, 'Frau', 'Herr'),
    title: fc.constantFrom(undefined, 'Dr.', 'Prof. Dr. Dr. h. c.'),
    firstName: part,
    lastName: names,
    addition: part,
    district: part,
    street: names,
    houseNumber: fc.constantFrom(undefined, '1', '12-14 Hinterhaus'),
    postcode: fc.constantFrom('10435', '01067'),
    town: names,
    country: fc.constantFrom(undefined, 'AT', 'Bosnien und Herzegowina'),
  });
  await fc.assert(
    fc.asyncProperty(address, names, async (given, branchName) => {
      const made = await forms.passwordLetter({
        ...PASSWORD_LETTER,
        address: given,
        letterhead: { ...PASSWORD_LETTER.letterhead, branchName },
      });
      expectOnlyAddressInWindow(await rasterOf(made.bytes, 120));
    }),
    { numRuns: 25 },
  );
});
