// Takes fields of a health card over into a customer, known or new: by the rules of the mask and in one save, and what
// the card still says otherwise stays noted at the customer.
import type { Role } from '../../../src-shared/calls.ts';
import type { CardAnswer } from '../../../src-shared/cards/calls.ts';
import type { CustomerForm, CustomerRecord } from '../../../src-shared/customers/contract.ts';
import { emptyForm, type FieldProblem, formProblems, storedForm } from '../../../src-shared/customers/rules.ts';
import { CARD_FIELDS, type CardField } from '../../../src-shared/health-card/record.ts';
import { welcome } from '../cards.ts';
import { presetOfNewCustomer } from '../consent/advertising-settings.ts';
import { customerRecord } from '../customer-record.ts';
import { createCustomer, updateCustomer } from '../customer-rows.ts';
import { saveProblems } from '../customers.ts';
import type { House } from '../house.ts';
import { type InsuranceFacts, insuranceFacts, payerByIk } from '../insurance.ts';
import { setting } from '../settings.ts';
import { comparedFields, differingFields } from './compare.ts';
import type { Comparison } from './desk.ts';
import { notedDifferences } from './outcome.ts';
import { withTakenOver } from './taken-over.ts';

export type TakeOver = {
  customerId: string | null;
  as: 'customer' | 'walkIn';
  fields: readonly CardField[];
  basedOn: number | null;
};

type Errors = {
  GONE: () => Error;
  CHANGED_SINCE: () => Error;
  INVALID: (options: { data: { problems: FieldProblem[] } }) => Error;
};

/** @throws one of `errors`, and then nothing is written */
export function takeOver(
  house: House,
  role: Role,
  { card, tookOverFrom }: Comparison,
  input: TakeOver,
  errors: Errors,
): { customerId: string; changeSetId: string | null; answer: CardAnswer } {
  const before = input.customerId === null ? undefined : customerRecord(house, input.customerId);
  if (input.customerId !== null && !before) throw errors.GONE();
  const facts = insuranceFacts(house);
  const fields = before ? input.fields : CARD_FIELDS;
  const typed = withTakenOver(before?.form ?? newForm(house, input.as), card, fields, facts);
  const problems = broughtAlong(house, saveProblems(house, role, typed, before), before);
  if (problems.length > 0) throw errors.INVALID({ data: { problems } });
  if (before && input.basedOn !== null && before.version !== input.basedOn) throw errors.CHANGED_SINCE();
  const customerId = before?.id ?? house.newId();
  const form = storedForm(typed);
  const { changeSetId } = house.save(before ? 'card.take' : 'customer.create', (unit) => {
    if (!before) {
      createCustomer(house, unit, customerId, form, undefined, presetOfNewCustomer(house));
      return;
    }
    updateCustomer(house, unit, before, form);
    const differing = differingFields(comparedFields(card, form, facts));
    unit.update('customer', customerId, { cardDiffers: notedDifferences(differing) });
  });
  const membership = membershipWord(before?.form ?? null, form, fields, card.insurance?.payerIk ?? null, facts);
  return { customerId, changeSetId, answer: welcome(house, customerId, tookOverFrom, membership) };
}

// --- details

/** As 'Neu - F2' begins. */
function newForm(house: House, as: TakeOver['as']): CustomerForm {
  const form = emptyForm('natural', setting(house, 'newCustomerStatus'));
  return as === 'walkIn' ? { ...form, contactRoles: ['walkIn'] } : form;
}

/** What was wrong with the record before is nothing that the card brought: it is put right in the mask. */
function broughtAlong(
  house: House,
  problems: readonly FieldProblem[],
  before: CustomerRecord | undefined,
): FieldProblem[] {
  const old = before ? formProblems(before.form, house.now()) : [];
  return problems.filter((one) => !old.some(({ field, problem }) => field === one.field && problem === one.problem));
}

function membershipWord(
  before: CustomerForm | null,
  after: CustomerForm,
  fields: readonly CardField[],
  payerIk: string | null,
  { payers }: InsuranceFacts,
): Extract<CardAnswer, { kind: 'found' }>['membership'] {
  if (payerIk === null || !fields.includes('payer')) return 'same';
  if (!payerByIk(payers, payerIk)) return 'payerUnknown';
  return before && after.payers.length > before.payers.length ? 'renewed' : 'same';
}
