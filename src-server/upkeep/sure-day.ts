// The day up to which the server may delete: no clock is believed by itself, neither the server's nor a counter's.
import { idFrom, madeAt, SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import type { Db } from '../storage/storage.ts';

const DAY_MS = 86_400_000;

/**
 * Up to this server's today, the one with which the counters' entries make so many different days: a clock that jumps ahead deletes
 * nothing young. One look by the primary key for each.
 * @param today 'YYYY-MM-DD' @returns null = there are not so many yet
 */
export async function sureDay(db: Db, chainId: string, today: string): Promise<string | null> {
  let before = Date.parse(today) + DAY_MS;
  for (let days = 1; ; days += 1) {
    const newest = await db
      .selectFrom('judgedSet')
      .select('id')
      .where('chainId', '=', chainId)
      .where('id', '<', idFrom(before))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const at = newest ? madeAt(newest.id) : null;
    if (at === null) return null;
    if (days === SURE_DAYS) return new Date(at).toISOString().slice(0, 10);
    before = at - (at % DAY_MS);
  }
}
