// The shipped declarations: each readable by the program, complete by Art. 7 and 13 GDPR, and short enough for one page.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillText, GAP, TEXT_BLOCKS, textProblems } from '../../src-shared/consent/text-block.ts';

const templates = TEXT_BLOCKS.map((key) => {
  const file = readFileSync(new URL(`../../resources/text-blocks/${key}.md`, import.meta.url), 'utf8');
  const [, title, note, body = ''] = /^Titel: (.+)\nHinweis: (.+)\n\n([\s\S]+)$/.exec(file) ?? [];
  return { key, title, note, body: body.trim() };
});

test('there is one for every declaration, marked as a template', () => {
  expect(templates.map((one) => one.title)).toEqual(['Datenspeicherung', 'App', 'Filialverbund', 'Werbung']);
  for (const { note, body } of templates) {
    expect(note).toContain('Mustertext');
    expect(body).not.toContain(note);
    expect(textProblems(body)).toEqual([]);
  }
});

describe.each(templates.map((one) => [one.key, one] as const))('%s', (key, { body }) => {
  test('says what Art. 7 and 13 GDPR ask for', () => {
    const owed: RegExp[] = [
      /^Ich willige ein, dass /m,
      /Verantwortlich: \{\{Filiale\}\}, \{\{Filialanschrift\}\}/,
      /Datenschutzbeauftragte/,
      /^Zweck: /m,
      /Rechtsgrundlage .*Art\.\s6 Abs\.\s1 Buchst\.\sa/,
      /^Empfänger: .*zentrale[mn] Server/m,
      /^Dauer: bis zu Ihrem Widerruf/m,
      /jederzeit ohne Angabe von Gründen widerrufen, so einfach, wie Sie sie geben/,
      /Was bis dahin geschehen ist, bleibt rechtmäßig/,
      /Auskunft, Berichtigung, Löschung, Einschränkung und Übertragung/,
      /Beschwerde bei einer Datenschutz-Aufsichtsbehörde/,
    ];
    expect(owed.filter((duty) => !duty.test(body)).map(String)).toEqual([]);
  });

  test('sets the consent apart from the information, and fits one page', () => {
    expect(body.match(/^# .+$/gm)).toEqual(['# Meine Einwilligung', '# Was Sie dazu wissen sollten']);
    expect(body.length).toBeLessThan(2000);
  });

  test('mentions health where health may show, and never with advertising', () => {
    if (key === 'advertising') expect(body).toContain('Gesundheit werden dafür nicht ausgewertet');
    else expect(body).toMatch(/Gesundheit .* ausdrücklich ein.[\s\S]*Art\.\s9 Abs\.\s2 Buchst\.\sa/);
  });

  test('needs only what a branch has entered at its set-up, and the app’s name', () => {
    const values = {
      ...{ Filiale: 'Sonnen-Apotheke', Filialanschrift: 'Sonnenstr. 4, 80331 München', Filialtelefon: '030 23125 100' },
      ...{ Filialen: 'Sonnen-Apotheke, Mond-Apotheke', App: 'Meine Apotheke' },
    };
    const filled = fillText(body, values);
    expect(filled.missing).toEqual([]);
    expect(filled.text).toContain('Sonnen-Apotheke, Sonnenstr. 4, 80331 München');
    expect(fillText(body, { ...values, Filialtelefon: null }).text).toContain(`Telefon ${GAP}`);
  });
});
