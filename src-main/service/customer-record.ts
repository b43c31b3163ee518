// Reads the record of a customer as the mask and everybody else who needs the whole of it shows it. It writes nothing.
import type { CustomerForm, CustomerRecord } from '../../src-shared/customers/contract.ts';
import { contactRoles, insuranceStatuses, paymentWays } from '../../src-shared/customers/rules.ts';
import { CARD_FIELDS } from '../../src-shared/health-card/record.ts';
import type { Row } from '../../src-shared/tables.ts';
import { readLines } from './customer-lists.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';

/** The record of the mask; undefined when there is none. */
export function customerRecord(house: House, id: string): CustomerRecord | undefined {
  const { sqlite } = house.db;
  const row = statement(sqlite, RECORD).get(id) as RecordRow | undefined;
  if (!row) return undefined;
  return {
    id,
    number: row.number,
    branch: { id: row.branchId, name: row.branchName ?? '' },
    responsible:
      row.responsibleEmployeeId !== null && row.responsibleName !== null
        ? { id: row.responsibleEmployeeId, name: row.responsibleName }
        : null,
    createdAt: row.createdAt,
    version: row.version ?? 0,
    cardDiffers: wordsOf(CARD_FIELDS, row.cardDiffers),
    form: formOf(house, row),
  };
}

// --- details

type RecordRow = Omit<Row<'customer'>, 'dunningBlock' | 'reportNeutral'> & {
  dunningBlock: number;
  reportNeutral: number;
  branchName: string | null;
  responsibleName: string | null;
  createdAt: number | null;
  /**
   * The place of the newest save of anything on the mask among all that were written down here, own and arrived ones; null =
   * never by a save. By no clock: one that was a day ahead would hide for a day what others save.
   */
  version: number | null;
};

// F1 reads the record before and after it saves: in one statement, prepared once.
const RECORD = `SELECT c.*, b.name AS branchName, e.name AS responsibleName,
    (SELECT s.at FROM change h JOIN changeSet s ON s.id = h.changeSetId
      WHERE h.subjectId = c.id AND h.rowId = c.id AND h.kind = 'create' ORDER BY h.changeSetId LIMIT 1) AS createdAt,
    (SELECT max(rowid) FROM changeSet WHERE id IN (SELECT changeSetId FROM change WHERE subjectId = c.id)) AS version
  FROM customer c
    LEFT JOIN branch b ON b.id = c.branchId
    LEFT JOIN employee e ON e.id = c.responsibleEmployeeId
  WHERE c.id = ? AND c.removedAt IS NULL`;

const PROPERTIES =
  'SELECT DISTINCT propertyId FROM customerProperty WHERE customerId = ? AND removedAt IS NULL ORDER BY propertyId';

function formOf(house: House, row: RecordRow): CustomerForm {
  const { id, kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status } = row;
  const { responsibleEmployeeId, externalNumber, careHome, lastVisit } = row;
  const addresses = readLines(house, 'addresses', id);
  const payers = readLines(house, 'payers', id);
  const properties = statement(house.db.sqlite, PROPERTIES).all(id) as { propertyId: string }[];
  return {
    ...{ kind, salutation, title, firstName, lastName, birthDate, email, kvnr, note, status, responsibleEmployeeId },
    addresses,
    homeAddress: placeOf(addresses, row.homeAddressId),
    phones: readLines(house, 'phones', id),
    ...{ externalNumber, careHome, lastVisit },
    insuranceStatus: wordOf(insuranceStatuses, row.insuranceStatus),
    dunningBlock: row.dunningBlock === 1,
    preferredPayment: wordOf(paymentWays, row.preferredPayment),
    preferredChannel: row.preferredChannel,
    reportNeutral: row.reportNeutral === 1,
    contactRoles: wordsOf(contactRoles, row.contactRoles),
    payers,
    standardPayer: placeOf(payers, row.standardPayerId),
    bankAccounts: standardFirst(readLines(house, 'bankAccounts', id), row.standardBankAccountId),
    cards: readLines(house, 'cards', id),
    memberships: readLines(house, 'memberships', id),
    properties: properties.map(({ propertyId }) => propertyId),
    patients: readLines(house, 'patients', id),
  };
}

function placeOf(lines: readonly { id: string | null }[], id: string | null): number | null {
  const at = lines.findIndex((line) => line.id === id);
  return at < 0 ? null : at;
}

/** Somebody may have chosen it while somebody else sorted the list. */
function standardFirst<L extends { id: string | null }>(lines: readonly L[], id: string | null): L[] {
  const at = placeOf(lines, id);
  const standard = at === null ? undefined : lines[at];
  return standard ? [standard, ...lines.filter((line) => line !== standard)] : [...lines];
}

/** A word that another version of the program wrote says nothing here. */
function wordOf<W extends string>(words: readonly W[], kept: string | null): W | null {
  return words.find((word) => word === kept) ?? null;
}

/** Several of them, comma-separated, in the order of the list. */
function wordsOf<W extends string>(words: readonly W[], kept: string | null): W[] {
  const there = kept?.split(',') ?? [];
  return words.filter((word) => there.includes(word));
}
