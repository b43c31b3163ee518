// Reads delimited text as rows of cells, piece by piece: memory stays the same however long the list is. It recognises
// nothing; encoding, delimiter and end of line are told.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import type { Source } from './source.ts';

export type TextFormat = {
  kind: 'text';
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  delimiter: string;
  /** '\r' alone only in lists of very old programs. */
  lineEnd: '\n' | '\r';
};

/** A quotation mark is opened and never closed. */
export class QuoteNotClosed extends Error {
  override readonly name = 'QuoteNotClosed';
  /** Counted as `textRows` counts, from 1. */
  readonly row: number;
  constructor(row: number) {
    super(`quote not closed in row ${row}`);
    this.row = row;
  }
}

/** No sensible line is longer; a quotation mark that is never closed would swallow the rest of the file. */
const LONGEST_ROW = 1_000_000;

/**
 * All rows in order, empty lines as one empty cell, in batches. Where no quotation mark has come yet a line is a row and
 * the delimiter separates, which is ten times quicker than the parser; from the first mark on the parser reads.
 * @throws QuoteNotClosed
 */
export async function* textRows(source: Source, format: TextFormat): AsyncGenerator<string[][]> {
  const texts = decoded(source, format.encoding);
  let rest = '';
  let rows = 0;
  try {
    for (;;) {
      const { value, done } = await texts.next();
      if (done) break;
      const text = rest + value;
      if (text.includes('"')) {
        yield* quotedRows(text, texts, format, rows);
        return;
      }
      const end = text.lastIndexOf(format.lineEnd);
      rest = text.slice(end + 1);
      if (end < 0) continue;
      const batch = splitRows(text.slice(0, end), format);
      rows += batch.length;
      yield batch;
    }
    if (rest !== '') yield splitRows(rest, format);
  } finally {
    await texts.return(undefined);
  }
}

/** The rows at the beginning of a text that may break off in the middle of one; for recognising. */
export async function firstRows(text: string, format: TextFormat, most: number): Promise<string[][]> {
  const rows: string[][] = [];
  try {
    for await (const row of Readable.from([text]).pipe(parse({ ...optionsFor(format), to: most }))) rows.push(row);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

// --- details

function splitRows(text: string, { delimiter, lineEnd }: TextFormat): string[][] {
  return text
    .split(lineEnd)
    .map((line) => (line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line).split(delimiter));
}

async function* decoded(source: Source, encoding: TextFormat['encoding']): AsyncGenerator<string, undefined> {
  // Drops a byte order mark by itself; a character cut in two by the end of a chunk waits for the next.
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
  return undefined;
}

async function* quotedRows(
  first: string,
  rest: AsyncGenerator<string, undefined>,
  format: TextFormat,
  rowsBefore: number,
): AsyncGenerator<string[][]> {
  const parser = parse(optionsFor(format));
  const feeding = pipeline(Readable.from(withFirst(first, rest)), parser);
  // The failure comes out of the parser below as well.
  feeding.catch(() => undefined);
  let batch: string[][] = [];
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    // The parser counts its rows; those still on their way through the stream are lost with it.
    if (error instanceof CsvError) throw new QuoteNotClosed(rowsBefore + Number(error.records ?? 0) + 1);
    throw error;
  }
  if (batch.length > 0) yield batch;
}

const BATCH = 5000;

async function* withFirst(first: string, rest: AsyncGenerator<string, undefined>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function optionsFor({ delimiter, lineEnd }: TextFormat): Options {
  return {
    delimiter,
    record_delimiter: lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
    // Rows may be shorter or longer than the headings, and an inch sign is no quotation.
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_ROW,
  };
}
