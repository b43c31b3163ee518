// Finds pairs of customers that share something a person is known by, however many customers there are: the keys are looked at
// part by part, so that memory holds one part of them. What a pair is worth, judgeDuplicate decides; sound finds nobody.
import { type DuplicateJudgement, foldStreet, judgeDuplicate } from '../../../src-shared/customers/duplicates.ts';
import { keyOf } from '../customer-import/key-table.ts';
import type { Sqlite } from '../database/connection.ts';
import { statement } from '../database/save.ts';
import { duplicateFactsOf } from '../search/customer-entries.ts';
import { phoneDigits } from '../search/stored-row.ts';

export type FoundPair = { customerId: string; otherId: string } & Pick<DuplicateJudgement, 'score' | 'reasons'>;

/** Keys of a part, about: some 30 MB. */
const KEYS_A_PART = 300_000;
const KEYS_A_CUSTOMER = 5;
const ROWS_AT_ONCE = 2000;
/** What more than so many share (a home's telephone) says nothing about two of them. */
const MOST_WITH_ONE_KEY = 12;
/** At the report every pair is looked at, whatever the counter warns of while somebody types. */
const SETTINGS = { sameBirthDateAlwaysReported: true };

export function partsFor(sqlite: Sqlite): number {
  const { n } = statement(sqlite, 'SELECT count(*) AS n FROM searchRow').get() as { n: number };
  return Math.max(1, Math.ceil((n * KEYS_A_CUSTOMER) / KEYS_A_PART));
}

/** The pairs of one part. @param breathe called between portions: waits, or throws to end it */
export function* pairsOfPart(
  sqlite: Sqlite,
  { part, parts }: { part: number; parts: number },
  breathe: () => void,
): Generator<FoundPair> {
  const first = new Map<number, string[]>();
  const judged = new Set<string>();
  for (const { customerId, keys } of keyed(sqlite, breathe))
    for (const key of keys) {
      const { high, low } = keyOf(key);
      if ((low >>> 0) % parts !== part) continue;
      const number = (high >>> 0) * 0x200000 + ((low >>> 0) & 0x1fffff);
      const known = first.get(number);
      if (!known) first.set(number, [customerId]);
      else if (!known.includes(customerId)) {
        if (known.length < MOST_WITH_ONE_KEY)
          for (const otherId of known) {
            const pair = pairOf(sqlite, judged, customerId, otherId);
            if (pair) yield pair;
          }
        known.push(customerId);
      }
    }
}

// --- details

function pairOf(sqlite: Sqlite, judged: Set<string>, one: string, other: string): FoundPair | null {
  const [customerId, otherId] = one < other ? [one, other] : [other, one];
  const name = `${customerId} ${otherId}`;
  if (judged.has(name)) return null;
  judged.add(name);
  const [mine, its] = [duplicateFactsOf(sqlite, customerId), duplicateFactsOf(sqlite, otherId)];
  const judgement = mine && its && judgeDuplicate(mine, its, SETTINGS);
  return judgement && { customerId, otherId, score: judgement.score, reasons: judgement.reasons };
}

type Keyed = { customerId: string; keys: string[] };
type Indexed = { id: number; customerId: string; last: string; first: string; birthDate: string | null } & {
  street: string;
  postcode: string;
  phones: string;
};
type Plain = { id: number; customerId: string; email: string | null; kvnr: string | null };

/** Page by page, so that no read keeps the write-ahead log from being moved. */
function* keyed(sqlite: Sqlite, breathe: () => void): Generator<Keyed> {
  const indexed = statement(
    sqlite,
    `SELECT id, customerId, last, first, birthDate, street, postcode, phones FROM searchRow WHERE id > ? ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
  );
  for (const row of pages<Indexed>(indexed, breathe)) yield { customerId: row.customerId, keys: keysOf(row) };
  const plain = statement(
    sqlite,
    `SELECT rowid AS id, id AS customerId, email, kvnr FROM customer
     WHERE rowid > ? AND removedAt IS NULL ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`,
  );
  for (const { customerId, email, kvnr } of pages<Plain>(plain, breathe)) {
    const keys = [...(email ? [`mail ${email.trim().toLowerCase()}`] : []), ...(kvnr ? [`kvnr ${kvnr}`] : [])];
    if (keys.length > 0) yield { customerId, keys };
  }
}

function* pages<R extends { id: number }>(query: { all(after: number): unknown[] }, breathe: () => void): Generator<R> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = query.all(after) as R[];
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.id;
    breathe();
  }
}

function keysOf({ last, first, birthDate, street, postcode, phones }: Indexed): string[] {
  const keys = phoneDigits(phones).map((digits) => `phone ${digits}`);
  // Swapped names are one key.
  const name = last < first ? `${last}|${first}` : `${first}|${last}`;
  if (birthDate !== null) keys.push(`born ${name}|${birthDate}`, `day ${first}|${birthDate}|${postcode}`);
  if (postcode !== '') keys.push(`name ${name}|${postcode}`);
  if (street !== '' && postcode !== '') keys.push(`door ${first}|${foldStreet(street)}|${postcode}`);
  return keys;
}
