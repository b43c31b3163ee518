// A customer with everything: a row in each table that has one for customers, and a value in each of its columns, made from
// tables.ts itself, so that a new table or column is tried without anybody thinking of it. It knows no feature's rules.
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import { type NewRow, synced, type TableName, tables } from '../../src-shared/tables.ts';

/** What the branch server alone makes. */
export type MadeAt = 'counter' | 'server';
export type FullRow = { table: TableName; row: Record<string, string | number | null> & { id: string } };

/** Tables whose rows belong to a customer, the customer itself first. */
export const customerTables: readonly TableName[] = [
  'customer',
  ...(Object.keys(tables) as TableName[]).filter((table) => synced[table].subject === 'customerId'),
];

/** Only at its counter: rows there and not here are the branch's lists, which other records share. */
export const madeAtCounter = customerTables.filter((table) => !synced[table].madeByServer);

/**
 * Every value is told apart from every other customer's by `mark`; what points to something points to rows of the same
 * customer where there are some. Fields that only the server writes are null where a counter makes the row.
 */
export function fullCustomer(
  id: string,
  { branchId, number, mark, newId }: { branchId: string; number: string; mark: string; newId: () => string },
  by: MadeAt = 'counter',
): FullRow[] {
  const named = by === 'counter' ? madeAtCounter : customerTables;
  const ids = new Map(named.map((table) => [table, table === 'customer' || table === 'appAccess' ? id : newId()]));
  return named.map((table) => {
    const columns = getTableConfig(tables[table]).columns.filter(({ name }) => bodyColumns(table).includes(name));
    const values = columns.map(({ name, ...column }) => {
      if (by === 'counter' && synced[table].fields?.[name] === 'serverOwned') return [name, null];
      const value = pointers(table, name, ids) ?? sample(table, name, column, mark);
      return [name, value];
    });
    const own = table === 'customer' ? { branchId, number } : { customerId: id };
    return { table, row: { ...Object.fromEntries(values), ...own, id: ids.get(table) ?? '' } };
  });
}

/** As the one write path takes it: truth values are truth values there. */
export function asNewRow({ table, row }: FullRow): NewRow<TableName> {
  const { columns } = getTableConfig(tables[table]);
  const truth = columns.filter(({ dataType }) => dataType === 'boolean').map(({ name }) => name);
  return { ...row, ...Object.fromEntries(truth.map((name) => [name, row[name] === 1])) } as NewRow<TableName>;
}

// --- details

type Column = {
  getSQLType?: () => string;
  columnType: string;
  dataType: string;
  enumValues: readonly string[] | undefined;
};

/** 'homeAddressId' → the address of this customer, 'patientId' → the patient. */
function pointers(table: TableName, name: string, ids: ReadonlyMap<TableName, string>): string | null {
  switch (name) {
    case 'homeAddressId':
      return ids.get('customerAddress') ?? null;
    case 'standardPayerId':
      return ids.get('customerPayer') ?? null;
    case 'standardBankAccountId':
      return ids.get('bankAccount') ?? null;
    case 'accessId':
      return ids.get('appAccess') ?? null;
    case 'cardId':
      return ids.get('customerCard') ?? null;
    case 'patientId':
    case 'serviceCaseId':
    case 'documentId':
      return ids.get(name.slice(0, -2) as TableName) ?? null;
    case 'aboutEntryId':
      return table === 'consentEntry' ? (ids.get('consentEntry') ?? null) : null;
    default:
      return null;
  }
}

function sample(table: TableName, name: string, column: Omit<Column, 'name'>, mark: string): string | number {
  if (column.dataType === 'boolean') return 1;
  if (column.dataType === 'number') return /At$|^at$|Until$/.test(name) ? Date.UTC(2026, 10, 20, 9) : 1;
  if (column.enumValues && column.enumValues.length > 0) return column.enumValues[0] ?? '';
  if (/^(birthDate|validFrom|validTo|mandateOn|mandateEndedOn|diedOn|lastVisit|day)$/.test(name)) return '1961-04-03';
  switch (name) {
    case 'e164':
      return `+493023125${String(100 + (mark.length % 900))}${mark.charCodeAt(0) % 10}`;
    case 'email':
      return `${mark}@example.com`;
    case 'purpose':
      return 'app';
    case 'status':
      return 'active';
    case 'sha256':
      return mark.charCodeAt(0).toString(16).padStart(64, '0');
    case 'claims':
    case 'report':
    case 'waitingFor':
      return '[]';
    default:
      return `${mark} ${table} ${name}`;
  }
}
