// Customer lists as other programs export them, and the way of one through the import.
import type { ImportPlan, ImportState } from '../../src-shared/customer-import/contract.ts';
import type { TestCounter } from './counter.ts';

const PART = 512 * 1024;

export const HEADINGS = [
  ...['Kundennr.', 'Anrede', 'Nachname', 'Vorname', 'geboren', 'Straße', 'PLZ', 'Ort', 'Tel. privat', 'Mobil'],
  ...['E-Mail', 'Bemerkung'],
] as const;

const FIRST = ['Anna', 'Bernd', 'Carla', 'Dörte', 'Emil', 'Fatma', 'Gül', 'Hasan', 'Ines', 'Jörg'];
const LAST = ['Müller', 'Weiß', 'Şahin', 'Größl', 'von der Heide', 'Maier', 'Schmidt', 'Köhler', 'Łukasz', 'Öztürk'];

/** Line `n` of a list, always the same; two different ones are two different people. */
export function customerLine(n: number): string[] {
  const day = String(1 + (n % 28)).padStart(2, '0');
  const month = String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0');
  return [
    String(20_000 + n),
    n % 2 ? 'Frau' : 'Herr',
    `${LAST[n % 10]}-${n}`,
    FIRST[Math.floor(n / 10) % 10] ?? '',
    `${day}.${month}.${1930 + (n % 80)}`,
    `Sonnenstr. ${1 + (n % 200)}`,
    String(10_115 + (n % 3000)),
    'Köln',
    n % 3 ? `030 23125${String(n % 1000).padStart(3, '0')}` : '',
    n % 4 ? '' : `0170 23125${String(n % 1000).padStart(3, '0')}`,
    n % 5 ? '' : `kunde-${n}@example.com`,
    n % 7 ? '' : 'kommt dienstags',
  ];
}

export function csv(rows: Iterable<readonly string[]>, delimiter = ';', end = '\r\n'): string {
  return [HEADINGS, ...rows].map((row) => row.join(delimiter) + end).join('');
}

export function lines(from: number, to: number): string[][] {
  return Array.from({ length: to - from }, (_, at) => customerLine(from + at));
}

/** Sends a file as the screen does and has it recognised. */
export async function choose(counter: TestCounter, bytes: Buffer, name = 'kunden.csv'): Promise<ImportState> {
  const { fileId } = await counter.client.customerImport.beginUpload({ name, size: bytes.length });
  for (let at = 0; at * PART < bytes.length; at++)
    await counter.client.customerImport.addPart({
      fileId,
      position: at,
      base64: bytes.subarray(at * PART, (at + 1) * PART).toString('base64'),
    });
  return counter.client.customerImport.endUpload({ fileId });
}

/** Chooses, tries out and runs to the end. */
export async function runImport(
  counter: TestCounter,
  bytes: Buffer,
  change: Partial<ImportPlan> = {},
): Promise<{ checked: ImportState; ended: ImportState }> {
  const { file } = await choose(counter, bytes);
  if (!file) throw new Error('not recognised');
  const plan = { ...file.proposal, ...change };
  const checked = await counter.client.customerImport.check(plan);
  await counter.client.customerImport.start(plan);
  return { checked, ended: await ended(counter) };
}

/** When nothing is under way any more. */
export async function ended(counter: TestCounter): Promise<ImportState> {
  return until(counter, (state) => state.job === null);
}

export async function until(counter: TestCounter, is: (state: ImportState) => boolean): Promise<ImportState> {
  for (;;) {
    const state = await counter.client.customerImport.state();
    if (is(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
