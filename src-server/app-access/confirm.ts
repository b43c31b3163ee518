// What the server adds to a pushed credential before it is accepted, so that the answer already carries it: when it became
// usable, that a new password lifts a lock, and which devices end with the access (N-12, N-13). Pure, on rows in memory.
import type { WireSet } from '../../src-shared/sync/protocol.ts';
import type { World } from '../sync/world.ts';

/** @param set has just been put into the world and is not accepted yet; @param now the server's clock */
export function confirmAccess(world: World, { changes }: WireSet, now: number): void {
  // An access has its customer's id; a withdrawn consent ends it without naming it.
  const concerned = new Set(
    changes.flatMap(({ table, rowId, subjectId }) =>
      table === 'appAccess' ? [rowId] : table === 'consentEntry' ? [subjectId] : [],
    ),
  );
  for (const id of concerned) {
    const row = world.row('appAccess', id);
    if (!row || !world.isChanged('appAccess', id)) continue;
    const fields = new Set(changes.flatMap((one) => (one.rowId === id ? [one.field] : [])));
    const lockedUntil = fields.has('passwordHash') ? null : (row.body.lockedUntil ?? null);
    world.put({ ...row, body: { ...row.body, confirmedAt: now, lockedUntil } });
    const goesOn = row.body.active === 1 && row.removedAt === null && !fields.has('loginCodeHash');
    if (goesOn) continue;
    const devices = [...world.rowsOf('appDevice')];
    for (const device of devices)
      if (device.body.accessId === id && device.body.endedAt === null)
        world.put({ ...device, changedAt: now, body: { ...device.body, endedAt: now } });
  }
}
