// Puts imported customers into the search index, as the saves' own projection would, but to be found only later: the index
// is fed in one go when the rows are in.

import type { MissingData } from '../../../src-shared/search/search-row.ts';
import type { Sqlite } from '../database/connection.ts';
import type { Projection } from '../database/save.ts';
import { searchProjection } from '../search/customer-entries.ts';
import { appendCustomers, feedIndex, unfedCustomers } from '../search/feed.ts';
import { type BulkPhone, type BulkRow, bulkColumns } from './bulk-rows.ts';
import type { ThreadAnswer } from './jobs.ts';
import { writeAheadLog } from './write-ahead-log.ts';
import type { GatePass } from './write-gate.ts';

/** What a save of the importing thread keeps in step. */
export const searchProjections: readonly Projection[] = [searchProjection];

const KEYS_A_STEP = 2000;

const AT = Object.fromEntries(bulkColumns.map((column, at) => [column, at])) as Record<
  (typeof bulkColumns)[number],
  number
>;

export function indexImported(
  sqlite: Sqlite,
  rows: readonly BulkRow[],
  phones: readonly BulkPhone[],
  branchId: string,
): void {
  const numbers = new Map<string, string[]>();
  for (const [, customerId, , , e164] of phones) numbers.set(customerId, [...(numbers.get(customerId) ?? []), e164]);
  appendCustomers(
    sqlite,
    rows.map((row) => {
      const text = (column: keyof typeof AT) => row[AT[column]] ?? '';
      const id = text('id');
      const own = numbers.get(id) ?? [];
      return {
        id,
        number: text('number'),
        kind: text('kind') === 'legal' ? ('legal' as const) : ('natural' as const),
        lastName: text('lastName'),
        firstName: text('firstName'),
        birthDate: row[AT.birthDate] ?? null,
        street: [text('street'), text('houseNumber')].filter((part) => part !== '').join(' '),
        postcode: text('postcode'),
        town: text('town'),
        appConnected: false,
        consentGiven: false,
        locked: false,
        missing: missingOf(text('postcode') !== '' && text('town') !== '', own.length > 0, text('email') !== ''),
        status: 'active',
        branchId,
        phones: own,
        codes: row[AT.kvnr] ? [row[AT.kvnr] ?? ''] : [],
      };
    }),
  );
}

/** As the projection of saves decides it. */
function missingOf(address: boolean, phone: boolean, email: boolean): MissingData[] {
  const missing: MissingData[] = [];
  if (!address) missing.push('address');
  if (!phone) missing.push('phone');
  if (!email) missing.push('email');
  return missing;
}

/** Makes imported customers findable; a cancelled import's too. Only the program's end stops it, the next start goes on. */
export function indexRest(sqlite: Sqlite, gate: GatePass, answer: (what: ThreadAnswer) => void): void {
  const total = unfedCustomers(sqlite);
  if (total === 0) return;
  const log = writeAheadLog(sqlite);
  for (const { share } of feedIndex(sqlite, { keysPerStep: KEYS_A_STEP })) {
    answer({ kind: 'progress', job: 'indexing', done: Math.round(share * total), total });
    if (gate.ending) return;
    if (log.isLong()) log.moved();
    gate.yieldToSaves();
  }
  log.moved();
}
