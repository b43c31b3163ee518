// Decides from the bytes what a chosen file is: delimited text and in which encoding, a spreadsheet, or nothing that can be
// imported. Names and endings of files prove nothing and are not looked at.
import { createHash } from 'node:crypto';
import { isHeading, looksLikeHeadings } from '../../../src-shared/customer-import/fields.ts';
import { NotImportable } from './not-importable.ts';
import type { Source } from './source.ts';
import { spreadsheetRows } from './spreadsheet-table.ts';
import { firstRows, QuoteNotClosed, type TextFormat, textRows } from './text-table.ts';

export type TableFormat = (TextFormat | { kind: 'spreadsheet' }) & {
  /** Counted from 0; null = the list has no line of headings. */
  headingRow: number | null;
};

export type Recognised = {
  sha256: string;
  size: number;
  format: TableFormat;
  headings: string[];
  samples: string[][];
};

const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 200;
const SHOWN_SAMPLES = 20;
/** Title lines above the headings. */
const HEADINGS_WITHIN = 20;

/** Reads every byte once. @throws NotImportable */
export async function recognise(source: Source): Promise<Recognised> {
  const seen = await look(source);
  if (seen.size === 0) throw new NotImportable({ kind: 'empty' });
  const format = formatOf(seen);
  const rows =
    format === 'spreadsheet'
      ? await firstOf(spreadsheetRows(source))
      : await firstRows(seen.text(format.encoding), format, SAMPLE_ROWS);
  if (!rows.some((row) => row.some((cell) => cell.trim() !== ''))) throw new NotImportable({ kind: 'empty' });
  const headingRow = findHeadings(rows);
  const width = widthOf(rows, headingRow);
  const cells = (row: readonly string[]) => Array.from({ length: width }, (_, column) => row[column] ?? '');
  return {
    sha256: seen.sha256,
    size: seen.size,
    format: format === 'spreadsheet' ? { kind: 'spreadsheet', headingRow } : { ...format, headingRow },
    headings: cells(headingRow === null ? [] : (rows[headingRow] ?? [])).map((heading) => heading.trim()),
    samples: rows
      .slice(headingRow === null ? 0 : headingRow + 1)
      .filter((row) => row.some((cell) => cell.trim() !== ''))
      .slice(0, SHOWN_SAMPLES)
      .map(cells),
  };
}

/** Rows of either kind of file, in batches. @throws NotImportable */
export async function* tableRows(source: Source, format: TableFormat): AsyncGenerator<string[][]> {
  try {
    yield* format.kind === 'text' ? textRows(source, format) : spreadsheetRows(source);
  } catch (error) {
    if (error instanceof QuoteNotClosed) throw new NotImportable({ kind: 'quoteNotClosed', line: error.row });
    throw error;
  }
}

// --- details

type Seen = {
  sha256: string;
  size: number;
  head: Buffer;
  utf8: boolean;
  hasNul: boolean;
  text: (encoding: TextFormat['encoding']) => string;
};

async function look(source: Source): Promise<Seen> {
  const hash = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  let [size, utf8, hasNul] = [0, true, false];
  let head = Buffer.alloc(0);
  for await (const chunk of source()) {
    hash.update(chunk);
    size += chunk.length;
    if (head.length < SAMPLE_BYTES) head = Buffer.concat([head, chunk.subarray(0, SAMPLE_BYTES - head.length)]);
    hasNul ||= chunk.includes(0);
    utf8 &&= decodes(strict, chunk, true);
  }
  utf8 &&= decodes(strict, Buffer.alloc(0), false);
  const text = (encoding: TextFormat['encoding']) => new TextDecoder(encoding).decode(head, { stream: true });
  return { sha256: hash.digest('hex'), size, head, utf8, hasNul, text };
}

function decodes(decoder: TextDecoder, chunk: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

const starts = (head: Buffer, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);

function formatOf(seen: Seen): TextFormat | 'spreadsheet' {
  const { head } = seen;
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) {
    if (!head.includes('xl/') && !head.includes('[Content_Types]')) throw new NotImportable({ kind: 'notATable' });
    return 'spreadsheet';
  }
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) throw new NotImportable({ kind: 'oldSpreadsheet' });
  if (starts(head, 0xff, 0xfe)) return textFormat(seen, 'utf-16le');
  if (starts(head, 0xfe, 0xff)) return textFormat(seen, 'utf-16be');
  if (seen.hasNul || starts(head, 0x25, 0x50, 0x44, 0x46)) throw new NotImportable({ kind: 'notATable' });
  return textFormat(seen, seen.utf8 ? 'utf-8' : 'windows-1252');
}

function textFormat(seen: Seen, encoding: TextFormat['encoding']): TextFormat {
  const text = seen.text(encoding);
  const lineEnd = !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
  return { kind: 'text', encoding, lineEnd, delimiter: findDelimiter(text, lineEnd) };
}

const DELIMITERS = [';', '\t', ',', '|'];

/** The sign that gives most lines the same number of cells; spreadsheets may name it themselves ('sep=;'). */
export function findDelimiter(text: string, lineEnd: string): string {
  const named = /^sep=(.)\r?(?:\n|$)/i.exec(text);
  if (named?.[1]) return named[1];
  const lines = linesOutsideQuotes(text, lineEnd).slice(0, 100);
  let best = { delimiter: ';', share: 0, cells: 1 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => cellsIn(line, delimiter));
    const usual = mostFrequent(counts.filter((count) => count > 1));
    if (usual === null) continue;
    const share = counts.filter((count) => count === usual).length / lines.length;
    if (share > best.share + 0.05 || (share > best.share - 0.05 && usual > best.cells))
      best = { delimiter, share, cells: usual };
  }
  return best.delimiter;
}

function linesOutsideQuotes(text: string, lineEnd: string): string[] {
  const lines: string[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === lineEnd && !quoted) {
      if (at > from) lines.push(text.slice(from, at));
      from = at + 1;
    }
  }
  // The last one may be cut off by the end of the sample.
  return lines.length > 0 ? lines : [text];
}

function cellsIn(line: string, delimiter: string): number {
  let [cells, quoted] = [1, false];
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === delimiter && !quoted) cells++;
  }
  return cells;
}

function mostFrequent(numbers: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [first] = [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0]);
  return first?.[0] ?? null;
}

/**
 * The first row that names fields; else the first full row, where it has words alone and either one of them is a known
 * heading or the row below has figures too.
 */
function findHeadings(rows: readonly (readonly string[])[]): number | null {
  const known = rows.slice(0, HEADINGS_WITHIN).findIndex(looksLikeHeadings);
  if (known >= 0) return known;
  const first = rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1);
  const worded = (row: readonly string[]) => row.every((cell) => cell.trim() !== '' && !/[\d@]/.test(cell));
  const [top, next] = [rows[first], rows[first + 1]];
  if (top === undefined || next === undefined || !worded(top)) return null;
  return top.some(isHeading) || !worded(next) ? first : null;
}

function widthOf(rows: readonly (readonly string[])[], headingRow: number | null): number {
  const headings = headingRow === null ? [] : (rows[headingRow] ?? []);
  let named = headings.length;
  while (named > 0 && headings[named - 1]?.trim() === '') named--;
  return named || (mostFrequent(rows.map((row) => row.length)) ?? 1);
}

async function firstOf(batches: AsyncGenerator<string[][]>): Promise<string[][]> {
  try {
    const { value } = await batches.next();
    await batches.return(undefined);
    return (value ?? []).slice(0, SAMPLE_ROWS);
  } catch {
    throw new NotImportable({ kind: 'notATable' });
  }
}
