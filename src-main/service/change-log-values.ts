// Turns logged rows into values that people can read: ids become names, a setting's JSON its value, secrets nothing at all.
// It does not know who asks for which record (change-log.ts), only that an account number shows what the mask shows.
import { maySeeIban } from '../../src-shared/bank-accounts/rules.ts';
import { ACCENTS } from '../../src-shared/branches/rules.ts';
import type { LoggedChange, ShownValue } from '../../src-shared/change-log/contract.ts';
import { type FieldNature, maskedText, natureOf } from '../../src-shared/change-log/fields.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import { definitionOf, isSettingKey, type SettingDefinition } from '../../src-shared/settings/rules.ts';
import { type Row, synced, type TableName } from '../../src-shared/tables.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';

export type ChangeRow = {
  table: TableName;
  rowId: string;
  kind: LoggedChange['action'];
  field: string | null;
  from: string | null;
  to: string | null;
};

/** Which change set it is about, and the one field that is asked for (null = all). */
export type Reading = { set: { id: string; at: number }; field: string | null };

/** @param rows of one change set, in order. Updates of one row become one change with several fields. */
export function loggedChanges(house: House, rows: readonly ChangeRow[], reading: Reading): LoggedChange[] {
  const changes: LoggedChange[] = [];
  const updates = new Map<string, LoggedChange>();
  for (const row of rows) {
    if (row.kind !== 'update' || row.field === null) {
      changes.push(wholeRow(house, row, reading));
      continue;
    }
    const nature = natureOf(row.table, row.field);
    if (nature === undefined || nature === 'hidden') continue;
    const key = `${row.table} ${row.rowId}`;
    const open = updates.get(key);
    const change = open ?? { ...headOf(house, row), action: 'update' as const, fields: [] };
    if (!open) {
      updates.set(key, change);
      changes.push(change);
    }
    const show = (json: string | null) => shown(house, row, row.field ?? '', parsed(json), reading);
    change.fields.push({ field: row.field, from: show(row.from), to: show(row.to) });
  }
  return changes;
}

/** A creation or removal: the row's fields, as far as they hold something. */
function wholeRow(house: House, row: ChangeRow, reading: Reading): LoggedChange {
  const values = parsed(row.to ?? row.from) as Record<string, unknown> | null;
  const removed = row.kind === 'remove';
  const fields = Object.entries(values ?? {}).flatMap(([field, value]) => {
    const nature = natureOf(row.table, field);
    if (nature === undefined || nature === 'hidden' || nature === 'order') return [];
    if (reading.field !== null && reading.field !== field) return [];
    const says = shown(house, row, field, value, reading);
    if (says === null || (says.kind === 'yesNo' && !says.yes)) return [];
    return [{ field, from: removed ? says : null, to: removed ? null : says }];
  });
  if (row.table !== 'chainSetting') return { ...headOf(house, row), action: row.kind, fields };
  // A setting is born when it first differs from its default: to a reader it was changed.
  const from = shown(house, row, 'value', JSON.stringify(settingOf(row.rowId)?.default ?? null), reading);
  return { ...headOf(house, row), action: 'update', fields: fields.map((one) => ({ ...one, from })) };
}

function headOf(house: House, row: ChangeRow): Pick<LoggedChange, 'table' | 'rowId' | 'about'> {
  return { table: row.table, rowId: row.rowId, about: aboutOf(house, row) };
}

/** Which of a record's several addresses, numbers, documents … it was, as that one is called today. */
function aboutOf(house: House, { table, rowId }: ChangeRow): ShownValue | null {
  switch (table) {
    case 'customerAddress':
    case 'customerPhone':
      return text(read(house, table, rowId)?.label);
    case 'document':
    case 'patient':
      return text(read(house, table, rowId)?.name);
    case 'customerPayer':
    case 'customerCard':
    case 'serviceCase':
    case 'bankAccount':
      return text(rowName(house, table, rowId));
    case 'programMembership':
      return text(read(house, 'customerProgram', read(house, table, rowId)?.programId ?? '')?.name);
    case 'customerProperty':
      return text(read(house, 'property', read(house, table, rowId)?.propertyId ?? '')?.name);
    case 'consentEntry': {
      const purpose = read(house, table, rowId)?.purpose;
      return purpose ? { kind: 'word', word: purpose } : null;
    }
    case 'employeeRole':
      return text(read(house, 'branch', read(house, table, rowId)?.branchId ?? '')?.name);
    case 'textBlockVersion': {
      const version = read(house, table, rowId)?.number;
      return version === undefined ? null : { kind: 'number', number: version };
    }
    default:
      return null;
  }
}

function shown(house: House, row: ChangeRow, field: string, value: unknown, reading: Reading): ShownValue | null {
  if (value === null || value === undefined) return null;
  const guarded = synced[row.table].fields?.[field];
  if (guarded === 'secret') return { kind: 'secret' };
  if (guarded === 'masked' && !maySeeLogged(house, row.rowId, String(value))) return text(maskedText(String(value)));
  const nature = natureOf(row.table, field);
  switch (nature) {
    case 'number':
    case 'order':
      return { kind: 'number', number: Number(value) };
    case 'size':
      return { kind: 'size', bytes: Number(value) };
    case 'date':
      return { kind: 'date', date: String(value) };
    case 'instant':
      return { kind: 'instant', at: Number(value) };
    case 'yesNo':
      return { kind: 'yesNo', yes: Boolean(value) };
    case 'word':
      return { kind: 'word', word: String(value) };
    case 'words':
      return { kind: 'words', words: String(value).split(',') };
    case 'lines':
      return text((parsed(String(value)) as string[] | null)?.join(', '));
    case 'status':
      return statusShown(house, String(value));
    case 'money':
      return { kind: 'money', cents: Number(value) };
    case 'colour':
      return colourShown(String(value));
    case 'phone':
      return text(showPhone(String(value)));
    case 'setting':
      return settingShown(house, row.rowId, String(value));
    case 'employee':
      return named(read(house, 'employee', String(value))?.name);
    case 'branch':
      return named(read(house, 'branch', String(value))?.name);
    case 'document':
      return named(read(house, 'document', String(value))?.name);
    case 'address':
      return named(addressLine(addressThen(house, String(value), reading.set)));
    case 'textBlockVersion':
      return named(versionName(house, String(value)));
    case 'consentEntry':
      return entryShown(house, String(value));
    case 'customer':
    case 'payer':
    case 'customerPayer':
    case 'bankAccount':
    case 'customerCard':
    case 'customerProgram':
    case 'property':
    case 'patient':
    case 'caseType':
    case 'serviceCase':
      return named(rowName(house, nature, String(value)));
    case 'text':
      return text(String(value));
    case 'hidden':
    case undefined:
      return null;
  }
}

/** A built-in state is a word; one of the chain's own has a name. */
function statusShown(house: House, id: string): ShownValue {
  const own = read(house, 'customerStatus', id)?.name;
  return own ? { kind: 'text', text: own } : { kind: 'word', word: id };
}

function settingShown(house: House, key: string, json: string): ShownValue | null {
  const value = parsed(json);
  if (value === null) return null;
  switch (settingOf(key)?.kind) {
    case 'switch':
      return { kind: 'onOff', on: value === true };
    case 'number':
      return { kind: 'number', number: Number(value) };
    case 'choice':
      return { kind: 'word', word: String(value) };
    case 'status':
    case 'statuses':
      return statusesShown(house, [value].flat().map(String));
    default:
      return text(Array.isArray(value) ? value.join(', ') : String(value));
  }
}

/** Built-in states stay words for the screen to say, unless the chain's own names stand beside them. */
function statusesShown(house: House, ids: readonly string[]): ShownValue | null {
  return ids.length === 0
    ? null
    : { kind: 'words', words: ids.map((id) => read(house, 'customerStatus', id)?.name ?? id) };
}

type NamedTable = Extract<FieldNature, TableName>;

/** What a row of these tables is called. A number that is masked for the reader stays masked here, too. */
function rowName(house: House, table: NamedTable, id: string): string | null | undefined {
  switch (table) {
    case 'customer': {
      const one = read(house, 'customer', id);
      return one && `${listName({ firstName: one.firstName ?? null, lastName: one.lastName ?? '' })} (${one.number})`;
    }
    case 'customerPayer':
      return read(house, 'payer', read(house, 'customerPayer', id)?.payerId ?? '')?.name;
    case 'bankAccount': {
      const iban = read(house, 'bankAccount', id)?.iban;
      return iban && !maySeeLogged(house, id, iban) ? maskedText(iban) : iban;
    }
    case 'customerCard':
    case 'serviceCase':
      return read(house, table, id)?.number;
    default:
      return (read(house, table, id) as { name?: string } | undefined)?.name;
  }
}

/** In the log the reader sees the account number that he sees in the mask, and no other (E-27, T-15). */
function maySeeLogged(house: House, accountId: string, iban: string): boolean {
  const reader = house.session.person;
  if (reader !== null && reader.role !== 'employee') return true;
  const { enteredBy = null, enteredAt = 0, ...account } = read(house, 'bankAccount', accountId) ?? {};
  return account.iban === iban && maySeeIban({ enteredBy, enteredAt }, reader, house.now());
}

function colourShown(colour: string): ShownValue | null {
  const name = Object.entries(ACCENTS).find(([, hex]) => hex === colour)?.[0];
  return name ? { kind: 'word', word: name } : text(colour);
}

/** The day it was captured tells one entry of the ledger from another. */
function entryShown(house: House, id: string): ShownValue {
  const at = read(house, 'consentEntry', id)?.capturedAt;
  return at === undefined ? { kind: 'unknown' } : { kind: 'instant', at };
}

function settingOf(key: string): SettingDefinition | undefined {
  return isSettingKey(key) ? definitionOf(key) : undefined;
}

/** The address as it was when that change set was written: it may have been edited since. */
function addressThen(house: House, id: string, set: Reading['set']): Partial<Row<'customerAddress'>> | undefined {
  const subject = read(house, 'customerAddress', id)?.customerId;
  const steps = statement(
    house.db.sqlite,
    `SELECT c.field, c."to" FROM change c JOIN changeSet s ON s.id = c.changeSetId
     WHERE c.subjectId = ? AND c.rowId = ? AND c.kind <> 'remove' AND (s.at, s.id) <= (?, ?)
     ORDER BY s.at, s.id, c.position`,
  ).all(subject ?? '', id, set.at, set.id) as { field: string | null; to: string | null }[];
  if (steps.length === 0) return undefined;
  const then: Record<string, unknown> = {};
  for (const { field, to } of steps)
    if (field === null) Object.assign(then, parsed(to));
    else then[field] = parsed(to);
  return then;
}

function addressLine(row: Partial<Row<'customerAddress'>> | undefined): string | undefined {
  if (!row) return undefined;
  const part = (...words: (string | null | undefined)[]) => words.filter(Boolean).join(' ');
  const line = [part(row.street, row.houseNumber), part(row.postcode, row.town)].filter(Boolean).join(', ');
  return line || (row.label ?? undefined);
}

function versionName(house: House, id: string): string | undefined {
  const version = read(house, 'textBlockVersion', id);
  const block = version && read(house, 'textBlock', version.textBlockId ?? '');
  return block && `${block.title} ${version.number}`;
}

function text(value: string | null | undefined): ShownValue | null {
  return value ? { kind: 'text', text: value } : null;
}

function named(name: string | null | undefined): ShownValue {
  return name ? { kind: 'text', text: name } : { kind: 'unknown' };
}

/** As it lies in the file: booleans are 0 and 1 there. */
function read<T extends TableName>(house: House, table: T, id: string): Partial<Row<T>> | undefined {
  return rawRow(house.db.sqlite, table, id) as Partial<Row<T>> | undefined;
}

function parsed(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}
