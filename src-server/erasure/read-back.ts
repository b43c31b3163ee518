// The report of what was done, from what is there afterwards (N-07). Where that is not what was planned, it throws: then nothing
// was done, and nobody was told that it was.

import type { Beside, ReportLine } from '../../src-shared/erasure/report.ts';
import { type ErasureDecision, type FieldDecision, reportLines } from '../../src-shared/erasure/rules.ts';
import type { Trx } from '../storage/storage.ts';
import { rowsById } from '../sync/rows.ts';
import type { Held } from '../sync/world.ts';
import { blanked, SET_BY_ERASURE } from './blank.ts';
import { type Family, valuesIn } from './family.ts';

/** What was found is not what was to be: a fault of the program, and the whole erasure is taken back. */
export class NotAsPlanned extends Error {
  override readonly name = 'NotAsPlanned';
}

/** @param about as it was before. @throws NotAsPlanned */
export async function readBack(
  trx: Trx,
  chainId: string,
  { family, decision }: { family: Family; decision: ErasureDecision },
): Promise<{ lines: ReportLine[]; besides: { what: Beside; count: number }[] }> {
  const after = await readAgain(trx, chainId, [...family.rows, ...family.sets]);
  const seen: { table: string; field: string; decision: FieldDecision }[] = [];
  for (const row of family.rows) {
    const now = after.get(`${row.table} ${row.id}`);
    if (!now) throw new NotAsPlanned(`${row.table} is gone`);
    for (const [field, planned] of decision.fields.get(row) ?? [])
      seen.push({ table: row.table, field, decision: found(row, now, field, planned) });
  }
  let log = 0;
  for (const set of family.sets) {
    const now = after.get(`changeSet ${set.id}`);
    if (!now || valuesIn(now, family.ids) > 0) throw new NotAsPlanned('the log still holds values');
    log += valuesIn(set, family.ids);
  }
  await expectNothingToFindBy(trx, chainId, family.ids);
  const rowsOf = (table: string) => family.rows.filter((row) => row.table === table).length;
  return {
    lines: reportLines(seen),
    besides: [
      { what: 'log', count: log },
      { what: 'conflicts', count: rowsOf('conflict') },
      { what: 'tasks', count: rowsOf('task') },
    ],
  };
}

// --- details

function found(before: Held, now: Held, field: string, planned: FieldDecision): FieldDecision {
  const name = `${before.table}.${field}`;
  const [was, is] = [before.body[field] ?? null, now.body[field] ?? null];
  const without = blanked(before.table, field, was);
  const isKept = is === was && is !== without;
  if (planned.done === 'kept') {
    if (!isKept && !SET_BY_ERASURE.has(name)) throw new NotAsPlanned(`${name} was to be kept`);
    return planned;
  }
  if (is !== without) throw new NotAsPlanned(`${name} was to be blanked`);
  return planned;
}

async function readAgain(trx: Trx, chainId: string, rows: readonly Held[]): Promise<ReadonlyMap<string, Held>> {
  const keys = new Map<string, Set<string>>();
  for (const { table, id } of rows) keys.set(table, (keys.get(table) ?? new Set()).add(id));
  return new Map((await rowsById(trx, chainId, keys)).map((row) => [`${row.table} ${row.id}`, row]));
}

async function expectNothingToFindBy(trx: Trx, chainId: string, ids: readonly string[]): Promise<void> {
  for (const table of ['branchSearchLine', 'branchSearchKey'] as const) {
    const left = await trx
      .selectFrom(table)
      .select('customerId')
      .where('chainId', '=', chainId)
      .where('customerId', 'in', [...ids])
      .executeTakeFirst();
    if (left) throw new NotAsPlanned('the search still finds');
  }
  const snapshot = await trx
    .selectFrom('mergeSnapshot')
    .select('mergeId')
    .where('chainId', '=', chainId)
    .where((eb) => eb.or([eb('survivorId', 'in', [...ids]), eb('otherId', 'in', [...ids])]))
    .executeTakeFirst();
  if (snapshot) throw new NotAsPlanned('a merge could still be taken back');
  const login = await trx
    .selectFrom('appLogin')
    .select('active')
    .where('chainId', '=', chainId)
    .where('accessId', 'in', [...ids])
    .where('active', '=', 1)
    .executeTakeFirst();
  if (login) throw new NotAsPlanned('an access is still open');
}
