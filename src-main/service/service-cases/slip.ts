// Makes the slip of a case out of its rows. How it looks stands with the printed forms.
import type { CaseRecord } from '../../../src-shared/service-cases/contract.ts';
import type { House } from '../house.ts';
import { type AddressedForm, addressedForm, dayOf } from '../printing/customer-form-input.ts';

/** undefined when the customer is gone. */
export async function caseSlip(house: House, record: CaseRecord): Promise<AddressedForm | undefined> {
  const { customer, form, number } = record;
  return addressedForm(house, customer.id, (input) =>
    house.forms.caseSlip({
      ...{ ...input, number, title: form.title, status: form.status, items: form.items },
      patient: customer.patients.find(({ id }) => id === form.patientId)?.name ?? null,
      openedOn: dayOf(record.openedAt),
    }),
  );
}
