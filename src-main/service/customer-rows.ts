// Writes the rows of a customer: the record itself and its lists. It takes the form as good; what a form may hold stands in
// customers/rules.ts, how a line becomes a row in customer-lists.ts.
import type { CustomerForm, CustomerRecord } from '../../src-shared/customers/contract.ts';
import { type LineIds, listNames, writeLines } from './customer-lists.ts';
import { nextNumber } from './customer-number.ts';
import { statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';

/**
 * Writes a new customer. `form` without problems and as `storedForm` makes it; `keptNumber` is an old number that the
 * customer keeps (import), `advertisingPreset` what the record keeps of boxes ticked beforehand (N-04).
 * @returns the customer number
 */
export function createCustomer(
  house: House,
  unit: UnitOfWork,
  id: string,
  form: CustomerForm,
  keptNumber?: string,
  advertisingPreset: string | null = null,
): string {
  const number = keptNumber ?? nextNumber(house);
  const branchId = house.session.seat?.branch.id ?? '';
  const ids = lineIds(house, null, form);
  unit.create('customer', { id, number, branchId, ...plainFields(form), ...pointers(form, ids), advertisingPreset });
  for (const list of listNames) writeLines(house, unit, list, id, [], form[list], ids);
  writeProperties(house, unit, id, form.properties);
  return number;
}

/** Writes what differs from `before`; lines that the form no longer has are removed. `form` as for `createCustomer`. */
export function updateCustomer(house: House, unit: UnitOfWork, before: CustomerRecord, form: CustomerForm): void {
  const { id } = before;
  const ids = lineIds(house, before.form, form);
  unit.update('customer', id, { ...plainFields(form), ...pointers(form, ids) });
  for (const list of listNames) writeLines(house, unit, list, id, before.form[list], form[list], ids);
  writeProperties(house, unit, id, form.properties);
}

/** Which row each line of the form is: its own, or a new one. What points to a line of the same form is found by it. */
function lineIds(house: House, before: CustomerForm | null, form: CustomerForm): LineIds {
  const known = new Set(listNames.flatMap((list) => before?.[list].map((line) => line.id) ?? []));
  const named = new Map<string, string>();
  const rows = new Map<object, string>();
  for (const list of listNames)
    for (const line of form[list]) {
      const own = line.id !== null && known.delete(line.id) ? line.id : house.newId();
      rows.set(line, own);
      if (line.id !== null) named.set(line.id, own);
    }
  return {
    of: (line) => rows.get(line) ?? '',
    named: (id) => (id === null ? null : (named.get(id) ?? null)),
  };
}

function pointers(form: CustomerForm, ids: LineIds) {
  const at = (list: 'addresses' | 'payers', index: number | null) => {
    const line = index === null ? undefined : form[list][index];
    return line ? ids.of(line) : null;
  };
  const account = form.bankAccounts[0];
  return {
    homeAddressId: at('addresses', form.homeAddress) ?? at('addresses', 0),
    standardPayerId: at('payers', form.standardPayer),
    standardBankAccountId: account ? ids.of(account) : null,
  };
}

/** Two workstations may have given the same one: it is one to a person, and goes as one. */
function writeProperties(house: House, unit: UnitOfWork, customerId: string, wanted: readonly string[]): void {
  const rows = statement(
    house.db.sqlite,
    'SELECT id, propertyId FROM customerProperty WHERE customerId = ? AND removedAt IS NULL',
  ).all(customerId) as { id: string; propertyId: string }[];
  const there = new Set(rows.map(({ propertyId }) => propertyId));
  for (const { id, propertyId } of rows) if (!wanted.includes(propertyId)) unit.remove('customerProperty', id);
  for (const propertyId of new Set(wanted))
    if (!there.has(propertyId)) unit.create('customerProperty', { id: house.newId(), customerId, propertyId });
}

function plainFields(form: CustomerForm) {
  const { kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId } =
    form;
  const { externalNumber, insuranceStatus, dunningBlock, preferredPayment, preferredChannel, reportNeutral } = form;
  return {
    ...{ kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId },
    ...{ externalNumber, insuranceStatus, dunningBlock, preferredPayment, preferredChannel, reportNeutral },
    ...{ careHome: form.careHome, lastVisit: form.lastVisit },
    contactRoles: form.contactRoles.length > 0 ? form.contactRoles.join(',') : null,
  };
}
