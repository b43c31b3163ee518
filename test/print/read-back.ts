// Reads printed PDFs back with poppler, as a printer and a reader would: words with their places, ink on the rendered
// sheet, fonts, structure. Lengths are millimetres from the top left of the sheet.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Rect } from '../../src-shared/printing/rules.ts';

const run = promisify(execFile);
const MM_PER_POINT = 25.4 / 72;

export type Word = Rect & { text: string; page: number };

/** Grey values of a rendered page, 0 black; `dot` is the size of a pixel in mm. */
export type Raster = { width: number; height: number; dot: number; grey: Uint8Array };

async function withFile<T>(pdf: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'read-back-'));
  try {
    const path = join(folder, 'form.pdf');
    await writeFile(path, pdf);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function poppler(program: string, ...args: string[]): Promise<Buffer> {
  return (await run(program, args, { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 })).stdout;
}

/** Fails early and in words where poppler is not installed. */
export function requirePoppler(): void {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
  } catch {
    throw new Error('the print tests read their PDFs back with poppler: install poppler-utils');
  }
}

export async function textOf(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => (await poppler('pdftotext', '-layout', path, '-')).toString('utf8'));
}

/** Running text without line breaks, so that wrapped sentences can be looked for. */
export async function flatTextOf(pdf: Uint8Array): Promise<string> {
  const text = await withFile(pdf, async (path) => (await poppler('pdftotext', '-raw', path, '-')).toString('utf8'));
  return text.replace(/\s+/g, ' ').normalize('NFC');
}

export async function wordsOf(pdf: Uint8Array): Promise<Word[]> {
  const html = await withFile(pdf, async (path) => (await poppler('pdftotext', '-bbox', path, '-')).toString('utf8'));
  const words: Word[] = [];
  let page = 0;
  for (const line of html.split('\n')) {
    if (line.includes('<page ')) page += 1;
    const found = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line);
    if (!found) continue;
    const [left = 0, top = 0, right = 0, bottom = 0] = found.slice(1, 5).map((value) => Number(value) * MM_PER_POINT);
    words.push({
      page,
      text: withoutEntities(found[5] ?? ''),
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    });
  }
  return words;
}

function withoutEntities(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .normalize('NFC');
}

export async function rasterOf(pdf: Uint8Array, dpi: number, page = 1): Promise<Raster> {
  const pgm = await withFile(pdf, (path) =>
    poppler('pdftoppm', '-r', String(dpi), '-gray', '-f', String(page), '-l', String(page), path),
  );
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('pdftoppm gave no picture');
  return {
    width: Number(head[1]),
    height: Number(head[2]),
    dot: 25.4 / dpi,
    grey: pgm.subarray(head[0].length),
  };
}

/** Box around everything darker than light grey within `area`; undefined where the paper is empty. */
export function inkIn(raster: Raster, area: Rect, darkerThan = 190): Rect | undefined {
  const column = (mm: number) => Math.min(raster.width, Math.max(0, Math.round(mm / raster.dot)));
  const row = (mm: number) => Math.min(raster.height, Math.max(0, Math.round(mm / raster.dot)));
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  for (let y = row(area.y); y < row(area.y + area.height); y++) {
    for (let x = column(area.x); x < column(area.x + area.width); x++) {
      if ((raster.grey[y * raster.width + x] ?? 255) >= darkerThan) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  const { dot } = raster;
  return { x: left * dot, y: top * dot, width: (right + 1 - left) * dot, height: (bottom + 1 - top) * dot };
}

/** Rows of ink within `area`: upper and lower edge of each run of rows that have any. */
export function inkRows(raster: Raster, area: Rect): { top: number; bottom: number }[] {
  const runs: { top: number; bottom: number }[] = [];
  const step = raster.dot;
  for (let y = area.y; y < area.y + area.height; y += step) {
    const inked = inkIn(raster, { x: area.x, y, width: area.width, height: step }) !== undefined;
    const last = runs[runs.length - 1];
    if (!inked) continue;
    if (last && y - last.bottom < step * 1.5) last.bottom = y + step;
    else runs.push({ top: y, bottom: y + step });
  }
  return runs;
}

export async function fontsOf(
  pdf: Uint8Array,
): Promise<{ name: string; embedded: boolean; subset: boolean; unicode: boolean }[]> {
  const table = await withFile(pdf, async (path) => (await poppler('pdffonts', path)).toString('utf8'));
  return table
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const flags = /\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$/.exec(line);
      return {
        name: line.split(/\s+/)[0] ?? '',
        embedded: flags?.[1] === 'yes',
        subset: flags?.[2] === 'yes',
        unicode: flags?.[3] === 'yes',
      };
    });
}

export async function infoOf(pdf: Uint8Array): Promise<Map<string, string>> {
  const text = await withFile(pdf, async (path) => (await poppler('pdfinfo', path)).toString('utf8'));
  return new Map(
    text.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
}

/** The structure tree with its text, one element a line, indented. */
export async function structureOf(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, async (path) => (await poppler('pdfinfo', '-struct-text', path)).toString('utf8'));
}

export function isInside(inner: Rect, outer: Rect, slack = 0): boolean {
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

export function overlaps(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
