// The lists of a customer's record: which table each one lies in, how a row becomes a line of the form and back. One writer
// for all: what is new is made, what differs is written, what is gone is removed.
import { isHidden, maySeeIban } from '../../src-shared/bank-accounts/rules.ts';
import { maskedText } from '../../src-shared/change-log/fields.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { type NewRow, type Row, synced, type TableName } from '../../src-shared/tables.ts';
import { rawRow, statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';

export type ListName = 'addresses' | 'phones' | 'payers' | 'bankAccounts' | 'cards' | 'memberships' | 'patients';
type Line<L extends ListName> = CustomerForm[L][number];

export type LineIds = {
  /** The row of a line of the form. */
  of(line: object): string;
  /** The row that an id in the form means; null = none of this form. */
  named(id: string | null): string | null;
};

/** In this order they are written. */
export const listNames = ['addresses', 'phones', 'payers', 'bankAccounts', 'cards', 'memberships', 'patients'] as const;

/** The lines of a customer as whoever is signed in may see them. */
export function readLines<L extends ListName>(house: House, name: L, customerId: string): Line<L>[] {
  const { select, read } = lists[name];
  const rows = statement(house.db.sqlite, select).all(customerId) as StoredRow[];
  return rows.map((row) => read(row, house) as Line<L>);
}

/** Writes the lines of a new or a known customer; what is in `before` and no longer in `lines` is removed. */
export function writeLines<L extends ListName>(
  house: House,
  unit: UnitOfWork,
  name: L,
  customerId: string,
  before: readonly Line<L>[],
  lines: readonly Line<L>[],
  ids: LineIds,
): void {
  const { table, write } = lists[name];
  const known = new Set(before.map((line) => line.id));
  const ranked = synced[table].place !== undefined;
  const moved = ranked && isMoved(before, lines, ids);
  lines.forEach((line, rank) => {
    const id = ids.of(line);
    const isKnown = known.delete(id);
    const at = { house, ids, now: unit.now, before: isKnown ? rawRow(house.db.sqlite, table, id) : undefined };
    const row = { id, customerId, ...write(line, at), ...(ranked && (moved || !isKnown) && { rank }) };
    if (isKnown) unit.update(table, id, row);
    else unit.create(table, row as NewRow<TableName>);
  });
  for (const gone of known) if (gone) unit.remove(table, gone);
}

// --- details

/**
 * Whether the places of the lines have to be written. Removing one leaves the others in their order: a place that nobody
 * chose must not overrule one that somebody chose at another workstation.
 */
function isMoved(before: readonly { id: string | null }[], after: readonly object[], ids: LineIds): boolean {
  const rows = after.map((line) => ids.of(line));
  const kept = new Set(rows);
  const left = before.filter(({ id }) => id !== null && kept.has(id));
  return left.length !== after.length || left.some(({ id }, at) => id !== rows[at]);
}

type StoredRow = Record<string, string | number | Buffer | null>;
/** As it lies in the file: a truth value is a number there. */
type Stored<T extends TableName> = {
  [K in keyof Row<T>]: Row<T>[K] extends boolean ? number : Row<T>[K];
};

type At<R> = { house: House; ids: LineIds; now: number; before: R | undefined };

type AnyList = {
  table: TableName;
  select: string;
  read(row: StoredRow, house: House): object;
  write(line: object, at: At<StoredRow>): object;
};

function list<L extends ListName, T extends TableName>(
  table: T,
  one: {
    columns: string;
    read: (row: Stored<T>, house: House) => Line<L>;
    write: (line: Line<L>, at: At<Stored<T>>) => Partial<NewRow<T>>;
  },
): AnyList {
  const order = synced[table].place === undefined ? 'id' : 'rank, id';
  return {
    table,
    select: `SELECT ${one.columns} FROM "${table}" WHERE customerId = ? AND removedAt IS NULL ORDER BY ${order}`,
    read: (row, house) => one.read(row as Stored<T>, house),
    // Kept in one list with those of other tables: whoever calls it hands it lines and rows of its own table.
    write: (line, at) => one.write(line as Line<L>, at as unknown as At<Stored<T>>),
  };
}

const lists: Record<ListName, AnyList> = {
  addresses: list<'addresses', 'customerAddress'>('customerAddress', {
    columns: 'id, label, street, houseNumber, addition, district, postcode, town, country',
    read: (row) => row,
    write: ({ id: _, ...address }) => address,
  }),
  phones: list<'phones', 'customerPhone'>('customerPhone', {
    columns: 'id, label, e164, sms',
    read: ({ id, label, e164, sms }) => ({ id, label, number: e164, sms: sms === 1 }),
    write: ({ label, number, sms }) => ({ label, e164: number, sms }),
  }),
  payers: list<'payers', 'customerPayer'>('customerPayer', {
    columns: 'id, payerId, insuredNumber, validFrom, validTo',
    read: (row) => row,
    write: ({ id: _, ...payer }) => payer,
  }),
  bankAccounts: list<'bankAccounts', 'bankAccount'>('bankAccount', {
    columns: 'id, holder, iban, bic, bankName, mandateReference, mandateOn, mandateEndedOn, enteredBy, enteredAt',
    read: ({ enteredBy, enteredAt, ...line }, house) => ({
      ...line,
      iban: maySeeIban({ enteredBy, enteredAt }, house.session.person, house.now()) ? line.iban : maskedText(line.iban),
    }),
    write: ({ id: _, iban, ...line }, { house, before, now }) => {
      const asItIs = isHidden(iban);
      const entered = !asItIs && iban !== before?.iban;
      const signed = line.mandateReference !== null && line.mandateOn !== before?.mandateOn;
      return {
        ...line,
        ...(!asItIs && { iban }),
        ...(entered && { enteredBy: house.session.person?.id ?? null, enteredAt: now }),
        ...((entered || signed) && { usedAt: now }),
      };
    },
  }),
  cards: list<'cards', 'customerCard'>('customerCard', {
    columns: 'id, kind, number, label, validFrom, validTo, lockedAt, invalidAt, replacedById',
    read: ({ lockedAt, invalidAt, ...line }) => ({ ...line, locked: lockedAt !== null, invalid: invalidAt !== null }),
    write: ({ id: _, locked, invalid, replacedById, ...line }, { before, now, ids }) => ({
      ...line,
      lockedAt: locked ? (before?.lockedAt ?? now) : null,
      invalidAt: invalid ? (before?.invalidAt ?? now) : null,
      replacedById: ids.named(replacedById),
    }),
  }),
  memberships: list<'memberships', 'programMembership'>('programMembership', {
    columns: 'id, programId, cardId, value, validFrom, validTo',
    read: (row) => row,
    write: ({ id: _, cardId, ...line }, { ids }) => ({ ...line, cardId: ids.named(cardId) }),
  }),
  patients: list<'patients', 'patient'>('patient', {
    columns: 'id, name, species, breed, sex, birthDate, chipNumber, note, diedOn',
    read: (row) => row,
    write: ({ id: _, ...patient }) => patient,
  }),
};
