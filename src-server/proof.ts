// Whether somebody is who he says he is, and an administrator: his PIN against the synced hash, wrong ones counted by employee
// and by workstation, so that neither one account nor one stolen PC can be tried for long. What he then may do stands elsewhere.
import { verify } from '@node-rs/argon2';
import { ORPCError } from '@orpc/server';
import type { Proof } from '../src-shared/server-calls.ts';
import { pinDelay } from '../src-shared/sign-in/rules.ts';
import type { KnownWorkstation } from './joining.ts';
import type { Server } from './server.ts';
import type { Db } from './storage/storage.ts';
import { rowsById, rowsOfSubjects } from './sync/rows.ts';
import type { Held } from './sync/world.ts';

type Asking = Pick<KnownWorkstation, 'chainId' | 'branchId' | 'workstationId'>;

/** @throws WAIT, WRONG_PIN, NOT_ALLOWED */
export async function proveAdministrator(
  { storage: { db }, now }: Pick<Server, 'storage' | 'now'>,
  asking: Asking,
  { employeeId, pin }: Proof,
): Promise<void> {
  const employee = await administrator(db, asking, employeeId);
  const subjects = [`employee ${employeeId}`, `workstation ${asking.workstationId}`];
  // Counted as wrong before it is checked: many tries at once are not free.
  const delays: number[] = [];
  for (const subject of subjects) delays.push(await countWrong(db, now(), asking.chainId, subject));
  const { pinHash } = employee.body;
  if (typeof pinHash !== 'string' || !(await verify(pinHash, pin)))
    throw failure('WRONG_PIN', 403, { waitSeconds: Math.max(...delays) });
  await db.deleteFrom('wrongPin').where('chainId', '=', asking.chainId).where('subject', 'in', subjects).execute();
}

/** For what is only read: nobody is asked for his PIN. @throws NOT_ALLOWED */
export async function administrator(db: Db, { chainId, branchId }: Asking, employeeId: string): Promise<Held> {
  const [employee] = await rowsById(db, chainId, new Map([['employee', new Set([employeeId])]]));
  const roles = await rowsOfSubjects(db, chainId, 'employeeRole', [employeeId]);
  const may = roles.some(
    ({ body, removedAt }) => removedAt === null && body.branchId === branchId && body.role === 'administrator',
  );
  const { blockedAt, technical } = employee?.body ?? {};
  if (!employee || employee.removedAt !== null || blockedAt !== null || technical === 1 || !may)
    throw failure('NOT_ALLOWED', 403);
  return employee;
}

// --- details

/** @returns seconds until the next try is taken. @throws WAIT before that */
async function countWrong(db: Db, now: number, chainId: string, subject: string): Promise<number> {
  for (;;) {
    const kept = await db
      .selectFrom('wrongPin')
      .select(['count', 'until'])
      .where('chainId', '=', chainId)
      .where('subject', '=', subject)
      .executeTakeFirst();
    if (kept && kept.until > now) throw failure('WAIT', 429, { waitSeconds: Math.ceil((kept.until - now) / 1000) });
    const count = (kept?.count ?? 0) + 1;
    const seconds = pinDelay(count);
    const next = { chainId, subject, count, until: now + seconds * 1000 };
    // Another try may have come in between: then this one is counted after it.
    const { counted } = kept
      ? await db
          .updateTable('wrongPin')
          .set(next)
          .where('chainId', '=', chainId)
          .where('subject', '=', subject)
          .where('count', '=', kept.count)
          .executeTakeFirst()
          .then(({ numUpdatedRows }) => ({ counted: numUpdatedRows > 0n }))
      : await db
          .insertInto('wrongPin')
          .values(next)
          .onConflict((conflict) => conflict.columns(['chainId', 'subject']).doNothing())
          .executeTakeFirst()
          .then(({ numInsertedOrUpdatedRows }) => ({ counted: (numInsertedOrUpdatedRows ?? 0n) > 0n }));
    if (counted) return seconds;
  }
}

function failure(code: 'WAIT' | 'WRONG_PIN' | 'NOT_ALLOWED', status: number, data?: { waitSeconds: number }): Error {
  return new ORPCError(code, { defined: true, status, data });
}
