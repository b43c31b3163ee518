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

/** A meaning that keeps new things from him. */
export type Unserved = 'blocked' | 'deceased';

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

export function isUnserved(meaning: CustomerStatus): meaning is Unserved {
  return !STATUS_RULES[meaning].served;
}

// --- what a save may do to a customer

/** One change of a save to a row of the customer, as the change log has it. */
export type StatusStep = {
  readonly table: string;
  readonly kind: 'create' | 'update' | 'remove';
  /** null for 'create' and 'remove'. */
  readonly field: string | null;
  /** JSON. */
  readonly to: string | null;
};

/**
 * readOnly: nothing of the record may be changed; notServed: nothing new is begun for him; needsAdministrator: the status is
 * an administrator's to change.
 */
export const STATUS_REFUSALS = ['readOnly', 'notServed', 'needsAdministrator'] as const;
export type StatusRefusal = (typeof STATUS_REFUSALS)[number];

/**
 * Rows that are written whatever the status is: his word and the papers that prove it, what is put away, what was asked, a
 * device that is disconnected. They are no part of the record.
 */
export const WRITTEN_ANYHOW: ReadonlySet<string> = new Set([
  ...['consentEntry', 'document', 'conflict', 'task', 'customerAsked', 'notDuplicate', 'appDevice'],
]);

/** What a new row of is a service to him. */
const SERVICES: ReadonlySet<string> = new Set(['serviceCase', 'cashSale', 'customerCard', 'programMembership']);

/** Every save of the record puts these right by itself: they must not keep an administrator from the status. */
const POINTERS: ReadonlySet<string> = new Set(['homeAddressId', 'standardPayerId', 'standardBankAccountId']);

/**
 * What keeps a person from saving this about one customer; null = nothing does.
 * @param meaning as it was before the save
 */
export function statusRefusal(
  meaning: CustomerStatus,
  steps: readonly StatusStep[],
  by: { readonly administrator: boolean; readonly undoing: boolean },
): StatusRefusal | null {
  const { editable, served } = STATUS_RULES[meaning];
  // Made, deleted or brought back by this save, with all that belongs to him.
  if (steps.some(({ table, kind }) => table === 'customer' && kind !== 'update')) return null;
  if (!editable) {
    const ended = steps.some((step) => isAccessSwitch(step) && step.to === '0');
    const written = steps.filter(
      (step) => !WRITTEN_ANYHOW.has(step.table) && !isNote(step) && !(ended && step.table === 'appAccess'),
    );
    if (written.length === 0) return null;
    if (!written.some(isStatus)) return 'readOnly';
    if (!by.administrator) return 'needsAdministrator';
    // What was saved together with the status is taken back together with it.
    return by.undoing || written.every(isStatusAlone) ? null : 'readOnly';
  }
  return !served && steps.some(beginsSomething) ? 'notServed' : null;
}

/** What his card said otherwise is noted at the record, and changes nothing of it. */
function isNote({ table, field }: StatusStep): boolean {
  return table === 'customer' && field === 'cardDiffers';
}

function isStatus({ table, field }: StatusStep): boolean {
  return table === 'customer' && field === 'status';
}

function isStatusAlone(step: StatusStep): boolean {
  return isStatus(step) || (step.table === 'customer' && POINTERS.has(step.field ?? ''));
}

function isAccessSwitch({ table, field }: StatusStep): boolean {
  return table === 'appAccess' && field === 'active';
}

function beginsSomething(step: StatusStep): boolean {
  if (step.kind === 'create') return SERVICES.has(step.table) || step.table === 'appAccess';
  return isAccessSwitch(step) && step.to === '1';
}
