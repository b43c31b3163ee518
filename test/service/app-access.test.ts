// The way of an access from the signed consent to a valid password and back, on the real service and a real encrypted database.
import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { verifySecret } from '../../src-main/service/secrets.ts';
import { plainPassword } from '../../src-shared/app-access/credentials.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { PrintJob } from '../../src-shared/printing/jobs.ts';
import { appAccess, branch, change, pendingSecret } from '../../src-shared/tables.ts';
import { wordsOf } from '../print/read-back.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
const jobs: PrintJob[] = [];
afterEach(() => {
  jobs.length = 0;
  counter.close();
});

/** A printer that takes everything and remembers it. */
const printers = {
  list: async () => [{ id: 'p', name: 'Laser', isDefault: true, state: 'ready' as const, trays: [] }],
  print: async (job: PrintJob) => {
    jobs.push(job);
    return { ok: true as const, finished: true };
  },
};

const DAY = 24 * 3600 * 1000;

async function openShop(options: { licence?: string | null } = {}) {
  counter = await openCounter({ ports: { printers } });
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  house.save('branch.save', (unit) => {
    const own = house.db.orm.select().from(branch).get();
    unit.update('branch', own?.id ?? '', {
      licenceUntil: options.licence === undefined ? '2027-12-31' : options.licence,
    });
  });
  await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
  return house;
}

async function newCustomer(): Promise<string> {
  const form = {
    ...emptyForm('natural', 'active'),
    firstName: 'Łukasz',
    lastName: 'Şahin-Größl',
    addresses: [
      {
        ...{ id: null, label: null, addition: null, district: null, country: null },
        ...{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
      },
    ],
    homeAddress: 0,
  };
  return (await save(null, form, null)).id;
}

async function save(
  id: string | null,
  form: Parameters<TestCounter['client']['customers']['save']>[0]['form'] | null,
  appActive: boolean | null,
) {
  const typed = form ?? (await counter.client.customers.byId({ id: id ?? '' })).form;
  return counter.client.customers.save({ id, form: typed, basedOn: null, appActive, draftId: null });
}

/** A signed consent for the app, as the ledger takes it. */
function consent(customerId: string, kind: 'granted' | 'withdrawn' = 'granted') {
  const house = openHouse();
  house.save('consent.sign', (unit) =>
    unit.create('consentEntry', {
      id: house.newId(),
      customerId,
      purpose: 'app',
      kind,
      capturedHow: 'paper',
      capturedAt: unit.now,
      capturedBy: house.session.person?.id ?? '',
    }),
  );
}

function openHouse() {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

const access = (customerId: string) => counter.client.appAccess.byCustomer({ customerId });
const row = (customerId: string) =>
  openHouse().db.orm.select().from(appAccess).where(eq(appAccess.customerId, customerId)).get();

async function passwordOnPaper(): Promise<string> {
  const words = (await wordsOf(jobs.at(-1)?.pdf ?? new Uint8Array())).map((word) => word.text);
  const found = words.find((word) => /^([a-z]{4,10}-){4}\d{2}$/.test(word));
  if (!found) throw new Error('no password on the letter');
  return found;
}

//
test('without a licence the group is closed, and the service refuses too', async () => {
  await openShop({ licence: null });
  const id = await newCustomer();
  consent(id);
  expect(await access(id)).toMatchObject({ closed: 'noLicence', refusal: 'noLicence', licence: { state: 'none' } });
  await expect(save(id, null, true)).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'noLicence' } });
  expect(row(id)).toBeUndefined();
});

//
test('without a signed consent for the app, Aktiv is refused and nothing of the mask is saved', async () => {
  await openShop();
  const id = await newCustomer();
  const { form } = await counter.client.customers.byId({ id });
  await expect(save(id, { ...form, note: 'neu' }, true)).rejects.toMatchObject({ data: { reason: 'consentMissing' } });
  expect((await counter.client.customers.byId({ id })).form.note).toBeNull();
  consent(id);
  expect((await save(id, null, true)).newLoginCode).toBe(true);
  consent(id, 'withdrawn');
  expect(await access(id)).toMatchObject({ refusal: 'consentWithdrawn' });
});

// A-10, T-09
test('a password counts only after printing AND saving; until then the old one stays valid (T-09)', async () => {
  await openShop();
  const id = await newCustomer();
  consent(id);
  const { preview, letterNumber } = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  expect(letterNumber).toBe('T1-0001');
  expect(preview.mayBeKept).toBe(false);
  await expect(counter.client.printing.asPdf({ previewId: preview.id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });

  await counter.client.printing.close({ previewId: preview.id });
  expect(await access(id)).toMatchObject({ pending: null, letter: null });

  const second = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  await counter.client.printing.print({ previewId: second.preview.id, printerId: 'p', copies: 1, tray: null });
  const password = await passwordOnPaper();
  expect(await access(id)).toMatchObject({ letter: null, pending: { number: 'T1-0002', mine: true } });
  expect(row(id)).toBeUndefined();

  await save(id, null, true);
  expect(await access(id)).toMatchObject({
    pending: null,
    letter: { number: 'T1-0002' },
    state: { state: 'waiting', server: 'none' },
  });
  const hash = row(id)?.passwordHash ?? '';
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifySecret(hash, plainPassword(password))).toBe(true);
  expect(await verifySecret(hash, plainPassword(`${password}x`))).toBe(false);
});

// T-09
test('a printed password survives a crash as pending and can be thrown away', async () => {
  await openShop();
  const id = await newCustomer();
  consent(id);
  const { preview } = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
  counter.restart();
  const state = await counter.client.signIn.state();
  if (state.phase !== 'signIn') throw new Error(state.phase);
  await counter.client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: '1234' });
  expect(await access(id)).toMatchObject({ pending: { number: 'T1-0001', mine: true } });
  await counter.client.appAccess.discardPending({ customerId: id });
  await save(id, null, true);
  expect(await access(id)).toMatchObject({ letter: null, state: { state: 'passwordMissing' } });
});

//
test('switching off takes code and password away for good; on again makes a new code and asks for a new password (T-11)', async () => {
  await openShop();
  const id = await newCustomer();
  consent(id);
  const { preview } = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
  await save(id, null, true);
  const firstCode = row(id)?.loginCode;
  expect(firstCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);

  await save(id, null, false);
  expect(row(id)).toMatchObject({ active: false, passwordHash: null, loginCode: null, letterNumber: null });
  await expect(counter.client.appAccess.registrationForm({ customerId: id })).rejects.toMatchObject({
    data: { reason: 'notActive' },
  });

  counter.clock.now += DAY;
  expect((await save(id, null, true)).newLoginCode).toBe(true);
  expect(row(id)?.loginCode).not.toBe(firstCode);
  expect(await access(id)).toMatchObject({ letter: null, state: { state: 'passwordMissing' } });
});

//
test('the registration form is refused without a public address, and printed again it carries the same code', async () => {
  await openShop();
  const id = await newCustomer();
  consent(id);
  await save(id, null, true);
  await counter.client.settings.save({ changes: { appAddress: null } });
  await expect(counter.client.appAccess.registrationForm({ customerId: id })).rejects.toMatchObject({
    data: { reason: 'noPublicAddress' },
  });
  await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
  const code = row(id)?.loginCode;
  for (let i = 0; i < 2; i++) {
    const { preview } = await counter.client.appAccess.registrationForm({ customerId: id });
    await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
    const words = (await wordsOf(jobs.at(-1)?.pdf ?? new Uint8Array()))
      .map((word) => word.text)
      .join('')
      .replace(/[^0-9A-Z]/g, '');
    expect(words).toContain(code);
  }
});

test('the change log names the letter and never a hash, a code or a password', async () => {
  await openShop();
  const id = await newCustomer();
  consent(id);
  const { preview } = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
  await save(id, null, true);
  const logged = JSON.stringify(openHouse().db.orm.select().from(change).all());
  expect(logged).toContain('T1-0001');
  const { passwordHash, loginCode, loginCodeHash } = row(id) ?? {};
  for (const secret of [passwordHash, loginCode, loginCodeHash, await passwordOnPaper()]) {
    expect(secret).toBeTruthy();
    expect(logged).not.toContain(secret);
  }
  expect(openHouse().db.orm.select().from(pendingSecret).all()).toEqual([]);
});

test('only the one who printed makes a letter valid; a colleague sees whose it is', async () => {
  const house = await openShop();
  const id = await newCustomer();
  consent(id);
  const { preview } = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  await counter.client.printing.print({ previewId: preview.id, printerId: 'p', copies: 1, tray: null });
  const anna = house.session.person;
  house.session.person = { id: 'somebody-else', name: 'Bernd Bussard', role: 'employee' };
  expect(await access(id)).toMatchObject({ pending: { mine: false, ownerName: 'Anna Amsel' } });
  await save(id, null, true);
  expect(await access(id)).toMatchObject({ letter: null, pending: { number: 'T1-0001' } });
  house.session.person = anna;
  await save(id, null, null);
  expect(await access(id)).toMatchObject({ letter: { number: 'T1-0001' }, pending: null });
});
