// How an entry under 'Konflikte' can be decided, and what becomes of a value that is typed instead of both (N-23). It knows
// no rows: what is stored and who wrote it comes from the service.
import { readBirthDate } from '../customers/birth-date.ts';
import { readPhone } from '../customers/phone.ts';
import {
  birthDateProblem,
  type CustomerProblem,
  emptyForm,
  formProblems,
  localDay,
  phoneProblem,
  storedForm,
} from '../customers/rules.ts';

/** How another value is typed. */
export type OtherKind = 'text' | 'date' | 'phone' | 'address';

export type ConflictWays =
  /** Two values stand side by side. `other` null = only one of the two can be taken. */
  | { readonly kind: 'choose'; readonly other: OtherKind | null }
  /** One side removed what the other changed: remove it after all, or keep it. */
  | { readonly kind: 'removeOrKeep' }
  /** Nothing can be chosen: it says what happened until somebody has read it. */
  | { readonly kind: 'read' };

export type ConflictFacts = {
  readonly reason: 'bothChanged' | 'removedThere' | 'numberTaken' | 'refused';
  readonly table: string;
  /** Field or group; null = the whole row. */
  readonly field: string | null;
  /** The row concerned is here and not removed. */
  readonly isThere: boolean;
  /** One of the values is a secret, or belongs to the server: it is not here to be taken. */
  readonly isClosed: boolean;
};

/** The server makes these rows and they are decided elsewhere. */
const NOT_CHOSEN = new Set(['conflict', 'task', 'appDevice', 'consentEntry', 'textBlockVersion']);

export function conflictWays({ reason, table, field, isThere, isClosed }: ConflictFacts): ConflictWays {
  if (reason !== 'bothChanged' || !isThere || isClosed || NOT_CHOSEN.has(table)) return { kind: 'read' };
  if (field === null) return { kind: 'removeOrKeep' };
  return { kind: 'choose', other: otherKind(table, field) };
}

/** Characters that a typed value may have. */
export const LONGEST: Readonly<Record<string, number>> = {
  ...{ salutation: 40, title: 40, firstName: 80, lastName: 120, email: 254, kvnr: 20, note: 4000, label: 40 },
  ...{ street: 120, houseNumber: 20, addition: 120, district: 80, postcode: 10, town: 80, country: 60 },
  ...{ birthDate: 40, e164: 40 },
};

export const ADDRESS_FIELDS = [
  ...(['street', 'houseNumber', 'addition', 'district', 'postcode', 'town', 'country'] as const),
] as const;

export type EnteredProblem = { field: string; problem: CustomerProblem | 'tooLong' };
export type Entered =
  | { readonly ok: true; readonly patch: Readonly<Record<string, string | null>> }
  | { readonly ok: false; readonly problems: readonly EnteredProblem[] };

/**
 * What a typed value becomes in the row, by the rules of the mask.
 * @param values as typed, by field; a group has all of its fields
 * @param now epoch milliseconds
 */
export function enteredValue(
  table: string,
  field: string,
  values: Readonly<Record<string, string>>,
  now: number,
): Entered {
  const tooLong = Object.entries(values).filter(([name, text]) => text.length > (LONGEST[name] ?? 0));
  if (tooLong.length > 0) return refused(tooLong.map(([name]) => ({ field: name, problem: 'tooLong' })));
  const text = (values[field] ?? '').trim();
  switch (otherKind(table, field)) {
    case 'date':
      return enteredDate(field, text, localDay(now));
    case 'phone':
      return enteredPhone(field, text);
    case 'address':
      return enteredAddress(values, now);
    case 'text':
      return table === 'customer' ? enteredText(field, text, now) : { ok: true, patch: { [field]: text || null } };
    case null:
      return refused([]);
  }
}

// --- details

const CUSTOMER_TEXTS = new Set(['salutation', 'title', 'firstName', 'lastName', 'email', 'kvnr', 'note']);

function otherKind(table: string, field: string): OtherKind | null {
  switch (table) {
    case 'customer':
      if (field === 'birthDate') return 'date';
      return CUSTOMER_TEXTS.has(field) ? 'text' : null;
    case 'customerAddress':
      if (field === 'address') return 'address';
      return field === 'label' ? 'text' : null;
    case 'customerPhone':
      if (field === 'e164') return 'phone';
      return field === 'label' ? 'text' : null;
    default:
      return null;
  }
}

/** The last name is the only one that must be there. */
function enteredText(field: string, text: string, now: number): Entered {
  const form = {
    ...emptyForm('natural', 'active'),
    lastName: '-',
    [field]: field === 'lastName' ? text : text || null,
  };
  const problems = formProblems(form, now);
  if (problems.length > 0) return refused(problems);
  return { ok: true, patch: { [field]: storedForm(form)[field as 'kvnr'] } };
}

function enteredDate(field: string, text: string, today: string): Entered {
  const problem = birthDateProblem(text, today);
  if (problem) return refused([{ field, problem }]);
  const reading = text === '' ? null : readBirthDate(text, today);
  return { ok: true, patch: { [field]: reading?.kind === 'date' ? reading.date : null } };
}

function enteredPhone(field: string, text: string): Entered {
  const problem = text === '' ? 'phone.empty' : phoneProblem(text);
  const reading = readPhone(text);
  if (problem || reading.kind !== 'phone') return refused([{ field, problem: problem ?? 'phone.empty' }]);
  return { ok: true, patch: { [field]: reading.e164 } };
}

function enteredAddress(values: Readonly<Record<string, string>>, now: number): Entered {
  const part = (name: string) => (values[name] ?? '').trim() || null;
  const address = {
    ...{ id: null, label: null, street: part('street'), houseNumber: part('houseNumber'), addition: part('addition') },
    ...{ district: part('district'), postcode: part('postcode'), town: part('town'), country: part('country') },
  };
  if (ADDRESS_FIELDS.every((name) => address[name] === null)) return refused([{ field: 'street', problem: 'missing' }]);
  const form = { ...emptyForm('natural', 'active'), lastName: '-', addresses: [address], homeAddress: 0 };
  const problems = formProblems(form, now);
  if (problems.length > 0)
    return refused(problems.map(({ field, problem }) => ({ field: field.replace('addresses.0.', ''), problem })));
  const [stored] = storedForm(form).addresses;
  return { ok: true, patch: Object.fromEntries(ADDRESS_FIELDS.map((name) => [name, stored?.[name] ?? null])) };
}

function refused(problems: readonly EnteredProblem[]): Entered {
  return { ok: false, problems };
}
