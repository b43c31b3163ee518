// What taking over fields of a health card makes of a customer's form. An address is replaced as a whole; a payer is not
// overwritten: the membership that was ends, a new one begins (E-83). It writes nothing.
import { splitStreet } from '../../../src-shared/customer-import/cells.ts';
import type { CustomerForm } from '../../../src-shared/customers/contract.ts';
import type { CardField, HealthCard } from '../../../src-shared/health-card/record.ts';
import { type InsuranceFacts, payerByIk, withMembership } from '../insurance.ts';
import { postBoxPlace, postBoxText, streetPlace } from './compare.ts';

/** @param fields what the card does not have, or the chain does not keep, changes nothing */
export function withTakenOver(
  form: CustomerForm,
  card: HealthCard,
  fields: readonly CardField[],
  facts: InsuranceFacts,
): CustomerForm {
  let taken = form;
  for (const field of fields) taken = { ...taken, ...TAKEN[field](taken, card, facts) };
  return taken;
}

// --- details

type Change = Partial<CustomerForm>;

const TAKEN: Readonly<Record<CardField, (form: CustomerForm, card: HealthCard, facts: InsuranceFacts) => Change>> = {
  kvnr: (_form, { kvnr }) => ({ kvnr }),
  title: (_form, { title }) => (title === null ? {} : { title }),
  firstName: (_form, { firstName }) => (firstName === '' ? {} : { firstName }),
  lastName: (_form, { lastName }) => ({ lastName }),
  birthDate: (_form, { birthDate }) => (birthDate === null ? {} : { birthDate }),
  address: takenAddress,
  postBox: takenPostBox,
  payer: (form, { kvnr, insurance }, { payers, today }) => {
    const payer = insurance && payerByIk(payers, insurance.payerIk);
    return (payer && withMembership(form, { payerId: payer.id, insuredNumber: kvnr, today })) ?? {};
  },
  insuranceStatus: (_form, { insurance }, { insuranceStatusKept }) =>
    insurance?.status && insuranceStatusKept ? { insuranceStatus: insurance.status } : {},
};

/** Of the Wohnanschrift; where there is none it is added and becomes it. */
function takenAddress(form: CustomerForm, { street: on }: HealthCard): Change {
  if (!on) return {};
  const whole = on.street !== null && on.houseNumber === null ? splitStreet(on.street) : on;
  const { street, houseNumber } = whole;
  const { addition, postcode, town, country } = on;
  const address = { street, houseNumber, addition, district: null, postcode, town, country };
  const at = streetPlace(form);
  if (at >= 0) return { addresses: form.addresses.with(at, { ...kept(form, at), ...address }) };
  // A line that is there and empty is what the mask keeps for it.
  const blank = form.addresses.findIndex((line) =>
    Object.entries(line).every(([name, part]) => name === 'id' || !part),
  );
  if (blank >= 0)
    return { addresses: form.addresses.with(blank, { ...kept(form, blank), ...address }), homeAddress: blank };
  return {
    addresses: [...form.addresses, { id: null, label: null, ...address }],
    homeAddress: form.addresses.length,
  };
}

/** A second address, or the one there is for it. */
function takenPostBox(form: CustomerForm, { postBox: on }: HealthCard): Change {
  if (!on) return {};
  const { postcode, town, country } = on;
  const address = {
    ...{ street: postBoxText(on.postBox), houseNumber: null, addition: null, district: null, postcode, town, country },
  };
  const at = postBoxPlace(form);
  if (at >= 0) return { addresses: form.addresses.with(at, { ...kept(form, at), ...address }) };
  return { addresses: [...form.addresses, { id: null, label: 'Postfach', ...address }] };
}

function kept(form: CustomerForm, at: number): Pick<CustomerForm['addresses'][number], 'id' | 'label'> {
  const line = form.addresses[at];
  return { id: line?.id ?? null, label: line?.label ?? null };
}
