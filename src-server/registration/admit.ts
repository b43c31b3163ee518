// Makes of a registration what the counter would have made: a customer with address and number, entries of the ledger, the
// sheet under 'Dokumente', an open access and the connected device; or all but the customer, for one who is known. Everything
// goes into one change set of the server, and nothing that is there is written over.
import { createHash, randomBytes } from 'node:crypto';
import { LOGIN_CODE_ALPHABET, LOGIN_CODE_LETTERS } from '../../src-shared/app-access/credentials.ts';
import { canActivate, licenceOn } from '../../src-shared/app-access/rules.ts';
import type { Doing } from '../../src-shared/change-log/rules.ts';
import { consentState, isProven } from '../../src-shared/consent/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import type { JsonValue, WireChange } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import type { Takeable } from '../../src-shared/tasks/rules.ts';
import type { DecisionRefusal } from '../../src-shared/tasks/server-contract.ts';
import { makeDevice } from '../app-access/devices.ts';
import { keepBlob } from '../blobs/keep.ts';
import { ledgerEntryOf } from '../ledger-entry.ts';
import type { Server } from '../server.ts';
import { leaseBlock } from '../sync/numbers.ts';
import { rowsOfSubjects } from '../sync/rows.ts';
import type { Writing } from '../sync/server-write.ts';
import type { Held } from '../sync/world.ts';
import { openedRecord, type Registration, type Sent } from './letters.ts';
import { settingOf, text } from './shop.ts';

/** Nothing is written: it is thrown inside the transaction. */
export class CannotAdmit extends Error {
  readonly reason: DecisionRefusal;
  constructor(reason: DecisionRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** Who did it; null = the customer himself, in the app. */
export type By = { employeeId: string; workstationId: string } | null;

type Admission = { registration: Registration; sent: Sent; branch: Held; by: By; also?: (log: Log) => void };

/** A new customer of the branch. @returns the customer's id */
export async function admitNew(server: Server, writing: Writing, admission: Admission): Promise<string> {
  const { registration, sent, branch, by } = admission;
  const { person } = sent;
  const log = logOf(server, writing, branch.id);
  const customerId = server.newId();
  const addressId = server.newId();
  const block = await leaseBlock(writing.trx, server.storage.dialect, writing.chainId, 1);
  if (!block) throw new Error('no such chain');
  const number = String(block.from);
  const status = await settingOf(writing.trx, writing.chainId, 'newCustomerStatus');
  log.make('customer', customerId, {
    ...{ number, branchId: branch.id, kind: 'natural', firstName: person.firstName, lastName: person.lastName },
    ...{ birthDate: person.birthDate, email: person.email, status, homeAddressId: addressId },
  });
  log.make('customerAddress', addressId, { customerId, rank: 0, ...addressOf(sent) });
  log.make('customerPhone', server.newId(), { customerId, rank: 0, e164: person.phone, sms: 0 });
  await connect(server, writing, { log, registration, sent, branch, customerId, number, by });
  admission.also?.(log);
  log.write('customer.register', customerId, by);
  return customerId;
}

/** A customer who is known; of his record nothing is written but what was ticked, and that is added. */
export async function admitKnown(
  server: Server,
  writing: Writing,
  admission: Admission & { customer: Held; take: readonly Takeable[] },
): Promise<void> {
  const { registration, sent, branch, by, customer, take } = admission;
  const log = logOf(server, writing, branch.id);
  const customerId = customer.id;
  const rank = async (table: 'customerAddress' | 'customerPhone') =>
    1 + Math.max(-1, ...(await living(writing, table, customerId)).map(({ body }) => Number(body.rank)));
  if (take.includes('email')) log.change(customer, { email: sent.person.email });
  if (take.includes('phone'))
    log.make('customerPhone', server.newId(), {
      ...{ customerId, rank: await rank('customerPhone'), e164: sent.person.phone, sms: 0 },
    });
  if (take.includes('address')) {
    // The earlier one stays in the list; this one is where letters go.
    const addressId = server.newId();
    log.make('customerAddress', addressId, { customerId, rank: await rank('customerAddress'), ...addressOf(sent) });
    log.change((await writing.read('customer', customerId)) ?? customer, { homeAddressId: addressId });
  }
  const number = text(customer.body.number);
  await connect(server, writing, { log, registration, sent, branch, customerId, number, by });
  admission.also?.(log);
  log.write('customer.register', customerId, by);
}

// --- details

type Log = ReturnType<typeof logOf>;

/** Writes rows and, at the end, the entry of the change log about them. */
function logOf(server: Server, writing: Writing, branchId: string) {
  const changes: WireChange[] = [];
  const id = server.newId();
  const none = { field: null, from: null, groupFrom: null };
  const secret = (table: TableName, field: string) => synced[table].fields?.[field] === 'secret';
  const subjectOf = (table: TableName, rowId: string, body: Record<string, JsonValue>) =>
    String(synced[table].subject === 'id' ? rowId : (body[synced[table].subject] ?? rowId));
  const loggedValue = (table: TableName, field: string, value: JsonValue) =>
    secret(table, field) && value !== null ? { version: id } : value;
  return {
    make(table: TableName, rowId: string, given: Record<string, JsonValue>): void {
      const body = bodySchema(table).parse(given) as Record<string, JsonValue>;
      writing.make(table, rowId, branchId, body);
      const logged = Object.entries(body)
        .filter(([field, value]) => value !== null && synced[table].fields?.[field] !== 'serverOwned')
        .map(([field, value]) => [field, loggedValue(table, field, value)]);
      const to = JSON.stringify({ id: rowId, ...Object.fromEntries(logged) });
      changes.push({ ...none, table, rowId, subjectId: subjectOf(table, rowId, body), kind: 'create', to });
    },
    change(row: Held, fields: Record<string, JsonValue>): void {
      const table = row.table as TableName;
      writing.change(row, fields);
      for (const [field, value] of Object.entries(fields)) {
        const before = row.body[field] ?? null;
        if (before === value || synced[table].fields?.[field] === 'serverOwned') continue;
        const json = (one: JsonValue) => (one === null ? null : JSON.stringify(loggedValue(table, field, one)));
        const subjectId = subjectOf(table, row.id, row.body);
        changes.push({
          ...{ table, rowId: row.id, subjectId, kind: 'update', field, groupFrom: null },
          ...{ from: json(before), to: json(value) },
        });
      }
    },
    write(doing: Doing, subjectId: string, by: By): void {
      writing.put({
        ...{ table: 'changeSet', id, branchId, subjectId, revision: 0 },
        ...{ changedAt: writing.now, removedAt: null, marks: {} },
        body: {
          ...{ at: writing.now, employeeId: by?.employeeId ?? null, branchId, doing, undoes: null },
          ...{ workstationId: by?.workstationId ?? null, changes: JSON.stringify(changes) },
        },
      });
    },
  };
}

type Entry = Pick<Held, 'id' | 'body'>;
type Connecting = Omit<Admission, 'also'> & { log: Log; customerId: string; number: string };

/** Sheet, ledger, access, device. */
async function connect(server: Server, writing: Writing, about: Connecting): Promise<void> {
  const { log, registration, sent, branch, customerId, number } = about;
  const { trx, chainId, now } = writing;
  const sentAt = registration.sentAt ?? now;
  const pdf = openedRecord(server, registration);
  const documentId = server.newId();
  log.make('document', documentId, {
    ...{ customerId, kind: 'consentPrint', name: `registrierung-${number.replace(/[^\w-]+/g, '_')}.pdf` },
    ...{ mediaType: 'application/pdf', size: pdf.length, sha256: await keepBlob(trx, server, chainId, pdf) },
    ...{ createdBy: null, createdAt: sentAt },
  });
  const entries: Entry[] = await living(writing, 'consentEntry', customerId);
  for (const { purpose, kind, versionId, sha256 } of sent.entries) {
    const id = server.newId();
    const body: Record<string, JsonValue> = {
      ...{ customerId, purpose, kind, capturedHow: 'app', capturedAt: sentAt, capturedBy: CUSTOMER, documentId },
      ...{ textBlockVersionId: versionId, textSha256: sha256 },
    };
    log.make('consentEntry', id, body);
    entries.push({ id, body });
  }
  openAccess(log, { branch, customerId, entries, now, before: await writing.read('appAccess', customerId) });
  if (registration.keyHash === null) throw new Error('nobody waits');
  await makeDevice(
    writing,
    server.newId(),
    { chainId, accessId: customerId, branchId: branch.id, customerId },
    { name: sent.deviceName, keyHash: registration.keyHash },
  );
}

/** In the ledger nobody of the staff stands for what the customer did himself. */
const CUSTOMER = 'customer';

/** By the rules of the counter. An access that is open stays as it is. @throws CannotAdmit */
function openAccess(
  log: Log,
  facts: { branch: Held; customerId: string; entries: readonly Entry[]; now: number; before: Held | undefined },
): void {
  const { branch, customerId, entries, now, before } = facts;
  const ledger = entries.map(ledgerEntryOf);
  const consent = consentState(ledger, 'app');
  const isOpen = before?.removedAt === null && before.body.active === 1;
  if (isOpen && consent.state !== 'withdrawn') return;
  const licence = licenceOn(text(branch.body.licenceUntil) || null, localDay(now));
  // Who is locked is told so by the counter, which alone knows what a chain's own status means.
  const decision = canActivate({ licence, consent, signed: isProven(consent), saved: true, served: true });
  if (!decision.allowed) throw new CannotAdmit(refusalOf(decision.reason));
  const loginCode = Array.from(randomBytes(LOGIN_CODE_LETTERS), (byte) => LOGIN_CODE_ALPHABET[byte & 31]).join('');
  const fresh = {
    ...{ customerId, active: 1, passwordHash: null, letterNumber: null, letterAt: null, loginCode },
    ...{ loginCodeHash: createHash('sha256').update(loginCode).digest('hex'), loginCodeAt: now },
    ...{ confirmedAt: now, lockedUntil: null },
  };
  if (before) log.change({ ...before, removedAt: null }, fresh);
  else log.make('appAccess', customerId, fresh);
}

function refusalOf(reason: string): DecisionRefusal {
  if (reason === 'noLicence' || reason === 'licenceEnded' || reason === 'consentWithdrawn') return reason;
  return 'consentMissing';
}

function addressOf({ person }: Sent): Record<string, JsonValue> {
  const { street, houseNumber, postcode, town, country } = person;
  return { street, houseNumber, postcode, town, country: country === '' ? null : country };
}

async function living({ trx, chainId }: Writing, table: TableName, customerId: string): Promise<Held[]> {
  const rows = await rowsOfSubjects(trx, chainId, table, [customerId]);
  return rows.filter(({ removedAt }) => removedAt === null);
}
