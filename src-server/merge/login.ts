// Of two logins to the app one survives a merge (OpenEMR #13313): the survivor's where it is open, else the other's, which goes
// over with its devices. Whatever ends stays dead, and a withdrawal in either ledger ends both.
import { consentState } from '../../src-shared/consent/rules.ts';
import { synced } from '../../src-shared/tables.ts';
import { ledgerEntryOf } from '../ledger-entry.ts';
import { rowsOfSubjects } from '../sync/rows.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import type { Steps } from './steps.ts';

export type LoginOutcome = {
  /** 'ended': somebody who could log in cannot any more, and has to connect anew. */
  readonly login: 'none' | 'kept' | 'moved' | 'ended';
  readonly movedLogin: string | null;
};

const CREDENTIAL = synced.appAccess.groups?.credential ?? [];
const ENDED = Object.fromEntries(CREDENTIAL.map((field) => [field, field === 'active' ? 0 : null]));

export async function mergeLogins(
  writing: Writing,
  steps: Steps,
  survivor: Held,
  otherId: string,
): Promise<LoginOutcome> {
  const { trx, chainId } = writing;
  const [mine, its] = [await writing.read('appAccess', survivor.id), await writing.read('appAccess', otherId)];
  const [open, itsOpen] = [isOpen(mine), isOpen(its)];
  const ledger = (await rowsOfSubjects(trx, chainId, 'consentEntry', [survivor.id, otherId]))
    .filter(({ removedAt }) => removedAt === null)
    .map(ledgerEntryOf);
  const withdrawn = consentState(ledger, 'app').state === 'withdrawn';
  if (mine && open && withdrawn) await endLogin(writing, steps, mine);
  if (its && itsOpen && !open && !withdrawn) {
    await moveLogin(writing, steps, { survivor, mine, its });
    return { login: 'moved', movedLogin: String(its.body.loginCodeHash ?? '') };
  }
  if (its && itsOpen) await endLogin(writing, steps, its);
  if (itsOpen || (open && withdrawn)) return { login: 'ended', movedLogin: null };
  return { login: open ? 'kept' : 'none', movedLogin: null };
}

/** Nobody gets in with it again. The keys of its devices follow by themselves (app-access/logins.ts). */
export async function endLogin({ trx, chainId, now }: Writing, steps: Steps, access: Held): Promise<void> {
  steps.change(access, ENDED);
  for (const device of await rowsOfSubjects(trx, chainId, 'appDevice', [access.subjectId]))
    if (device.body.accessId === access.id && (device.body.endedAt ?? null) === null)
      steps.change(device, { endedAt: now });
}

// --- details

function isOpen(access: Held | undefined): boolean {
  return access !== undefined && access.removedAt === null && access.body.active === 1;
}

/** Letter, form and telephones of the customer go on working, under the survivor's name. */
async function moveLogin(
  writing: Writing,
  steps: Steps,
  { survivor, mine, its }: { survivor: Held; mine: Held | undefined; its: Held },
): Promise<void> {
  const { trx, chainId } = writing;
  const accessId = survivor.id;
  const fields = Object.fromEntries([...CREDENTIAL, 'confirmedAt'].map((field) => [field, its.body[field] ?? null]));
  if (mine) steps.change(mine, fields, null);
  else
    writing.make('appAccess', accessId, survivor.branchId, {
      ...Object.fromEntries(Object.keys(its.body).map((field) => [field, null])),
      ...{ ...fields, customerId: survivor.id },
    });
  steps.change(its, ENDED);
  for (const device of await rowsOfSubjects(trx, chainId, 'appDevice', [its.subjectId]))
    if (device.body.accessId === its.id && (device.body.endedAt ?? null) === null)
      steps.change(device, { customerId: survivor.id, accessId });
  await trx
    .updateTable('deviceKey')
    .set({ accessId })
    .where('chainId', '=', chainId)
    .where('accessId', '=', its.id)
    .where('endedAt', 'is', null)
    .execute();
  if (typeof its.body.loginCodeHash === 'string')
    await trx
      .updateTable('appCode')
      .set({ accessId })
      .where('codeHash', '=', its.body.loginCodeHash)
      .where('chainId', '=', chainId)
      .execute();
}
