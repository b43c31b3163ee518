// Writes the lines that were not taken as a list of the same kind as the one they came from, with a column that says why:
// corrected there, it can be imported again.
import type { FilePayload } from '../../../src-shared/calls.ts';
import type { LineProblem } from '../../../src-shared/customer-import/line-notes.ts';
import type { TableFormat } from './recognise.ts';

export type RejectedRow = { cells: readonly string[]; problems: readonly LineProblem[] };

/** The file is data for whoever keeps the list: German, whatever language the screen is in. */
const REASON_COLUMN = 'Grund der Ablehnung';
const REASONS: Partial<Record<LineProblem['problem'], string>> = { lastNameMissing: 'Nachname fehlt' };

export function rejectedFile(
  rows: readonly RejectedRow[],
  list: { name: string; format: TableFormat; headings: readonly string[] },
): FilePayload {
  // A spreadsheet's lines become a text that spreadsheet programs open without asking.
  const format =
    list.format.kind === 'text' ? list.format : { encoding: 'utf-8' as const, delimiter: ';', lineEnd: '\n' as const };
  const end = format.lineEnd === '\n' ? '\r\n' : '\r';
  const width = Math.max(list.headings.length, ...rows.map((row) => row.cells.length));
  const line = (cells: readonly string[], reason: string) =>
    [...Array.from({ length: width }, (_, column) => cells[column] ?? ''), reason]
      .map((cell) => quoted(cell, format.delimiter))
      .join(format.delimiter) + end;
  const headings = list.format.headingRow === null ? '' : line(list.headings, REASON_COLUMN);
  const text = headings + rows.map((row) => line(row.cells, reasonsOf(row.problems))).join('');
  return {
    name: `${list.name.replace(/\.[^.]*$/, '')}-abgelehnt.csv`,
    mediaType: 'text/csv',
    base64: encoded(text, format.encoding).toString('base64'),
  };
}

// --- details

function reasonsOf(problems: readonly LineProblem[]): string {
  return [...new Set(problems.map(({ problem }) => REASONS[problem]).filter(Boolean))].join(', ');
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes('"') || cell.includes(delimiter) || /[\r\n]/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

function encoded(text: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from([...text].map((sign) => WINDOWS_1252.get(sign) ?? 0x3f));
  }
}

/** What the decoder makes of each byte, the other way round. */
const WINDOWS_1252: ReadonlyMap<string, number> = new Map(
  [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map(
    (sign, byte) => [sign, byte] as const,
  ),
);
