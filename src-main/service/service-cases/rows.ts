// The rows of service cases: one with its items as the page shows it, the list by windows, and writing them. It decides nothing.
import { listName } from '../../../src-shared/customers/rules.ts';
import { fold } from '../../../src-shared/search/fold.ts';
import type { CaseForm, CaseLine, CaseRecord } from '../../../src-shared/service-cases/contract.ts';
import { caseNumber, isOpenCase, OPEN_STATUSES } from '../../../src-shared/service-cases/rules.ts';
import type { Row } from '../../../src-shared/tables.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { statement, type UnitOfWork } from '../database/save.ts';
import type { House } from '../house.ts';

/** undefined when there is no such case, or its customer is gone. */
export function caseRecord(house: House, id: string): CaseRecord | undefined {
  const { sqlite } = house.db;
  const row = statement(sqlite, RECORD).get(id) as RecordRow | undefined;
  if (!row) return undefined;
  const items = statement(sqlite, ITEMS).all(id) as StoredItem[];
  const patients = statement(sqlite, PATIENTS).all(row.customerId, row.patientId) as { id: string; name: string }[];
  const { title, status, note, caseTypeId, patientId } = row;
  return {
    ...{ id, number: row.number, openedAt: row.openedAt, openedBy: row.openedByName, closedAt: row.closedAt },
    customer: { id: row.customerId, name: listName(row), number: row.customerNumber, patients },
    type: caseTypeId !== null && row.typeName !== null ? { id: caseTypeId, name: row.typeName } : null,
    version: row.version ?? 0,
    form: {
      ...{ title, status, note, caseTypeId, patientId },
      items: items.map(({ id: itemId, body, quantity, done }) => ({ id: itemId, body, quantity, done: done === 1 })),
    },
  };
}

type RecordRow = Row<'serviceCase'> & {
  firstName: string | null;
  lastName: string;
  customerNumber: string;
  openedByName: string | null;
  typeName: string | null;
  /** As of the customer's record: a place in the log, no time. */
  version: number | null;
};
/** As it lies in the file: a truth value is a number there. */
type StoredItem = Pick<Row<'serviceCaseItem'>, 'id' | 'body' | 'quantity'> & { done: number };

const RECORD = `SELECT c.*, k.firstName, k.lastName, k.number AS customerNumber, e.name AS openedByName,
    t.name AS typeName,
    (SELECT max(rowid) FROM changeSet WHERE id IN (SELECT changeSetId FROM change WHERE subjectId = c.customerId
      AND (rowId = c.id OR rowId IN (SELECT id FROM serviceCaseItem WHERE serviceCaseId = c.id)))) AS version
  FROM serviceCase c JOIN customer k ON k.id = c.customerId LEFT JOIN employee e ON e.id = c.openedBy
    LEFT JOIN caseType t ON t.id = c.caseTypeId
  WHERE c.id = ? AND c.removedAt IS NULL AND k.removedAt IS NULL`;
const ITEMS = `SELECT id, body, quantity, done FROM serviceCaseItem
  WHERE serviceCaseId = ? AND removedAt IS NULL ORDER BY rank, id`;
const PATIENTS = `SELECT id, name FROM patient
  WHERE customerId = ? AND (id = ? OR (removedAt IS NULL AND diedOn IS NULL)) ORDER BY rank, id`;

export type Wanted = {
  customerId: string | null;
  status: CaseForm['status'] | 'unfinished' | 'all';
  typed: string;
  from: number;
  count: number;
};

/** The newest first. Folded text is compared here: names are written as people write them. */
export function caseList(house: House, wanted: Wanted): { total: number; lines: CaseLine[] } {
  const { sqlite } = house.db;
  const statuses =
    wanted.status === 'unfinished' ? OPEN_STATUSES : wanted.status === 'all' ? null : ([wanted.status] as const);
  const filter = {
    branch: house.session.seat?.branch.id ?? '',
    customer: wanted.customerId,
    statuses: statuses === null ? null : JSON.stringify(statuses),
  };
  const words = fold(wanted.typed).split(' ').filter(Boolean);
  if (words.length === 0) {
    const { n } = statement(sqlite, `SELECT count(*) AS n ${OF_BRANCH}`).get(filter) as { n: number };
    const window = { ...filter, from: wanted.from, count: wanted.count };
    return {
      total: n,
      lines: (statement(sqlite, `${LINES} LIMIT @count OFFSET @from`).all(window) as LineRow[]).map(lineOf),
    };
  }
  const found = (statement(sqlite, LINES).all(filter) as LineRow[]).filter((row) => {
    const text = fold(
      [row.number, row.title, row.lastName, row.firstName, row.customerNumber].filter(Boolean).join(' '),
    );
    return words.every((word) => text.includes(word));
  });
  return { total: found.length, lines: found.slice(wanted.from, wanted.from + wanted.count).map(lineOf) };
}

const OF_BRANCH = `FROM serviceCase c JOIN customer k ON k.id = c.customerId
  WHERE c.removedAt IS NULL AND k.removedAt IS NULL AND k.branchId = @branch
  AND (@customer IS NULL OR c.customerId = @customer)
  AND (@statuses IS NULL OR c.status IN (SELECT value FROM json_each(@statuses)))`;
const LINES = `SELECT c.id, c.number, c.title, c.status, c.openedAt, c.closedAt, c.customerId,
    k.firstName, k.lastName, k.number AS customerNumber, (SELECT name FROM patient WHERE id = c.patientId) AS patient,
    (SELECT count(*) FROM serviceCaseItem i WHERE i.serviceCaseId = c.id AND i.removedAt IS NULL) AS items,
    (SELECT count(*) FROM serviceCaseItem i WHERE i.serviceCaseId = c.id AND i.removedAt IS NULL AND i.done) AS done
  ${OF_BRANCH} ORDER BY c.openedAt DESC, c.id DESC`;

type LineRow = Pick<Row<'serviceCase'>, 'id' | 'number' | 'title' | 'status' | 'openedAt' | 'closedAt' | 'customerId'> &
  Pick<RecordRow, 'firstName' | 'lastName' | 'customerNumber'> & {
    patient: string | null;
    items: number;
    done: number;
  };

function lineOf({ firstName, lastName, customerNumber, customerId, items, done, ...row }: LineRow): CaseLine {
  return {
    ...row,
    customer: { id: customerId, name: listName({ firstName, lastName }), number: customerNumber },
    items: { done, all: items },
  };
}

/** Writes a new, empty case. @returns its number */
export function createCase(house: House, unit: UnitOfWork, id: string, customerId: string, title: string): string {
  const number = nextNumber(house);
  unit.create('serviceCase', {
    ...{ id, customerId, number, title, status: 'open', openedAt: unit.now },
    openedBy: house.session.person?.id ?? null,
  });
  return number;
}

/** Writes what differs from `before`; items that the form no longer has are removed. `form` without problems. */
export function updateCase(house: House, unit: UnitOfWork, before: CaseRecord, form: CaseForm): void {
  const { items, ...plain } = form;
  const wasOpen = isOpenCase(before.form.status);
  const isOpen = isOpenCase(form.status);
  const closedAt = isOpen ? null : wasOpen ? unit.now : before.closedAt;
  unit.update('serviceCase', before.id, { ...plain, closedAt });
  const known = new Set(before.form.items.map((item) => item.id));
  const left = before.form.items.filter((item) => items.some(({ id }) => id === item.id));
  // A place that nobody chose must not overrule one that somebody chose at another workstation.
  const isMoved = left.length !== items.length || left.some(({ id }, at) => id !== items[at]?.id);
  items.forEach(({ id, ...item }, rank) => {
    if (id && known.delete(id)) unit.update('serviceCaseItem', id, isMoved ? { ...item, rank } : item);
    else
      unit.create('serviceCaseItem', {
        ...{ ...item, id: house.newId(), customerId: before.customer.id, serviceCaseId: before.id, rank },
      });
  });
  for (const gone of known) if (gone) unit.remove('serviceCaseItem', gone);
}

/** Used up when the case is made. One that came back from the server after a restored backup is not given twice. */
function nextNumber(house: House): string {
  const { sqlite } = house.db;
  const code = house.session.seat?.workstation.code ?? 'T1';
  const isTaken = (number: string) =>
    statement(sqlite, 'SELECT 1 FROM serviceCase WHERE number = ?').get(number) !== undefined;
  let counter = Number(readLocal(sqlite, 'caseCounter') ?? 0) + 1;
  while (isTaken(caseNumber(code, counter))) counter += 1;
  writeLocal(sqlite, 'caseCounter', String(counter));
  return caseNumber(code, counter);
}
