// What a customer of another branch is found by: kept from the synced rows, one step behind them. A save marks its customers;
// whoever searches, or a quiet moment, brings them up to date.
import { consentState } from '../../src-shared/consent/rules.ts';
import { phoneSearchDigits } from '../../src-shared/customers/phone.ts';
import { fold } from '../../src-shared/search/fold.ts';
import type { SearchKeys } from '../../src-shared/search/match.ts';
import { birthDayNumber, foldCode } from '../../src-shared/search/query.ts';
import type { MissingData, SearchRow } from '../../src-shared/search/search-row.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { ledgerEntryOf } from '../ledger-entry.ts';
import type { Db, Trx } from '../storage/storage.ts';
import type { Projection } from '../sync/projections.ts';
import { chunks, rowsOfSubjects } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';

const TABLES = new Set(['customer', 'customerAddress', 'customerPhone', 'consentEntry', 'appAccess']);
/** A merge, or the end of one, moves lines away from the survivor: what he is found by is another matter then. */
const MARKING = new Set([...TABLES, 'customerMerge']);
const AT_ONCE = 200;

export type KeyKind = 'name' | 'code' | 'phone' | 'postcode' | 'day';
/** What a status means is the chain's list's to say, and may be said anew: it is looked up when the line is shown. */
export type FoundLine = { row: Omit<SearchRow, 'locked'>; keys: SearchKeys; shared: boolean };

/** In the transaction that writes the rows: which customers are to be looked at again. */
export const markForBranchSearch: Projection = async (trx, chainId, rows) => {
  const customers = [...new Set(rows.filter(({ table }) => MARKING.has(table)).map(({ subjectId }) => subjectId))];
  for (const some of chunks(customers, 1000))
    await trx
      .insertInto('branchSearchDirty')
      .values(some.map((customerId) => ({ chainId, customerId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};

/** Brings marked customers up to date, at most `most` of them. @returns whether some are left */
export async function refreshBranchSearch(db: Db, chainId: string, most: number): Promise<boolean> {
  for (let done = 0; done < most; done += AT_ONCE) {
    const marked = await db
      .selectFrom('branchSearchDirty')
      .select('customerId')
      .where('chainId', '=', chainId)
      .limit(AT_ONCE)
      .execute();
    if (marked.length === 0) return false;
    const ids = marked.map(({ customerId }) => customerId);
    await db.transaction().execute(async (trx) => {
      // Unmarked first: who is saved meanwhile is marked again.
      await trx.deleteFrom('branchSearchDirty').where('chainId', '=', chainId).where('customerId', 'in', ids).execute();
      await refresh(trx, chainId, ids);
    });
  }
  return true;
}

// --- details

async function refresh(trx: Trx, chainId: string, ids: readonly string[]): Promise<void> {
  const rows = (await Promise.all([...TABLES].map((table) => rowsOfSubjects(trx, chainId, table, ids))))
    .flat()
    .filter(({ removedAt }) => removedAt === null);
  for (const table of ['branchSearchLine', 'branchSearchKey'] as const)
    await trx.deleteFrom(table).where('chainId', '=', chainId).where('customerId', 'in', ids).execute();
  const of = new Map<string, Held[]>(ids.map((id) => [id, []]));
  for (const row of rows) of.get(row.subjectId)?.push(row);
  const lines = ids.flatMap((customerId) => {
    const line = lineOf(of.get(customerId) ?? []);
    return line ? [{ customerId, line }] : [];
  });
  if (lines.length === 0) return;
  await trx
    .insertInto('branchSearchLine')
    .values(
      lines.map(({ customerId, line }) => ({
        ...{ chainId, customerId, branchId: line.row.branchId, status: line.row.status },
        body: JSON.stringify(line),
      })),
    )
    .execute();
  const keys = lines.flatMap(({ customerId, line }) =>
    [...keysOf(line.keys)].map(([kind, key]) => ({ chainId, kind, key, customerId, branchId: line.row.branchId })),
  );
  for (const some of chunks(keys, 1000))
    await trx
      .insertInto('branchSearchKey')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

function* keysOf({ last, first, birthDay, postcode, phones, codes }: SearchKeys): Generator<[KeyKind, string]> {
  for (const name of [last, first]) {
    if (name !== '') yield ['name', name];
    // A word inside: 'Müller-Brandt' is found as Brandt.
    const words = name.split(' ');
    for (let at = 1; at < words.length; at += 1) yield ['name', words.slice(at).join(' ')];
  }
  if (postcode !== '') yield ['postcode', postcode];
  if (birthDay !== null) yield ['day', String(birthDay).padStart(8, '0')];
  for (const phone of phones) {
    yield ['phone', phone];
    // The end of a number, as people say it.
    for (let at = 1; at <= phone.length - 4; at += 1) yield ['phone', phone.slice(at)];
  }
  for (const code of codes) yield ['code', code];
}

function lineOf(rows: readonly Held[]): FoundLine | null {
  const customer = rows.find(({ table }) => table === 'customer')?.body;
  if (!customer) return null;
  const addresses = ranked(rows, 'customerAddress');
  const home = addresses.find(({ id }) => id === customer.homeAddressId)?.body ?? addresses[0]?.body;
  const phones = ranked(rows, 'customerPhone').map(({ body }) => text(body.e164));
  const entries = rows.filter(({ table }) => table === 'consentEntry').map(ledgerEntryOf);
  const access = rows.find(({ table }) => table === 'appAccess')?.body;
  const [last, first] = [text(customer.lastName), text(customer.firstName)];
  const birthDate = customer.birthDate === null ? null : text(customer.birthDate);
  const missing: MissingData[] = [];
  if (!home?.postcode || !home.town) missing.push('address');
  if (phones.length === 0) missing.push('phone');
  if (!customer.email) missing.push('email');
  return {
    row: {
      ...{ id: rows.find(({ table }) => table === 'customer')?.id ?? '', number: text(customer.number) },
      ...{ kind: customer.kind === 'legal' ? 'legal' : 'natural', lastName: last, firstName: first, birthDate },
      street: [text(home?.street), text(home?.houseNumber)].filter(Boolean).join(' '),
      ...{ postcode: text(home?.postcode), town: text(home?.town), phone: phones[0] ?? null },
      appConnected: access?.active === 1,
      consentGiven: consentState(entries, 'storage').state === 'granted',
      ...{ missing, status: text(customer.status), branchId: text(customer.branchId) },
    },
    keys: {
      ...{ last: fold(last), first: fold(first) },
      birthDay: birthDate === null ? null : birthDayNumber(birthDate),
      postcode: text(home?.postcode),
      phones: phones.map(phoneSearchDigits),
      codes: [text(customer.number), text(customer.kvnr)].map(foldCode).filter((code) => code !== ''),
    },
    shared: consentState(entries, 'branchSharing').state === 'granted',
  };
}

function ranked(rows: readonly Held[], table: string): Held[] {
  return rows
    .filter((row) => row.table === table)
    .sort((a, b) => Number(a.body.rank) - Number(b.body.rank) || (a.id < b.id ? -1 : 1));
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
