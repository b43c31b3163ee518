// Real files of every kind that shop programs write, made here and recognised by their bytes alone.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotImportable } from '../../src-main/service/customer-import/not-importable.ts';
import { recognise, type TableFormat, tableRows } from '../../src-main/service/customer-import/recognise.ts';
import { rejectedFile } from '../../src-main/service/customer-import/rejected-file.ts';
import type { Source } from '../../src-main/service/customer-import/source.ts';
import { textRows } from '../../src-main/service/customer-import/text-table.ts';
import { spreadsheet } from '../support/spreadsheet.ts';

const HEADINGS = ['Kundennr.', 'Nachname', 'Vorname', 'geboren', 'Straße', 'PLZ', 'Ort'];
const ROWS = [
  ['4711', 'Müller', 'Änne', '03.04.1961', 'Größestraße 4', '01067', 'Köln'],
  ['4712', 'Weiß', 'Jörg', '', 'Talstr. 9', '80331', 'München'],
];

const list = (delimiter: string, end = '\r\n') => [HEADINGS, ...ROWS].map((row) => row.join(delimiter) + end).join('');

/** In pieces of a size that cuts characters and line ends in two. */
function source(bytes: Buffer, piece = 7): Source {
  return async function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
}

async function rowsOf(from: Source, format: TableFormat): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of tableRows(from, format)) rows.push(...batch);
  return rows;
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('text', () => {
  test.each([
    ['UTF-8, semicolons', Buffer.from(list(';')), 'utf-8', ';'],
    ['UTF-8 with a byte order mark, commas', Buffer.from(`\uFEFF${list(',')}`), 'utf-8', ','],
    ['Windows-1252, semicolons', latin1(list(';')), 'windows-1252', ';'],
    ['Windows-1252, tabs, Unix line ends', latin1(list('\t', '\n')), 'windows-1252', '\t'],
    ['UTF-16 from a spreadsheet, tabs', Buffer.from(`\uFEFF${list('\t')}`, 'utf16le'), 'utf-16le', '\t'],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${list('\t')}`, 'utf16le').swap16(), 'utf-16be', '\t'],
    ['bars', Buffer.from(list('|')), 'utf-8', '|'],
    ['line ends of very old programs', latin1(list(';', '\r')), 'windows-1252', ';'],
  ])('%s', async (_name, bytes, encoding, delimiter) => {
    const found = await recognise(source(bytes));
    expect(found.format).toMatchObject({ kind: 'text', encoding, delimiter, headingRow: 0 });
    expect(found.headings).toEqual(HEADINGS);
    expect(found.samples).toEqual(ROWS);
    expect(await rowsOf(source(bytes), found.format)).toEqual([HEADINGS, ...ROWS]);
  });

  test('the euro sign and dashes of Windows come out right', async () => {
    const bytes = Buffer.concat([
      latin1('Nachname;Bemerkung\r\nM\xfcller;zahlt 5 '),
      Buffer.from([0x80, 0x96, 0x0d, 0x0a]),
    ]);
    const found = await recognise(source(bytes));
    expect(found.samples).toEqual([['Müller', 'zahlt 5 €–']]);
  });

  test('a single character of another encoding, far behind, decides', async () => {
    const many = 'Maier;Anna\r\n'.repeat(30_000);
    const found = await recognise(
      source(Buffer.concat([latin1(`Nachname;Vorname\r\n${many}M\xfcller;Anna\r\n`)]), 4096),
    );
    expect(found.format).toMatchObject({ encoding: 'windows-1252' });
  });

  test('quotation marks hold delimiters, line breaks and themselves', async () => {
    const text =
      'Nachname;Bemerkung;Ort\r\n"Müller; geb. Maier";"erste Zeile\r\nzweite ""Zeile""";Köln\r\nWeiß;;"München"\r\n';
    const found = await recognise(source(Buffer.from(text)));
    expect(found.format).toMatchObject({ delimiter: ';' });
    expect(await rowsOf(source(Buffer.from(text)), found.format)).toEqual([
      ['Nachname', 'Bemerkung', 'Ort'],
      ['Müller; geb. Maier', 'erste Zeile\r\nzweite "Zeile"', 'Köln'],
      ['Weiß', '', 'München'],
    ]);
  });

  test('a quotation mark that never closes is named with its line', async () => {
    const text = `Nachname;Ort\r\nMüller;Köln\r\n"Weiß;München\r\n${'Maier;Ulm\r\n'.repeat(100)}`;
    const format = { kind: 'text', encoding: 'utf-8', delimiter: ';', lineEnd: '\n', headingRow: 0 } as const;
    const failure = await rowsOf(source(Buffer.from(text)), format).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotImportable);
    expect((failure as NotImportable).trouble).toEqual({ kind: 'quoteNotClosed', line: 3 });
  });

  test('titles above the headings are passed over, sep= is believed', async () => {
    const titled = `Kundenliste der Sonnen-Apotheke;;\r\nStand 21.11.2026;;\r\n;;\r\n${list(';')}`;
    expect((await recognise(source(Buffer.from(titled)))).format.headingRow).toBe(3);
    const named = `sep=,\r\n${list(',')}`;
    const found = await recognise(source(Buffer.from(named)));
    expect(found.format).toMatchObject({ delimiter: ',', headingRow: 1 });
    expect(found.samples).toEqual(ROWS);
  });

  test('a list without headings begins with its first line', async () => {
    const bare = ROWS.map((row) => `${row.join(';')}\r\n`).join('');
    const found = await recognise(source(Buffer.from(bare)));
    expect(found.format.headingRow).toBeNull();
    expect(found.headings).toEqual(['', '', '', '', '', '', '']);
    expect(found.samples).toEqual(ROWS);
  });

  test('one known heading among words is enough', async () => {
    const found = await recognise(source(Buffer.from('Wer;Ort\r\nMüller;Köln\r\n')));
    expect(found.headings).toEqual(['Wer', 'Ort']);
  });

  test('unknown headings are headings where the line below has digits', async () => {
    const found = await recognise(source(Buffer.from('Wer;Wo\r\nMüller;Talstr. 9\r\n')));
    expect(found.headings).toEqual(['Wer', 'Wo']);
  });

  test('both ways of reading give the same rows', async () => {
    const cell = fc.stringMatching(/^[a-zäß 0-9]{0,6}$/);
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (cells, end, lastEnd, piece) => {
          fc.pre(cells.length > 1 || (cells[0] ?? []).some((one) => one !== ''));
          const text = cells.map((row) => row.join(';')).join(end) + (lastEnd ? end : '');
          fc.pre(lastEnd || cells.at(-1)?.some((one) => one !== '') === true);
          const read = async (whole: string) => {
            const found: string[][] = [];
            const format = { kind: 'text', encoding: 'utf-8', delimiter: ';', lineEnd: '\n' } as const;
            for await (const batch of textRows(source(Buffer.from(whole), piece), format)) found.push(...batch);
            return found;
          };
          const quick = await read(text);
          expect(quick).toEqual(cells);
          // One quoted cell in front: from there on the parser reads.
          expect((await read(`"x"${end}${text}`)).slice(1)).toEqual(quick);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a quotation mark late in a long list changes nothing before it', async () => {
    const text = `Nachname;Ort\n${'Maier;Ulm\n'.repeat(5000)}"Müller;M";Köln\n${'Weiß;Bonn\n'.repeat(5000)}`;
    const format = { kind: 'text', encoding: 'utf-8', delimiter: ';', lineEnd: '\n', headingRow: 0 } as const;
    const rows = await rowsOf(source(Buffer.from(text), 4096), format);
    expect(rows).toHaveLength(10_002);
    expect(rows[5001]).toEqual(['Müller;M', 'Köln']);
    expect(rows[10_001]).toEqual(['Weiß', 'Bonn']);
  });
});

describe('spreadsheets', () => {
  test('texts, dates and numbers', async () => {
    const bytes = spreadsheet([
      ['Kundennr.', 'Nachname', 'geboren', 'PLZ', 'Telefon'],
      [4711, 'Müller & Söhne <neu>', new Date('1961-04-03'), 1067, '030 23125 100'],
      [4712, 'Weiß', null, '80331', null],
    ]);
    const found = await recognise(source(bytes, 1000));
    expect(found.format).toEqual({ kind: 'spreadsheet', headingRow: 0 });
    expect(found.samples).toEqual([
      ['4711', 'Müller & Söhne <neu>', '1961-04-03', '1067', '030 23125 100'],
      ['4712', 'Weiß', '', '80331', ''],
    ]);
  });
});

describe('what is no list', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['blank lines', Buffer.from('\r\n\r\n'), 'empty'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'notATable'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'notATable'],
    ['an .xls of the nineties', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'oldSpreadsheet'],
    ['a damaged .xlsx', spreadsheet([['Nachname'], ['Müller']]).subarray(0, 400), 'notATable'],
    ['a zip of something else', Buffer.from('PK\x03\x04hello.txt and nothing more'), 'notATable'],
  ])('%s', async (_name, bytes, kind) => {
    const failure = await recognise(source(bytes)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotImportable);
    expect((failure as NotImportable).trouble).toEqual({ kind });
  });
});

describe('the file of rejected lines', () => {
  const rejected = [
    {
      cells: ['4711', '', 'Änne; "die Gute"'],
      problems: [{ field: 'lastName', problem: 'lastNameMissing', value: '' }],
    },
  ] as const;

  test.each([
    ['utf-8', ';'],
    ['utf-16le', '\t'],
    ['utf-16be', '\t'],
    ['windows-1252', ','],
  ] as const)('in %s with %s can be imported again', async (encoding, delimiter) => {
    const format = { kind: 'text', encoding, delimiter, lineEnd: '\n', headingRow: 0 } as const;
    const file = rejectedFile(rejected, { name: 'kunden.txt', format, headings: ['Kundennr.', 'Nachname', 'Vorname'] });
    expect(file.name).toBe('kunden-abgelehnt.csv');
    const bytes = Buffer.from(file.base64, 'base64');
    const found = await recognise(source(bytes));
    expect(found.format).toMatchObject({ encoding, delimiter });
    expect(found.headings).toEqual(['Kundennr.', 'Nachname', 'Vorname', 'Grund der Ablehnung']);
    expect(found.samples).toEqual([['4711', '', 'Änne; "die Gute"', 'Nachname fehlt']]);
  });
});
