// The worklist 'Einwilligungen laufen ab': read off the ledger by an index of grants, a page at a time. However many grants
// were renewed meanwhile, one page looks at a bounded number of them and says where the next one goes on.
import type { RunningOutLine } from '../../../src-shared/consent/contract.ts';
import type { Purpose } from '../../../src-shared/consent/rules.ts';
import { renewalDueAt } from '../../../src-shared/consent/rules.ts';
import { grantedWithin, type RunningOut } from '../../../src-shared/consent/running-out.ts';
import { listName } from '../../../src-shared/customers/rules.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { UNWRITTEN_SQL } from '../unwritten.ts';

/** Grants looked at for one page. */
const MOST = 2_000;
const NEWEST = 200;

export type Cursor = { since: number; id: string };

type Found = {
  id: string;
  customerId: string;
  capturedAt: number;
  number: string;
  firstName: string | null;
  lastName: string;
  /** 1 = it counts no more, or the customer is not served any more. */
  over: number;
};

export function runningOut(
  house: House,
  which: RunningOut,
  purpose: Purpose,
  page: { after: Cursor | null; limit: number },
): { lines: RunningOutLine[]; next: Cursor | null } {
  const { from, to } = grantedWithin(which, house.now());
  // What runs out next stands first, and of what has passed the latest: the rest of it is history.
  const sql = which === 'soon' ? OLDEST_FIRST : NEWEST_FIRST;
  const { since, id } = page.after ?? (which === 'soon' ? { since: from, id: LAST_ID } : { since: to + 1, id: '' });
  const rows = statement(house.db.sqlite, sql).iterate({ purpose, from, to, since, id, most: MOST });
  const lines: RunningOutLine[] = [];
  let [seen, last]: [number, Found | null] = [0, null];
  for (const row of rows as Iterable<Found>) {
    seen += 1;
    last = row;
    if (row.over === 0) lines.push(lineOf(row));
    if (lines.length === page.limit) break;
  }
  const mayGoOn = last !== null && (lines.length === page.limit || seen === MOST);
  return { lines, next: mayGoOn && last ? { since: last.capturedAt, id: last.id } : null };
}

/**
 * Whether there is anything on the list of storage. Asked at every change of anything, so it looks at the newest few of it
 * alone: they have just come up, and hardly any is renewed.
 */
export function anythingRunsOut(house: House): boolean {
  const { to } = grantedWithin('soon', house.now());
  const newest = { purpose: 'storage', from: 0, to, since: to + 1, id: '', most: NEWEST };
  for (const row of statement(house.db.sqlite, NEWEST_FIRST).iterate(newest) as Iterable<Found>)
    if (row.over === 0) return true;
  return false;
}

function lineOf({ id, customerId, capturedAt, number, firstName, lastName }: Found): RunningOutLine {
  const name = listName({ firstName, lastName });
  return { entryId: id, customerId, name, number, since: capturedAt, renewalDueAt: renewalDueAt(capturedAt) };
}

/** Greater than every id. */
const LAST_ID = '~';

const grants = (within: string, order: string) => `SELECT e.id, e.customerId, e.capturedAt,
    c.number, c.firstName, c.lastName,
    (c.id IS NULL OR c.removedAt IS NOT NULL OR c.mergedIntoId IS NOT NULL OR c.erasedAt IS NOT NULL
      OR c.status IN (${UNWRITTEN_SQL})
      OR c.status IN (SELECT id FROM customerStatus WHERE meaning IN (${UNWRITTEN_SQL}))
      OR EXISTS (SELECT 1 FROM consentEntry n
        WHERE n.customerId = e.customerId AND n.purpose = e.purpose AND n.kind IN ('granted', 'withdrawn')
          AND (n.capturedAt > e.capturedAt
            OR (n.capturedAt = e.capturedAt AND (n.kind = 'withdrawn' OR n.id > e.id))))) AS over
  FROM consentEntry e LEFT JOIN customer c ON c.id = e.customerId
  WHERE e.kind = 'granted' AND e.purpose = @purpose AND e.capturedAt > @from AND e.capturedAt <= @to AND ${within}
  ORDER BY ${order} LIMIT @most`;

export const OLDEST_FIRST = grants('(e.capturedAt, e.id) > (@since, @id)', 'e.capturedAt, e.id');
export const NEWEST_FIRST = grants('(e.capturedAt, e.id) < (@since, @id)', 'e.capturedAt DESC, e.id DESC');
