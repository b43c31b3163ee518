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
import { readLocal, writeLocal } from './database/local.ts';
import { statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import { CannotUndo, undoChangeSet } from './undo.ts';

const RECENT = 10;
const FIRST_NUMBER = 10_001;

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
      if (input.id) {
        const row = customerRow(house, input.id);
        if (!row) throw errors.GONE();
        if (input.basedOn !== null && versionOf(house, row) > input.basedOn) throw errors.CHANGED_SINCE();
      }
      const id = input.id ?? house.newId();
      const form = storedForm(input.form);
      try {
        const { result, changeSetId } = house.save(input.id ? 'customer.save' : 'customer.create', (unit) => {
          if (input.id) updateCustomer(house, unit, id, form);
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

function plainFields(form: CustomerForm) {
  const { kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId } =
    form;
  return { kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId };
}

/**
 * Writes a new customer. `form` without problems and as `storedForm` makes it; `keptNumber` is an old number that the
 * customer keeps (import).
 * @returns the customer number
 */
export function createCustomer(
  house: House,
  unit: UnitOfWork,
  id: string,
  form: CustomerForm,
  keptNumber?: string,
): string {
  const number = keptNumber ?? nextNumber(house);
  const branchId = house.session.seat?.branch.id ?? '';
  const addressIds = form.addresses.map(() => house.newId());
  const homeAddressId = (form.homeAddress === null ? null : addressIds[form.homeAddress]) ?? addressIds[0] ?? null;
  unit.create('customer', { id, number, branchId, ...plainFields(form), homeAddressId });
  form.addresses.forEach((address, rank) => {
    unit.create('customerAddress', { ...address, id: addressIds[rank] ?? house.newId(), customerId: id, rank });
  });
  form.phones.forEach((phone, rank) => {
    unit.create('customerPhone', {
      id: house.newId(),
      customerId: id,
      rank,
      label: phone.label,
      e164: phone.number,
      sms: phone.sms,
    });
  });
  return number;
}

function updateCustomer(house: House, unit: UnitOfWork, id: string, form: CustomerForm): void {
  const before = customerRecord(house, id);
  if (!before) throw new Error('customer vanished inside the transaction');
  const mine = new Set(before.form.addresses.map((address) => address.id));
  const addressIds = form.addresses.map((address) => (address.id && mine.has(address.id) ? address.id : house.newId()));
  const homeAddressId = (form.homeAddress === null ? null : addressIds[form.homeAddress]) ?? addressIds[0] ?? null;
  unit.update('customer', id, { ...plainFields(form), homeAddressId });
  const known = new Set(before.form.addresses.map((address) => address.id));
  form.addresses.forEach((address, rank) => {
    const addressId = addressIds[rank] ?? house.newId();
    const row = { ...address, id: addressId, customerId: id, rank };
    if (address.id && known.delete(address.id)) unit.update('customerAddress', addressId, row);
    else unit.create('customerAddress', row);
  });
  for (const gone of known) if (gone) unit.remove('customerAddress', gone);
  const phones = new Set(before.form.phones.map((phone) => phone.id));
  form.phones.forEach((phone, rank) => {
    const row = { customerId: id, rank, label: phone.label, e164: phone.number, sms: phone.sms };
    if (phone.id && phones.delete(phone.id)) unit.update('customerPhone', phone.id, row);
    else unit.create('customerPhone', { id: house.newId(), ...row });
  });
  for (const gone of phones) if (gone) unit.remove('customerPhone', gone);
}

/** The program's own numbers; the branch server will lease blocks of them. Kept old numbers are stepped over. */
function nextNumber(house: House): string {
  const taken = statement(house.db.sqlite, 'SELECT 1 FROM customer WHERE number = ?');
  let next = Number(readLocal(house.db.sqlite, 'nextCustomerNumber') ?? FIRST_NUMBER);
  while (taken.get(String(next))) next++;
  writeLocal(house.db.sqlite, 'nextCustomerNumber', String(next + 1));
  return String(next);
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
