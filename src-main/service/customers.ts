// Reads a customer record and saves the whole mask in one step. What belongs in it stands in customers/rules.ts; what the
// box 'Aktiv' does with the same save stands in app access.
import { and, asc, desc, eq, isNull, max } from 'drizzle-orm';
import type { CustomerForm, CustomerRecord } from '../../src-shared/customers/contract.ts';
import { formProblems, listName, storedForm } from '../../src-shared/customers/rules.ts';
import {
  branch,
  change,
  changeSet,
  customer,
  customerAddress,
  customerPhone,
  employee,
  type Row,
  recentCustomer,
} from '../../src-shared/tables.ts';
import { createCustomer, updateCustomer } from './customer-rows.ts';
import { statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { CannotUndo, undoChangeSet } from './undo.ts';

const RECENT = 10;

/** What F1 saves besides the form, in the same transaction. @throws AppAccessRefused, and then nothing is saved */
export type ApplyAppAccess = (
  house: House,
  unit: UnitOfWork,
  mask: {
    customerId: string;
    /** The box 'Aktiv'; null = untouched. */
    active: boolean | null;
  },
) => { newLoginCode: boolean };

export class AppAccessRefused extends Error {
  /** A closed word of app-access/rules.ts. */
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export function customerHandlers(os: typeof procedures.customers, applyAppAccess: ApplyAppAccess = leaveAppAccess) {
  return {
    byId: os.byId.handler(({ context, input, errors }) => {
      const house = opened(context);
      const record = customerRecord(house, input.id);
      if (!record) throw errors.GONE();
      rememberIfPossible(house, input.id);
      return record;
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const problems = formProblems(input.form, house.now());
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const before = input.id ? customerRecord(house, input.id) : undefined;
      if (input.id && !before) throw errors.GONE();
      if (before && input.basedOn !== null && before.version > input.basedOn) throw errors.CHANGED_SINCE();
      const id = input.id ?? house.newId();
      const form = storedForm(input.form);
      try {
        const { result, changeSetId } = house.save(input.id ? 'customer.save' : 'customer.create', (unit) => {
          if (before) updateCustomer(house, unit, before, form);
          else createCustomer(house, unit, id, form);
          dropDraft(house, input.draftId);
          // In the same transaction: afterwards a full disk would refuse what is already saved, and F1 would sync twice.
          remember(house, id);
          return applyAppAccess(house, unit, { customerId: id, active: input.appActive });
        });
        const record = customerRecord(house, id);
        if (!record) throw errors.GONE();
        return { id, number: record.number, record, changeSetId, newLoginCode: result.newLoginCode };
      } catch (error) {
        if (error instanceof AppAccessRefused) throw errors.REFUSED({ data: { reason: error.reason } });
        throw error;
      }
    }),

    undo: os.undo.handler(({ context, input, errors }) => {
      try {
        return { changeSetId: undoChangeSet(opened(context), input.changeSetId).changeSetId };
      } catch (error) {
        if (error instanceof CannotUndo) throw errors.CANNOT_UNDO({ data: { reason: error.reason } });
        throw error;
      }
    }),

    recent: os.recent.handler(({ context }) => {
      const house = opened(context);
      return house.db.orm
        .select({ id: customer.id, firstName: customer.firstName, lastName: customer.lastName })
        .from(recentCustomer)
        .innerJoin(customer, eq(customer.id, recentCustomer.customerId))
        .where(isNull(customer.removedAt))
        .orderBy(desc(recentCustomer.openedAt))
        .limit(RECENT)
        .all()
        .map((row) => ({ id: row.id, name: listName(row) }));
    }),
  };
}

/** The record of the mask; undefined when there is none. */
export function customerRecord(house: House, id: string): CustomerRecord | undefined {
  const row = customerRow(house, id);
  if (!row) return undefined;
  const { orm } = house.db;
  const addresses = orm
    .select()
    .from(customerAddress)
    .where(and(eq(customerAddress.customerId, id), isNull(customerAddress.removedAt)))
    .orderBy(asc(customerAddress.rank))
    .all();
  const phones = orm
    .select()
    .from(customerPhone)
    .where(and(eq(customerPhone.customerId, id), isNull(customerPhone.removedAt)))
    .orderBy(asc(customerPhone.rank))
    .all();
  const home = orm.select({ id: branch.id, name: branch.name }).from(branch).where(eq(branch.id, row.branchId)).get();
  const created = orm
    .select({ at: changeSet.at })
    .from(change)
    .innerJoin(changeSet, eq(changeSet.id, change.changeSetId))
    .where(and(eq(change.subjectId, id), eq(change.rowId, id), eq(change.kind, 'create')))
    .get();
  const responsible = row.responsibleEmployeeId
    ? orm
        .select({ id: employee.id, name: employee.name })
        .from(employee)
        .where(eq(employee.id, row.responsibleEmployeeId))
        .get()
    : undefined;
  return {
    id,
    number: row.number,
    branch: home ?? { id: row.branchId, name: '' },
    responsible: responsible ?? null,
    lastVisit: row.lastVisit,
    createdAt: created?.at ?? null,
    version: versionOf(house, row),
    form: formOf(row, addresses, phones),
  };
}

/** When anything on the mask was changed last. */
function versionOf(house: House, row: Row<'customer'>): number {
  const newest = house.db.orm
    .select({ at: max(changeSet.at) })
    .from(change)
    .innerJoin(changeSet, eq(changeSet.id, change.changeSetId))
    .where(eq(change.subjectId, row.id))
    .get();
  return newest?.at ?? row.changedAt;
}

function formOf(
  row: Row<'customer'>,
  addresses: Row<'customerAddress'>[],
  phones: Row<'customerPhone'>[],
): CustomerForm {
  const homeAddress = addresses.findIndex((address) => address.id === row.homeAddressId);
  const { kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId } =
    row;
  return {
    ...{ kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId },
    addresses: addresses.map(({ id, label, street, houseNumber, addition, district, postcode, town, country }) => ({
      ...{ id, label, street, houseNumber, addition, district, postcode, town, country },
    })),
    homeAddress: homeAddress < 0 ? null : homeAddress,
    phones: phones.map(({ id, label, e164, sms }) => ({ id, label, number: e164, sms })),
  };
}

function customerRow(house: House, id: string): Row<'customer'> | undefined {
  return house.db.orm
    .select()
    .from(customer)
    .where(and(eq(customer.id, id), isNull(customer.removedAt)))
    .get();
}

function dropDraft(house: House, draftId: string | null): void {
  const owner = house.session.person?.id;
  if (draftId && owner)
    statement(house.db.sqlite, 'DELETE FROM draft WHERE id = ? AND ownerId = ?').run(draftId, owner);
}

function leaveAppAccess(..._: Parameters<ApplyAppAccess>): ReturnType<ApplyAppAccess> {
  return { newLoginCode: false };
}

/** A full or locked disk must not keep a record from being read. */
function rememberIfPossible(house: House, id: string): void {
  try {
    remember(house, id);
  } catch (error) {
    house.ports.log.warn({ code: (error as { code?: string }).code }, 'the last opened customers could not be noted');
  }
}

/** Reading an open mask again changes nothing here: only another customer opened since does. */
function remember(house: House, id: string): void {
  const newest = statement(
    house.db.sqlite,
    'SELECT customerId, openedAt FROM recentCustomer ORDER BY openedAt DESC LIMIT 1',
  ).get() as { customerId: string; openedAt: number } | undefined;
  if (newest?.customerId === id) return;
  const openedAt = Math.max(house.now(), (newest?.openedAt ?? 0) + 1);
  statement(
    house.db.sqlite,
    'INSERT INTO recentCustomer (customerId, openedAt) VALUES (?, ?) ON CONFLICT (customerId) DO UPDATE SET openedAt = excluded.openedAt',
  ).run(id, openedAt);
  statement(
    house.db.sqlite,
    `DELETE FROM recentCustomer WHERE customerId NOT IN (SELECT customerId FROM recentCustomer ORDER BY openedAt DESC LIMIT ${RECENT})`,
  ).run();
}
