// What the status of a customer allows and forbids. A chain gives its states names of its own (E-11); what one means
// is always one of the four built-in ones. It does not know where the chain's list lies.
import { type CustomerStatus, customerStatuses } from './rules.ts';

/** A state of the chain's own list; an ended one keeps its meaning for those who still have it. */
export type OwnStatus = { readonly id: string; readonly meaning: CustomerStatus };

export type StatusRules = {
  /** The record may be changed; otherwise it opens for reading, and only its status can be changed, by an administrator. */
  readonly editable: boolean;
  /** Letters, advertising, questions: anything that is sent to him or asked of him. A withdrawal is always confirmed. */
  readonly writtenTo: boolean;
  /** New cases, cards, programmes, sales, appointments. */
  readonly served: boolean;
};

export const STATUS_RULES: Readonly<Record<CustomerStatus, StatusRules>> = {
  active: { editable: true, writtenTo: true, served: true },
  /** Only out of the search's preselection (E-45). */
  inactive: { editable: true, writtenTo: true, served: true },
  /** 'Gesperrt': statutory retention keeps the data, and nobody works with them (Art. 18 GDPR). */
  blocked: { editable: false, writtenTo: false, served: false },
  deceased: { editable: true, writtenTo: false, served: false },
};

/** @param id as the customer has it; what nobody here knows (a list that is still on its way) forbids nothing */
export function statusMeaning(id: string, own: readonly OwnStatus[]): CustomerStatus {
  return customerStatuses.find((one) => one === id) ?? own.find((one) => one.id === id)?.meaning ?? 'active';
}

export function isKnownStatus(id: string, own: readonly OwnStatus[]): boolean {
  return customerStatuses.some((one) => one === id) || own.some((one) => one.id === id);
}
