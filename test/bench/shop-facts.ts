// What a shop knows of its customers besides names and addresses, for the sample that filters are measured on: from what is said
// of two in a thousand to what is said of more than half. Each fact is drawn by one seed, independent of the others, and written
// into the product's own tables; the change log is not told, no filter reads it. Nobody in it exists.
import type { Sqlite } from '../../src-main/service/database/connection.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { randomFrom } from './customers.ts';

const idAt = (at: number) => `0174876e-8000-7000-a000-${at.toString(16).padStart(12, '0')}`;

/** An entry of the chain's own list; it means the same as 'active'. */
export const OWN_STATUS = idAt(1);
const STATUSES: readonly (readonly [status: string, share: number])[] = [
  ['inactive', 0.04],
  ['blocked', 0.007],
  ['deceased', 0.005],
  [OWN_STATUS, 0.015],
];
const LEGAL_SHARE = 0.03;

const PROPERTIES = [0.25, 0.16, 0.11, 0.07, 0.05, 0.03, 0.02, 0.015, 0.01, 0.006, 0.004, 0.002].map((share, at) => ({
  id: idAt(16 + at),
  share,
}));

/** The property that this share of the customers has. */
export function propertyOf(share: number): string {
  const found = PROPERTIES.find((property) => property.share === share);
  if (!found) throw new Error(`no property has a share of ${share}`);
  return found.id;
}

/** Who is responsible for the most first: 13 % of all customers, the tenth for 2 %. */
export const EMPLOYEES: readonly string[] = Array.from({ length: 10 }, (_, at) => idAt(32 + at));
const RESPONSIBLE_SHARE = 0.4;

/** What the ledger says last; whoever withdrew had granted before. */
const CONSENTS: readonly { purpose: Purpose; granted: number; withdrawn: number }[] = [
  { purpose: 'storage', granted: 0.55, withdrawn: 0.03 },
  { purpose: 'advertisingLetter', granted: 0.35, withdrawn: 0.02 },
  { purpose: 'advertisingEmail', granted: 0.2, withdrawn: 0 },
  { purpose: 'advertisingPhone', granted: 0.1, withdrawn: 0 },
  { purpose: 'advertisingSms', granted: 0.05, withdrawn: 0 },
];
const APP_SHARE = 0.08;

const VISIT_SHARE = 0.7;
const VISIT_DAYS = 6 * 365;
const DAY_MS = 86_400_000;

/**
 * Makes the chain's lists and gives what writes the facts of one customer after the other, who must be there already.
 * @param today nobody was there later
 */
export function shopFacts(sqlite: Sqlite, today: string): (customerId: string) => void {
  writeLists(sqlite);
  const random = randomFrom(20_261_122);
  const customer = sqlite.prepare(
    'UPDATE customer SET kind = ?, status = ?, responsibleEmployeeId = ?, lastVisit = ? WHERE id = ?',
  );
  const property = sqlite.prepare(
    'INSERT INTO customerProperty (id, customerId, propertyId, changedAt) VALUES (?, ?, ?, 0)',
  );
  const entry = sqlite.prepare(
    `INSERT INTO consentEntry (id, customerId, purpose, kind, capturedHow, capturedAt, capturedBy, changedAt)
     VALUES (?, ?, ?, ?, 'paper', ?, ?, 0)`,
  );
  const access = sqlite.prepare('INSERT INTO appAccess (id, customerId, active, changedAt) VALUES (?, ?, 1, 0)');
  return (id) => {
    // As many numbers for each customer, whatever is drawn: a change of one share moves no other fact.
    const kind = random() < LEGAL_SHARE ? 'legal' : 'natural';
    const status = statusAt(random());
    const [hasResponsible, which] = [random() < RESPONSIBLE_SHARE, EMPLOYEES[Math.floor(random() ** 2 * 10)]];
    const [wasHere, daysAgo] = [random() < VISIT_SHARE, Math.floor(random() ** 2 * VISIT_DAYS)];
    const lastVisit = new Date(Date.parse(today) - daysAgo * DAY_MS).toISOString().slice(0, 10);
    customer.run(kind, status, hasResponsible ? (which ?? null) : null, wasHere ? lastVisit : null, id);
    for (const [at, { id: propertyId, share }] of PROPERTIES.entries())
      if (random() < share) property.run(idOfChild(id, at), id, propertyId);
    let entries = 0;
    const say = (purpose: Purpose, word: 'granted' | 'withdrawn') => {
      entries += 1;
      entry.run(idOfChild(id, entries), id, purpose, word, entries, EMPLOYEES[0]);
    };
    for (const { purpose, granted, withdrawn } of CONSENTS) {
      const drawn = random();
      if (drawn < granted + withdrawn) say(purpose, 'granted');
      if (drawn >= granted && drawn < granted + withdrawn) say(purpose, 'withdrawn');
    }
    // Nobody has an access without a consent to it.
    if (random() >= APP_SHARE) return;
    say('app', 'granted');
    access.run(id, id);
  };
}

// --- details

function writeLists(sqlite: Sqlite): void {
  const status = "INSERT INTO customerStatus (id, name, meaning, changedAt) VALUES (?, 'Stammkunde', 'active', 0)";
  const property = "INSERT INTO property (id, name, abbreviation, colour, changedAt) VALUES (?, ?, 'E', '#0e700e', 0)";
  const employee = 'INSERT INTO employee (id, name, changedAt) VALUES (?, ?, 0)';
  sqlite.prepare(status).run(OWN_STATUS);
  for (const { id, share } of PROPERTIES) sqlite.prepare(property).run(id, `Eigenschaft ${share}`);
  for (const [at, id] of EMPLOYEES.entries()) sqlite.prepare(employee).run(id, `Mitarbeiter ${at + 1}`);
}

function statusAt(drawn: number): string {
  let upTo = 0;
  for (const [status, share] of STATUSES) {
    upTo += share;
    if (drawn < upTo) return status;
  }
  return 'active';
}

/** @param at 0 to 15, another one for each row of a table */
function idOfChild(customerId: string, at: number): string {
  return `${at.toString(16)}${customerId.slice(1)}`;
}
