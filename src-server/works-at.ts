// Whether somebody works in a branch at this moment: a role there, not blocked, no technical user.
import type { Server } from './server.ts';
import { rowsById, rowsOfSubjects } from './sync/rows.ts';

export async function worksAt(server: Server, chainId: string, employeeId: string, branchId: string): Promise<boolean> {
  const { db } = server.storage;
  const [person] = await rowsById(db, chainId, new Map([['employee', new Set([employeeId])]]));
  if (!person || person.removedAt !== null || person.body.blockedAt !== null || person.body.technical === 1)
    return false;
  const roles = await rowsOfSubjects(db, chainId, 'employeeRole', [employeeId]);
  return roles.some(({ body, removedAt }) => removedAt === null && body.branchId === branchId);
}
