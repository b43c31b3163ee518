// The consent form on paper: every shipped declaration shares one page with its signature, also for a long name and a full
// letterhead; and a text that needs more pages never leaves the signature alone on the last.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createForms } from '../../src-main/service/printing/forms.ts';
import { fillText, TEXT_BLOCKS } from '../../src-shared/consent/text-block.ts';
import { flatTextOf, requirePoppler, wordsOf } from './read-back.ts';
import { CONSENT_FORM, FONTS_FOLDER, LETTERHEAD } from './samples.ts';

const forms = createForms({ fontsFolder: FONTS_FOLDER });
beforeAll(requirePoppler);

const LONG_NAME = {
  ...CONSENT_FORM.address,
  firstName: 'Maximilian-Alexander Konstantin',
  lastName: 'Freiherr von Müller-Lüdenscheidt',
  street: 'Straße des Siebzehnten Juni am Großen Stern',
};

describe('every shipped declaration', () => {
  it.each([...TEXT_BLOCKS])('%s fits one page with its signature', async (key) => {
    const file = readFileSync(new URL(`../../resources/text-blocks/${key}.md`, import.meta.url), 'utf8');
    const { text } = fillText(file.slice(file.indexOf('\n\n') + 2), {
      ...{
        Filiale: 'Sonnen-Apotheke am Marktplatz',
        Filialanschrift: 'Lindenallee 12, 10115 Berlin',
        App: 'Meine Apotheke',
      },
      ...{ Filialtelefon: '030 23125 100', Filialen: 'Mond-Apotheke, Stern-Apotheke am Bahnhof, Kometen-Apotheke' },
    });
    const made = await forms.consentForm({
      ...CONSENT_FORM,
      address: LONG_NAME,
      declaration: text,
      restriction: 'Bestellungen und Termine in der Filiale Talstraße',
      choices: key === 'advertising' ? ['Brief', 'E-Mail', 'Telefon', 'SMS'] : [],
    });
    expect(made.pages).toBe(1);
    expect(made.warnings).toEqual([]);
    const printed = await flatTextOf(made.bytes);
    for (const paragraph of text.trim().split('\n\n'))
      expect(printed).toContain(paragraph.replace(/^# /, '').replace(/\s+/g, ' '));
    const words = await wordsOf(made.bytes);
    const signature = words.find((word) => word.text === 'Unterschrift');
    const lastOfText = Math.max(
      ...words.filter((word) => word.y < (signature?.y ?? 0)).map((word) => word.y + word.height),
    );
    // Room for a pen above the line, and nothing below the type area.
    expect((signature?.y ?? 0) - lastOfText).toBeGreaterThan(15);
    for (const word of words.filter(({ y }) => y < 262)) expect(word.y + word.height).toBeLessThanOrEqual(257.2);
  });
});

describe('a declaration of several pages', () => {
  const sentence = 'Ich willige in eines von vielen Dingen ein, die hier genau beschrieben sind. ';

  it.each([
    ['short paragraphs', (lines: number) => Array.from({ length: lines }, () => sentence).join('\n\n')],
    ['one long paragraph', (lines: number) => sentence.repeat(lines)],
    ['a paragraph without a sentence', (lines: number) => 'Wort '.repeat(lines * 15)],
  ])('takes some text along to the page of the signature: %s', async (_case, textOf) => {
    let turned = 0;
    for (let lines = 26; lines <= 66; lines += 2) {
      const made = await forms.consentForm({ ...CONSENT_FORM, letterhead: LETTERHEAD, declaration: textOf(lines) });
      const words = await wordsOf(made.bytes);
      const signature = words.findLast((word) => word.text === 'Unterschrift');
      expect(signature?.page).toBe(made.pages);
      if (made.pages > 1) turned += 1;
      const above = words.filter((word) => word.page === made.pages && word.y > 24 && word.y < (signature?.y ?? 0) - 6);
      expect(above.length, `${lines} lines, ${made.pages} pages`).toBeGreaterThan(10);
    }
    expect(turned).toBeGreaterThan(5);
  });
});

it('what a consent is narrowed to stands with whose it is', async () => {
  const text = await flatTextOf((await forms.consentForm({ ...CONSENT_FORM, restriction: 'Filiale Talstraße' })).bytes);
  expect(text).toContain('Nur für Filiale Talstraße');
  expect(await flatTextOf((await forms.consentForm(CONSENT_FORM)).bytes)).not.toContain('Nur für');
});
