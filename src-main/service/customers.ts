// Saves the whole mask in one step. What belongs in it stands in customers/rules.ts; what the
// box 'Aktiv' does with the same save stands in app access.
import type { Role } from '../../src-shared/calls.ts';
import type { CustomerForm, CustomerRecord } from '../../src-shared/customers/contract.ts';
import {
  emptyForm,
  type FieldProblem,
  formProblems,
  listName,
  localDay,
  storedForm,
} from '../../src-shared/customers/rules.ts';
import { isKnownStatus } from '../../src-shared/customers/status.ts';
import type { Row } from '../../src-shared/tables.ts';
import { cardFormProblems } from './cards.ts';
import { presetOfNewCustomer } from './consent/advertising-settings.ts';
import { customerRecord } from './customer-record.ts';
import { createCustomer, updateCustomer } from './customer-rows.ts';
import { statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { ownStatuses } from './lists.ts';
import { opened, signedIn } from './opened.ts';
import { askPrivacy } from './privacy-asking.ts';
import type { procedures } from './procedures.ts';
import { setting } from './settings.ts';
import { CannotUndo, undoChangeSet } from './undo.ts';

const RECENT = 10;

/** What F1 saves besides the form, in the same transaction. @throws AppAccessRefused, and then nothing is saved */
export type ApplyAppAccess = (
  house: House,
  unit: UnitOfWork,
  mask: {
    customerId: string;
    /** The box 'Aktiv'; null = untouched. */
    active: boolean | null;
  },
) => { newLoginCode: boolean };

export class AppAccessRefused extends Error {
  /** A closed word of app-access/rules.ts. */
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export function customerHandlers(os: typeof procedures.customers, applyAppAccess: ApplyAppAccess = leaveAppAccess) {
  return {
    byId: os.byId.handler(({ context, input, errors }) => {
      const house = opened(context);
      const record = customerRecord(house, input.id);
      if (!record) throw errors.GONE();
      rememberIfPossible(house, input.id);
      return record;
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const before = input.id ? customerRecord(house, input.id) : undefined;
      if (input.id && !before) throw errors.GONE();
      const typed = withKeptNumber(house, wholeForm(input.form, before), before);
      const problems = saveProblems(house, signedIn(context).role, typed, before);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      if (before && input.basedOn !== null && before.version !== input.basedOn) throw errors.CHANGED_SINCE();
      const id = input.id ?? house.newId();
      const form = storedForm(typed);
      try {
        const { result, changeSetId } = house.save(input.id ? 'customer.save' : 'customer.create', (unit) => {
          if (before) updateCustomer(house, unit, before, form);
          else createCustomer(house, unit, id, form, undefined, presetOfNewCustomer(house));
          dropDraft(house, input.draftId);
          // In the same transaction: afterwards a full disk would refuse what is already saved, and F1 would sync twice.
          remember(house, id);
          return applyAppAccess(house, unit, { customerId: id, active: input.appActive });
        });
        const record = customerRecord(house, id);
        if (!record) throw errors.GONE();
        const today = localDay(house.now());
        if (record.form.lastVisit === today && before?.form.lastVisit !== today) askPrivacy(house, id, 'lastVisit');
        return { id, number: record.number, record, changeSetId, newLoginCode: result.newLoginCode };
      } catch (error) {
        if (error instanceof AppAccessRefused) throw errors.REFUSED({ data: { reason: error.reason } });
        throw error;
      }
    }),

    undo: os.undo.handler(({ context, input, errors }) => {
      try {
        return { changeSetId: undoChangeSet(opened(context), input.changeSetId).changeSetId };
      } catch (error) {
        if (error instanceof CannotUndo) throw errors.CANNOT_UNDO({ data: { reason: error.reason } });
        throw error;
      }
    }),

    recent: os.recent.handler(({ context }) => {
      const house = opened(context);
      const rows = statement(house.db.sqlite, RECENT_CUSTOMERS).all() as Pick<
        Row<'customer'>,
        'id' | 'firstName' | 'lastName'
      >[];
      return rows.map((row) => ({ id: row.id, name: listName(row) }));
    }),
  };
}

/** What keeps a form from being saved here, field by field; empty = nothing. `before` undefined for a new customer. */
export function saveProblems(
  house: House,
  role: Role,
  form: CustomerForm,
  before: CustomerRecord | undefined,
): FieldProblem[] {
  const found: FieldProblem[] = formProblems(form, house.now());
  if (!isKnownStatus(form.status, ownStatuses(house))) found.push({ field: 'status', problem: 'unknownStatus' });
  const problems = found.filter((one) => !isAsItIs(one, form, before));
  problems.push(...cardFormProblems(house, role, form, before));
  if (isBorneByAnother(house, form, before?.id ?? null)) problems.push(EXTERNAL_NUMBER_TAKEN);
  return problems;
}

// --- details

const RECENT_CUSTOMERS = `SELECT c.id, c.firstName, c.lastName FROM recentCustomer r JOIN customer c ON c.id = r.customerId
  WHERE c.removedAt IS NULL ORDER BY r.openedAt DESC LIMIT ${RECENT}`;

/** What the sender does not know stays as it is. */
function wholeForm(sent: Sent, before: CustomerRecord | undefined): CustomerForm {
  const { payers, standardPayer, ...rest } = sent;
  const kept = before?.form ?? emptyForm(sent.kind, sent.status);
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...kept, ...known, ...(payers !== undefined && { payers, standardPayer: standardPayer ?? null }) };
}

/** Only where the chain has set it so is the external number typed here (E-05, E-06). */
function withKeptNumber(house: House, form: CustomerForm, before: CustomerRecord | undefined): CustomerForm {
  if (setting(house, 'externalNumberEditable')) return form;
  return { ...form, externalNumber: before?.form.externalNumber ?? null };
}

const EXTERNAL_NUMBER_TAKEN = { field: 'externalNumber', problem: 'externalNumber.taken' } as const;

/** As far as this workstation knows; the branch server knows all. */
function isBorneByAnother(house: House, { externalNumber }: CustomerForm, id: string | null): boolean {
  if (externalNumber === null) return false;
  return statement(house.db.sqlite, BEARER).get(externalNumber, id ?? '') !== undefined;
}

const BEARER = 'SELECT 1 FROM customer WHERE externalNumber = ? AND id <> ? AND removedAt IS NULL';

/** A hidden number that comes back as it was shown is no entry. */
function isAsItIs({ field, problem }: FieldProblem, form: CustomerForm, before: CustomerRecord | undefined): boolean {
  if (problem !== 'iban.hidden') return false;
  const line = form.bankAccounts[Number(field.split('.')[1])];
  return before?.form.bankAccounts.some(({ id, iban }) => id === line?.id && iban === line?.iban) ?? false;
}

type Sent = Parameters<Parameters<typeof procedures.customers.save.handler>[0]>[0]['input']['form'];

function dropDraft(house: House, draftId: string | null): void {
  const owner = house.session.person?.id;
  if (draftId && owner)
    statement(house.db.sqlite, 'DELETE FROM draft WHERE id = ? AND ownerId = ?').run(draftId, owner);
}

function leaveAppAccess(..._: Parameters<ApplyAppAccess>): ReturnType<ApplyAppAccess> {
  return { newLoginCode: false };
}

/** A full or locked disk must not keep a record from being read. */
function rememberIfPossible(house: House, id: string): void {
  try {
    remember(house, id);
  } catch (error) {
    house.ports.log.warn({ code: (error as { code?: string }).code }, 'the last opened customers could not be noted');
  }
}

/** Reading an open mask again changes nothing here: only another customer opened since does. */
function remember(house: House, id: string): void {
  const newest = statement(
    house.db.sqlite,
    'SELECT customerId, openedAt FROM recentCustomer ORDER BY openedAt DESC LIMIT 1',
  ).get() as { customerId: string; openedAt: number } | undefined;
  if (newest?.customerId === id) return;
  const openedAt = Math.max(house.now(), (newest?.openedAt ?? 0) + 1);
  statement(
    house.db.sqlite,
    'INSERT INTO recentCustomer (customerId, openedAt) VALUES (?, ?) ON CONFLICT (customerId) DO UPDATE SET openedAt = excluded.openedAt',
  ).run(id, openedAt);
  statement(
    house.db.sqlite,
    `DELETE FROM recentCustomer WHERE customerId NOT IN (SELECT customerId FROM recentCustomer ORDER BY openedAt DESC LIMIT ${RECENT})`,
  ).run();
}
