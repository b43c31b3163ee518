// Reads the first sheet of an .xlsx file as rows of texts. The whole sheet is held in memory (about 4 KB a row), so the
// caller's thread must be limited; lists beyond some hundred thousand rows belong into a CSV file.
import { readSheet } from 'read-excel-file/node';
import type { Source } from './source.ts';

const BATCH = 5000;

/** Dates come as 'YYYY-MM-DD', numbers without grouping. @throws when it is no readable spreadsheet */
export async function* spreadsheetRows(source: Source): AsyncGenerator<string[][]> {
  const chunks: Buffer[] = [];
  for await (const chunk of source()) chunks.push(chunk);
  const rows = await readSheet(Buffer.concat(chunks));
  for (let from = 0; from < rows.length; from += BATCH)
    yield rows.slice(from, from + BATCH).map((row) => row.map(cellText));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? 'ja' : 'nein';
  return String(cell);
}
