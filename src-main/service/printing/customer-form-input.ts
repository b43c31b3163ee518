// What every printed form needs of a customer and the own branch, read from the rows: sender, address, number, date.
import { eq } from 'drizzle-orm';
import type { CustomerForm } from '../../../src-shared/customers/contract.ts';
import type { AddressChoice } from '../../../src-shared/printing/contract.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { branch } from '../../../src-shared/tables.ts';
import { logoOf } from '../branches.ts';
import { customerRecord } from '../customer-record.ts';
import type { House } from '../house.ts';
import type { FormInput } from './form-input.ts';
import type { PreviewAddresses } from './previews.ts';

/**
 * @param addressId the address picked for printing; null = the 'Wohnanschrift'
 * @returns undefined when there is no such customer
 */
export function customerFormInput(
  house: House,
  customerId: string,
  addressId: string | null = null,
): FormInput | undefined {
  const record = customerRecord(house, customerId);
  const sender = formSender(house);
  if (!record || !sender) return undefined;
  const { form } = record;
  const picked = form.addresses.find((one) => one.id === addressId) ?? form.addresses[form.homeAddress ?? 0];
  const company = form.kind === 'legal';
  return {
    ...sender,
    address: {
      companyName: company ? form.lastName : undefined,
      salutation: company ? undefined : given(form.salutation),
      title: company ? undefined : given(form.title),
      firstName: company ? undefined : given(form.firstName),
      lastName: company ? undefined : form.lastName,
      addition: given(picked?.addition),
      district: given(picked?.district),
      street: given(picked?.street),
      houseNumber: given(picked?.houseNumber),
      postcode: given(picked?.postcode),
      town: given(picked?.town),
      country: given(picked?.country),
    },
    customerNumber: record.number,
  };
}

/**
 * A form and how it is made again for another of the customer's addresses (E-74): the person at the preview chooses.
 * undefined when there is no such customer.
 */
export async function addressedForm(
  house: House,
  customerId: string,
  make: (input: FormInput) => Promise<MadeForm>,
): Promise<AddressedForm | undefined> {
  const input = customerFormInput(house, customerId);
  if (!input) return undefined;
  const choices = addressChoices(house, customerId);
  return {
    form: await make(input),
    customerNumber: input.customerNumber,
    addresses: {
      choices,
      chosenId: choices.find((one) => one.home)?.id ?? null,
      // The rest of the form stays as it was made first: its day, its number, its password.
      makeFor: async (addressId) => {
        const isThere = addressChoices(house, customerId).some(({ id }) => id === addressId);
        const readdressed = isThere && customerFormInput(house, customerId, addressId);
        return readdressed ? make({ ...input, address: readdressed.address }) : undefined;
      },
    },
  };
}

export type AddressedForm = { form: MadeForm; customerNumber: string; addresses: PreviewAddresses };

/** In the order of the mask; one that is printed to when nothing is chosen is `home`. Of one address there is no choice. */
export function addressChoices(house: House, customerId: string): AddressChoice[] {
  const form = customerRecord(house, customerId)?.form;
  if (!form || form.addresses.length < 2) return [];
  return form.addresses.flatMap((one, at) =>
    one.id === null
      ? []
      : [{ id: one.id, label: one.label, line: addressLine(one), home: at === (form.homeAddress ?? 0) }],
  );
}

/** The own branch as sender, the day and who sits here; undefined before the set-up. */
export function formSender(house: House): Pick<FormInput, 'letterhead' | 'date' | 'employeeName'> | undefined {
  const letterhead = ownLetterhead(house);
  if (!letterhead) return undefined;
  return {
    letterhead,
    date: dayOf(house.now()),
    employeeName: house.session.person?.name,
  };
}

/** The head of what this branch prints. */
export function ownLetterhead(house: House): FormInput['letterhead'] | undefined {
  const own = house.db.orm
    .select()
    .from(branch)
    .where(eq(branch.id, house.session.seat?.branch.id ?? ''))
    .get();
  if (!own) return undefined;
  return {
    branchName: own.name,
    street: own.street ?? '',
    houseNumber: given(own.houseNumber),
    postcode: own.postcode ?? '',
    town: own.town ?? '',
    phone: given(own.phone),
    email: given(own.email),
    website: given(own.website?.replace(/^https?:\/\//, '')),
    footer: own.letterFooter?.split('\n'),
    logo: logoOf(house, own)?.bytes,
  };
}

/** The local day of an instant, 'YYYY-MM-DD'. */
export function dayOf(instant: number): string {
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

// --- details

/** 'Sonnenstr. 4, 80331 München'. */
function addressLine(address: CustomerForm['addresses'][number]): string {
  const line = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ');
  const street = line(address.street, address.houseNumber);
  return [street, line(address.postcode, address.town), address.country].filter(Boolean).join(', ');
}

function given(value: string | null | undefined): string | undefined {
  return value ?? undefined;
}
