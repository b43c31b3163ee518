// Writes the rows of a customer: the record itself, its addresses and telephone numbers, and the number the program gives. It
// takes the form as good; what a form may hold stands in customers/rules.ts.
import type { CustomerForm, CustomerRecord } from '../../src-shared/customers/contract.ts';
import { readLocal, writeLocal } from './database/local.ts';
import { statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { lentNumbers } from './sync/number-blocks.ts';

const FIRST_NUMBER = 10_001;

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

/** Writes what differs from `before`; lines that the form no longer has are removed. `form` as for `createCustomer`. */
export function updateCustomer(house: House, unit: UnitOfWork, before: CustomerRecord, form: CustomerForm): void {
  const { id } = before;
  const mine = new Set(before.form.addresses.map((address) => address.id));
  const addressIds = form.addresses.map((address) => (address.id && mine.has(address.id) ? address.id : house.newId()));
  const homeAddressId = (form.homeAddress === null ? null : addressIds[form.homeAddress]) ?? addressIds[0] ?? null;
  unit.update('customer', id, { ...plainFields(form), homeAddressId });
  const known = new Set(mine);
  const addressesMoved = isMoved(before.form.addresses, form.addresses);
  form.addresses.forEach((address, rank) => {
    const addressId = addressIds[rank] ?? house.newId();
    const row = { ...address, id: addressId, customerId: id };
    if (address.id && known.delete(address.id))
      unit.update('customerAddress', addressId, addressesMoved ? { ...row, rank } : row);
    else unit.create('customerAddress', { ...row, rank });
  });
  for (const gone of known) if (gone) unit.remove('customerAddress', gone);
  const phones = new Set(before.form.phones.map((phone) => phone.id));
  const phonesMoved = isMoved(before.form.phones, form.phones);
  form.phones.forEach((phone, rank) => {
    const row = { customerId: id, label: phone.label, e164: phone.number, sms: phone.sms };
    if (phone.id && phones.delete(phone.id))
      unit.update('customerPhone', phone.id, phonesMoved ? { ...row, rank } : row);
    else unit.create('customerPhone', { id: house.newId(), ...row, rank });
  });
  for (const gone of phones) if (gone) unit.remove('customerPhone', gone);
}

type Line = { readonly id: string | null };

/**
 * Whether the places of the lines have to be written. Removing one leaves the others in their order: a place that nobody
 * chose must not overrule one that somebody chose at another workstation.
 */
function isMoved(before: readonly Line[], after: readonly Line[]): boolean {
  const kept = new Set(after.map(({ id }) => id));
  const left = before.filter(({ id }) => kept.has(id));
  return left.length !== after.length || left.some(({ id }, at) => id !== after[at]?.id);
}

function plainFields(form: CustomerForm) {
  const { kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId } =
    form;
  return { kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId };
}

/**
 * A number that the branch server has lent; without one, or when all are used up, the program's own. Where kept old numbers are in the way it goes to the
 * end of their row in few steps, however long the row is.
 */
function nextNumber(house: House): string {
  const lent = lentNumbers(house.db.sqlite);
  const number = lent.next();
  lent.keep();
  return number ?? ownNumber(house);
}

function ownNumber(house: House): string {
  const taken = (number: number) =>
    statement(house.db.sqlite, 'SELECT 1 FROM customer WHERE number = ?').get(String(number)) !== undefined;
  let free = Number(readLocal(house.db.sqlite, 'nextCustomerNumber') ?? FIRST_NUMBER);
  if (taken(free)) {
    let last = free;
    let step = 1;
    while (taken(last + step)) {
      last += step;
      step *= 2;
    }
    free = last + step;
    while (free - last > 1) {
      const middle = Math.floor((last + free) / 2);
      if (taken(middle)) last = middle;
      else free = middle;
    }
  }
  writeLocal(house.db.sqlite, 'nextCustomerNumber', String(free + 1));
  return String(free);
}
