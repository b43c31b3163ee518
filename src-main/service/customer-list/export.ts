// A list of customers on its way out of the program: who is in it, what of them, as a file or on paper; and the entry in the
// log. Nothing leaves that the screen would not show.
import { showDay } from '../../../src-shared/calendar/day.ts';
import type { FilePayload } from '../../../src-shared/calls.ts';
import type { Channel } from '../../../src-shared/consent/rules.ts';
import { type Column, listCell, shownColumns } from '../../../src-shared/customer-list/rules.ts';
import { showPhone } from '../../../src-shared/customers/phone.ts';
import { listName } from '../../../src-shared/customers/rules.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import type { CustomerFilter } from '../../../src-shared/search/filter.ts';
import type { IndexRow } from '../../../src-shared/search/search-row.ts';
import type { NewRow } from '../../../src-shared/tables.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { dayOf, ownLetterhead } from '../printing/customer-form-input.ts';
import { foundCustomers } from '../search/handlers.ts';

type Asked = { text: string; filter: CustomerFilter; columns: readonly Column[] };
type Reached = IndexRow & Reach;

/** How somebody is reached: what the index does not hold. */
type Reach = { salutation: string | null; title: string | null; email: string | null; smsPhone: string | null };

/** Null where there are more than `most`. For advertising those whom the ledger lets in and who can be reached that way. */
export function exportedCustomers(
  house: House,
  { text, filter, advertising }: Asked & { advertising: Channel | null },
  most: number,
): Reached[] | null {
  const narrowed = advertising === null ? filter : { ...filter, advertising };
  const { rows } = foundCustomers(house, { text, filter: narrowed, limit: most + 1, offset: 0 });
  if (rows.length > most) return null;
  const reach = new Map(
    (statement(house.db.sqlite, REACH).all(JSON.stringify(rows.map(({ id }) => id))) as (Reach & { id: string })[]).map(
      ({ id, ...one }) => [id, one],
    ),
  );
  const reached = rows.map((row) => ({ ...row, ...(reach.get(row.id) ?? NOBODY) }));
  return reached.filter((one) => advertising === null || contactOf(one, advertising) !== '');
}

/** UTF-8 with its mark and semicolons: what spreadsheet programs open by a double click. German, as the paper is. */
export function listFile(
  house: House,
  rows: readonly Reached[],
  { columns, advertising }: Asked & { advertising: Channel | null },
): FilePayload {
  const cells = cellsOf(house, shownColumns(columns), advertising);
  const lines = [cells.map(([heading]) => heading), ...rows.map((row) => cells.map(([, value]) => value(row)))];
  const text = lines.map((line) => `${line.map(listCell).join(';')}\r\n`).join('');
  return {
    name: `kundenliste-${dayOf(house.now())}.csv`,
    mediaType: 'text/csv',
    base64: Buffer.from(`\uFEFF${text}`, 'utf8').toString('base64'),
  };
}

export async function listForm(house: House, rows: readonly Reached[], { columns }: Asked): Promise<MadeForm> {
  const letterhead = ownLetterhead(house);
  if (!letterhead) throw new Error('nobody sits at this workstation');
  const details = cellsOf(
    house,
    shownColumns(columns).filter((one) => one !== 'number' && one !== 'name'),
    null,
    'paper',
  );
  return house.forms.customerList({
    ...{ letterhead, date: dayOf(house.now()), employeeName: house.session.person?.name },
    columns: ['Nr. und Name', ...details.map(([heading]) => heading)],
    rows: rows.map((row) => ({
      title: `${row.number} ${listName({ firstName: row.firstName || null, lastName: row.lastName })}`,
      details: details.map(([, value]) => value(row)),
    })),
  });
}

export function noteExport(
  house: House,
  what: Pick<NewRow<'listExport'>, 'kind' | 'channel'>,
  customers: number,
): void {
  house.save('list.export', (unit) =>
    unit.create('listExport', {
      ...{ ...what, id: house.newId(), customers, at: unit.now },
      takenBy: house.session.person?.id ?? null,
    }),
  );
}

// --- details

const NOBODY: Reach = { salutation: null, title: null, email: null, smsPhone: null };

const REACH = `SELECT c.id, c.salutation, c.title, c.email,
    (SELECT e164 FROM customerPhone WHERE customerId = c.id AND removedAt IS NULL AND sms ORDER BY rank, id LIMIT 1) AS smsPhone
  FROM json_each(?) wanted CROSS JOIN customer c ON c.id = wanted.value`;

type Cell = readonly [heading: string, value: (row: Reached) => string];

/** A letter needs an address, the other ways need theirs; without one nobody is in the list. */
function contactOf(row: Reached, channel: Channel): string {
  switch (channel) {
    case 'letter':
      return row.postcode && row.town && row.street;
    case 'email':
      return row.email ?? '';
    case 'phone':
      return row.phone === null ? '' : showPhone(row.phone);
    case 'sms':
      return row.smsPhone === null ? '' : showPhone(row.smsPhone);
  }
}

function cellsOf(
  house: House,
  columns: readonly Column[],
  channel: Channel | null,
  on: 'file' | 'paper' = 'file',
): Cell[] {
  const employees = namesOf(house, 'SELECT id, name FROM employee');
  const statuses = new Map([...STATUSES, ...namesOf(house, 'SELECT id, name FROM customerStatus')]);
  const day = (date: string | null) => (date === null ? '' : showDay(date));
  const place = (row: Reached) => [row.postcode, row.town].filter(Boolean).join(' ');
  const address: Cell[] =
    on === 'paper'
      ? [['Anschrift', (row) => [row.street, place(row)].filter(Boolean).join(', ')]]
      : [
          ['Straße', (row) => row.street],
          ['PLZ', (row) => row.postcode],
          ['Ort', (row) => row.town],
        ];
  const all: Record<Column, Cell[]> = {
    number: [['Nr.', (row) => row.number]],
    name: [
      ['Nachname', (row) => row.lastName],
      ['Vorname', (row) => row.firstName],
    ],
    born: [['geb.', (row) => day(row.birthDate)]],
    address,
    phone: [['Telefon', (row) => (row.phone === null ? '' : showPhone(row.phone))]],
    status: [['Status', (row) => statuses.get(row.status) ?? row.status]],
    responsible: [['zuständig', (row) => employees.get(row.responsibleId ?? '') ?? '']],
    visit: [['letzter Besuch', (row) => day(row.lastVisit)]],
    // Signs of the screen: what they say has its own place in the program.
    symbols: [],
  };
  if (channel === null) return columns.flatMap((one) => all[one]);
  const called: Cell[] = [['Anrede', (row) => row.salutation ?? ''], ['Titel', (row) => row.title ?? ''], ...all.name];
  const ways: Record<Channel, Cell[]> = {
    letter: address,
    email: [['E-Mail', (row) => row.email ?? '']],
    phone: all.phone,
    sms: [['SMS', (row) => contactOf(row, 'sms')]],
  };
  // What the way needs and no more: an advertising list is not the place for birth dates.
  return [...all.number, ...called, ...ways[channel]];
}

const STATUSES: readonly (readonly [string, string])[] = [
  ['active', 'aktiv'],
  ['inactive', 'inaktiv'],
  ['blocked', 'gesperrt'],
  ['deceased', 'verstorben'],
];

function namesOf(house: House, sql: string): Map<string, string> {
  const rows = statement(house.db.sqlite, sql).all() as { id: string; name: string }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}
