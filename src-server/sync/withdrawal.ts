// A withdrawal of the consent for the app beats every grant captured before it, whatever arrives last (architecture, 'Up'):
// no access stays open that the customer has taken back. What the ledger says is decided in consent/rules.ts.
import { consentState } from '../../src-shared/consent/rules.ts';
import type { JsonValue, WireSet } from '../../src-shared/sync/protocol.ts';
import { synced } from '../../src-shared/tables.ts';
import { ledgerEntryOf } from '../ledger-entry.ts';
import { enterConflict } from './conflicts.ts';
import type { Held, World } from './world.ts';

type Taking = {
  world: World;
  set: WireSet;
  pusher: { workstationId: string; branchId: string };
  judgement: { now: number; newId: () => string };
};

const CREDENTIAL = synced.appAccess.groups?.credential ?? [];

/** The set ends the access because the customer withdrew: nobody's newer password stands against that. */
export function endsByWithdrawal(
  { world, set }: Taking,
  access: Held,
  fields: readonly (readonly [string, JsonValue])[],
): boolean {
  if (access.table !== 'appAccess' || !fields.some(([field, value]) => field === 'active' && value === 0)) return false;
  return withdrawsIn(set, access.subjectId) && isWithdrawn(world, access.subjectId);
}

/** After all of a set's changes: ends an access whose consent was withdrawn. @returns conflicts */
export function withdrawalBeats(taking: Taking): number {
  const { world, set, judgement } = taking;
  let conflicts = 0;
  const concerned = set.changes.filter(({ table }) => table === 'consentEntry' || table === 'appAccess');
  for (const customerId of new Set(concerned.map(({ subjectId }) => subjectId))) {
    const access = world.row('appAccess', customerId);
    if (!access || access.removedAt !== null || isEnded(access) || !isWithdrawn(world, customerId)) continue;
    const ended = Object.fromEntries(CREDENTIAL.map((field) => [field, field === 'active' ? 0 : null]));
    const next: Held = {
      ...access,
      ...{ changedAt: judgement.now, body: { ...access.body, ...ended } },
      marks: { ...access.marks, credential: { by: set.employeeId, at: judgement.now } },
    };
    world.put(next);
    for (const device of [...world.rowsOf('appDevice')])
      if (device.body.accessId === access.id && device.body.endedAt === null)
        world.put({ ...device, changedAt: judgement.now, body: { ...device.body, endedAt: judgement.now } });
    // Who has just opened it, or issued a password, hears that it counts for nothing.
    const opened = set.changes.some(({ table, subjectId }) => table === 'appAccess' && subjectId === customerId);
    if (!opened || withdrawsIn(set, customerId)) continue;
    const wanted = CREDENTIAL.map((field) => [field, access.body[field] ?? null] as const);
    enterConflict(taking, next, {
      field: 'credential',
      fields: wanted.filter(([field, value]) => value !== ended[field]),
    });
    conflicts += 1;
  }
  return conflicts;
}

// --- details

function isEnded({ body }: Held): boolean {
  return CREDENTIAL.every((field) => (field === 'active' ? body[field] === 0 : (body[field] ?? null) === null));
}

function isWithdrawn(world: World, customerId: string): boolean {
  const entries = [...world.rowsOf('consentEntry')].filter((one) => one.subjectId === customerId).map(ledgerEntryOf);
  return consentState(entries, 'app').state === 'withdrawn';
}

function withdrawsIn(set: WireSet, customerId: string): boolean {
  return set.changes.some(
    ({ table, kind, subjectId, to }) =>
      table === 'consentEntry' && kind === 'create' && subjectId === customerId && /"kind":"withdrawn"/.test(to ?? ''),
  );
}
