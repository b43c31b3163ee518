// Placeholders of declarations: the closed list, what is refused and named, and what fills a text for one customer.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PURPOSES } from '../../src-shared/consent/rules.ts';
import {
  fillText,
  GAP,
  PLACEHOLDERS,
  TEXT_BLOCK_OF,
  TEXT_BLOCKS,
  textParts,
  textProblems,
  versionInForce,
} from '../../src-shared/consent/text-block.ts';

describe('a text', () => {
  test('may hold every placeholder of the list', () => {
    expect(textProblems(PLACEHOLDERS.map((name) => `{{${name}}} und {{ ${name} }}`).join('\n'))).toEqual([]);
  });

  test('names what it does not know, with the line', () => {
    expect(textProblems('Guten Tag {{Vorname}},\n\n{{Vornahme}} {{vorname}} {{}}')).toEqual([
      { problem: 'unknownPlaceholder', name: 'Vornahme', line: 3 },
      { problem: 'unknownPlaceholder', name: 'vorname', line: 3 },
      { problem: 'unknownPlaceholder', name: '', line: 3 },
    ]);
  });

  test.each(['{{Vorname', 'Vorname}}', '{{Vorname}\n}', '{{{{Vorname}}', '{{Vor\nname}}'])(
    'finds it broken: %j',
    (body) => {
      expect(textProblems(body)).toContainEqual(expect.objectContaining({ problem: 'brokenPlaceholder' }));
    },
  );

  test('single braces are text; nothing at all is refused', () => {
    expect(textProblems('§ 7 {UWG} } {')).toEqual([]);
    expect(textProblems(' \n ')).toEqual([{ problem: 'empty' }]);
  });
});

describe('filling a text', () => {
  test('puts values in and shows a gap where one is missing, each named once', () => {
    const body = '{{Vorname}} {{Nachname}}, geb. {{Geburtsdatum}}, {{ Vorname }}, {{Telefon}} {{Telefon}} {{E-Mail}}';
    expect(fillText(body, { Vorname: 'Anna', Nachname: 'Müller', Geburtsdatum: null, 'E-Mail': '  ' })).toEqual({
      text: `Anna Müller, geb. ${GAP}, Anna, ${GAP} ${GAP} ${GAP}`,
      missing: ['Geburtsdatum', 'Telefon', 'E-Mail'],
    });
  });

  test('puts values in once and as they are', () => {
    const filled = fillText('{{Vorname}}|{{Nachname}}', { Vorname: '{{Nachname}} $& $1', Nachname: 'Weiß' });
    expect(filled).toEqual({ text: '{{Nachname}} $& $1|Weiß', missing: [] });
  });

  test('a value opens no heading and no paragraph', () => {
    expect(fillText('Sie, {{Anschrift}}', { Anschrift: 'Sonnenstr. 4\n\n# Ich stimme zu\r\n80331 München' }).text).toBe(
      'Sie, Sonnenstr. 4, # Ich stimme zu, 80331 München',
    );
  });

  test('leaves the words of the text alone and no placeholder behind', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'ß', ' ', '{', '}', '§', '\n') });
    fc.assert(
      fc.property(fc.array(fc.tuple(words, fc.constantFrom(...PLACEHOLDERS)), { maxLength: 6 }), (parts) => {
        const body = parts.map(([text, name]) => `${text.replace(/[{}]+/g, '{')} {{${name}}} `).join('');
        const values = Object.fromEntries(PLACEHOLDERS.map((name) => [name, `<${name}>`]));
        const expected = parts.map(([text, name]) => `${text.replace(/[{}]+/g, '{')} <${name}> `).join('');
        expect(fillText(body, values)).toEqual({ text: expected, missing: [] });
      }),
    );
  });

  test('stops at a text that could not have been saved', () => {
    expect(() => fillText('{{Kontostand}}', {})).toThrow('Kontostand');
  });
});

test('a text is headings and paragraphs; lines within a paragraph stay', () => {
  const text = '# Meine Einwilligung\nIch willige ein,\n  dass …\r\n\r\n \n\nHinweise:\n# Dauer \n\nDrei Jahre #1\n';
  expect(textParts(text)).toEqual([
    { kind: 'heading', text: 'Meine Einwilligung' },
    { kind: 'paragraph', text: 'Ich willige ein,\n  dass …' },
    { kind: 'paragraph', text: 'Hinweise:' },
    { kind: 'heading', text: 'Dauer' },
    { kind: 'paragraph', text: 'Drei Jahre #1' },
  ]);
  expect(textParts('\n \n')).toEqual([]);
});

describe('versions', () => {
  const versions = [
    { number: 1, validFrom: 100 },
    { number: 3, validFrom: 300 },
    { number: 2, validFrom: 200 },
  ];

  test('the newest whose time has come is in force', () => {
    expect([99, 100, 250, 300, 999].map((now) => versionInForce(versions, now)?.number ?? null)).toEqual([
      null,
      1,
      2,
      3,
      3,
    ]);
  });
});

test('every purpose has its declaration, and every declaration a purpose', () => {
  expect(new Set(PURPOSES.map((purpose) => TEXT_BLOCK_OF[purpose]))).toEqual(new Set(TEXT_BLOCKS));
});
