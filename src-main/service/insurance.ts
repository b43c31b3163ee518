// With which payer a customer is insured: who is meant by the 'IK' on a card, which membership counts today, and what a card that
// names another one makes of it (E-83). It knows neither readers nor what else stands on a card.
import { dayBefore } from '../../src-shared/calendar/day.ts';
import type { CardAnswer, TakenCard } from '../../src-shared/cards/calls.ts';
import { cardKey } from '../../src-shared/cards/in-use.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { customerRecord } from './customer-record.ts';
import { updateCustomer } from './customer-rows.ts';
import { statusRulesOf } from './customer-status.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { setting } from './settings.ts';

/** A payer of the chain's list. */
export type KnownPayer = {
  readonly id: string;
  readonly ik: string | null;
  readonly name: string;
  readonly ended: boolean;
};

/** What decides besides card and customer: the chain's payers, whether it keeps the insurance status at all (E-09), the local day. */
export type InsuranceFacts = {
  readonly payers: readonly KnownPayer[];
  readonly insuranceStatusKept: boolean;
  readonly today: string;
};

export function insuranceFacts(house: House): InsuranceFacts {
  const rows = statement(house.db.sqlite, 'SELECT id, ik, name, endedAt FROM payer WHERE removedAt IS NULL').all() as {
    id: string;
    ik: string | null;
    name: string;
    endedAt: number | null;
  }[];
  return {
    payers: rows.map(({ endedAt, ...payer }) => ({ ...payer, ended: endedAt !== null })),
    insuranceStatusKept: !setting(house, 'insuranceStatusHidden'),
    today: localDay(house.now()),
  };
}

/** The payer that the card names, where the chain has it; undefined = it does not, or no longer. */
export function payerByIk(payers: readonly KnownPayer[], ik: string): KnownPayer | undefined {
  return payers.find((one) => one.ik === ik && !one.ended);
}

type Memberships = Pick<CustomerForm, 'payers' | 'standardPayer'>;

/** 'Standard KT', where it has not ended. */
export function currentPayer(
  { payers, standardPayer }: Memberships,
  today: string,
): CustomerForm['payers'][number] | null {
  const line = standardPayer === null ? undefined : payers[standardPayer];
  return line && (line.validTo === null || line.validTo >= today) ? line : null;
}

/** The payers of a form once he is with this one; null = he is already. What was is not overwritten: it ends. */
export function withMembership(
  form: Memberships,
  { payerId, insuredNumber, today }: { payerId: string; insuredNumber: string; today: string },
): Memberships | null {
  const key = cardKey(insuredNumber);
  const current = currentPayer(form, today);
  if (current?.payerId === payerId && cardKey(current.insuredNumber ?? key) === key) return null;
  const ended = (line: CustomerForm['payers'][number]) =>
    line === current ? { ...line, validTo: line.validFrom === today ? today : dayBefore(today) } : line;
  const begun = { id: null, payerId, insuredNumber: key, validFrom: today, validTo: null };
  return { payers: [...form.payers.map(ended), begun], standardPayer: form.payers.length };
}

/** The card names another payer than the customer's current one: that one ends, a new one begins today. A record for reading stays. */
export function renewMembership(
  house: House,
  customerId: string,
  { kind, number, payerIk }: TakenCard,
): Extract<CardAnswer, { kind: 'found' }>['membership'] {
  if (kind !== 'insurance' || payerIk === null || statusRulesOf(house, customerId)?.editable === false) return 'same';
  const { payers, today } = insuranceFacts(house);
  const payer = payerByIk(payers, payerIk.replace(/\s/g, ''));
  if (!payer) return 'payerUnknown';
  const record = customerRecord(house, customerId);
  const renewed = record && withMembership(record.form, { payerId: payer.id, insuredNumber: number, today });
  if (!record || !renewed) return 'same';
  house.save('card.take', (unit) => updateCustomer(house, unit, record, { ...record.form, ...renewed }));
  return 'renewed';
}
