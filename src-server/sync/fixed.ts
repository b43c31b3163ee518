// What must hold of a row besides its schema: what it is about is said at its birth, and nobody has two roles in one branch.

import { saysWhoTyped } from '../../src-shared/comments/rules.ts';
import { canChangeDocument, type DocumentKind, isChangeableField } from '../../src-shared/documents/rules.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import type { TableName } from '../../src-shared/tables.ts';
import type { Held, Person, World } from './world.ts';

/** Fields that no later change of a counter may touch; a command of the server may. */
const FIXED: Partial<Record<TableName, readonly string[]>> = {
  workstation: ['branchId', 'code'],
  employeeRole: ['employeeId', 'branchId'],
  customerAddress: ['customerId'],
  customerPhone: ['customerId'],
  customerComment: ['customerId', 'authorId', 'enteredBy', 'origin'],
  customerCard: ['customerId'],
  programMembership: ['customerId'],
  customerProperty: ['customerId', 'propertyId'],
  patient: ['customerId'],
  document: bodyColumns('document').filter((column) => !isChangeableField(column)),
  appAccess: ['customerId'],
  appDevice: ['customerId', 'accessId'],
  conflict: ['branchId', 'reason', 'table', 'rowId', 'subjectId', 'field', 'claims', 'theirs', 'theirsBy', 'theirsAt'],
  task: ['branchId', 'kind', 'createdAt'],
};

export function isFixed(table: TableName, field: string): boolean {
  return FIXED[table]?.includes(field) ?? false;
}

/** Every counter's table has one row for a person in a branch, and would stumble over a second. */
export function isSecondRole(
  world: World,
  id: string,
  { employeeId, branchId }: Readonly<Record<string, JsonValue>>,
): boolean {
  for (const { id: other, body } of world.rowsOf('employeeRole'))
    if (other !== id && body.employeeId === employeeId && body.branchId === branchId) return true;
  return false;
}

/** A customer's document that its template, or what it proves, keeps as it is for this person (E-78). */
export function staysAsItIs({ table, body }: Held, person: Person | null): boolean {
  if (table !== 'document' || (body.customerId ?? null) === null) return false;
  const one = { kind: body.kind as DocumentKind, locked: body.locked === 1 };
  return !canChangeDocument(one, person?.role ?? 'employee').allowed;
}

/** A comment says who typed it, an export who took it, and that is whoever sends it (B-44). */
export function isForged(
  table: TableName,
  body: Readonly<Record<string, JsonValue>>,
  employeeId: string | null,
): boolean {
  if (table === 'listExport') return body.takenBy !== employeeId;
  if (table !== 'customerComment') return false;
  const { authorId, enteredBy = null } = body;
  return !saysWhoTyped(
    { authorId: String(authorId), enteredBy: enteredBy === null ? null : String(enteredBy) },
    employeeId ?? '',
  );
}
