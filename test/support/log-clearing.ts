// The change log of a chain for the tests of clearing it: entries as old as wanted, and what is left of them on the server and at a
// counter.
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { keptFrom } from '../../src-shared/erasure/retention.ts';
import type { TableName } from '../../src-shared/tables.ts';
import { houseOf } from './hard-cases.ts';
import { round } from './sync.ts';
import { DAY, now, upkeepDesk } from './upkeep-desk.ts';

export const YEAR = 366 * DAY;

/** A fresh server and counter before each test, with one customer. */
export function logClearingDesk(kind: 'SQLite' | 'PostgreSQL') {
  const desk = upkeepDesk(kind);
  const { chain, db, branchId } = desk;

  /** Entries as other counters have pushed them so long ago. @returns their ids */
  const entries = async (about: 'customer' | 'branch', at: number, count = 1): Promise<string[]> => {
    const table: TableName = about;
    const subjectId = about === 'customer' ? chain.customerId : branchId();
    const ids = Array.from({ length: count }, (_, one) => uuidv7({ msecs: at + one }));
    await writeAsServer(chain.server.running.server, chain.chainId, async (writing) => {
      for (const id of ids)
        writing.put({
          ...{ table: 'changeSet', id, branchId: about === 'customer' ? branchId() : null, subjectId, revision: 0 },
          ...{ changedAt: at, removedAt: null, marks: {} },
          body: {
            ...{
              at,
              employeeId: null,
              branchId: branchId(),
              workstationId: 'w',
              doing: 'customer.save',
              undoes: null,
            },
            changes: JSON.stringify([
              {
                table,
                rowId: subjectId,
                subjectId,
                kind: 'update',
                field: 'note',
                from: null,
                to: '"alt"',
                groupFrom: null,
              },
              // A list that was saved in one step: somebody else, too, is in the server's register of such entries.
              {
                table,
                rowId: 'x',
                subjectId: 'x',
                kind: 'update',
                field: 'note',
                from: null,
                to: '"alt"',
                groupFrom: null,
              },
            ]),
          },
        });
    });
    return ids;
  };
  const onServer = async (ids: readonly string[]) => {
    const rows = await db().selectFrom('syncedRow').select('id').where('id', 'in', ids).execute();
    return ids.filter((id) => rows.some((row) => row.id === id));
  };
  const onCounter = (ids: readonly string[], at = chain.counter) => {
    const { sqlite } = houseOf(at).db;
    const there = (table: string, column: string, id: string) =>
      sqlite.prepare(`SELECT 1 FROM "${table}" WHERE "${column}" = ?`).get(id) !== undefined;
    return ids.filter((id) => {
      const [set, changes] = [there('changeSet', 'id', id), there('change', 'changeSetId', id)];
      expect([id, changes]).toEqual([id, set]);
      return set;
    });
  };
  const firstDayKept = (kindOf: 'customerHistory' | 'changeLog', at = now) =>
    Date.parse(keptFrom(kindOf, localDay(at)));
  /** An hour later they count again. */
  const compare = async (at = chain.counter) => {
    chain.server.clock.now += 2 * 3_600_000;
    await round(at);
    houseOf(at).upkeep.idle.runNow();
  };

  return { ...desk, entries, onServer, onCounter, firstDayKept, compare };
}
