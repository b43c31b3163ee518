// The consent ledger on the real service and a real encrypted database: what is proven, in which order it counts, what ends.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { branch, change, consentEntry, document } from '../../src-shared/tables.ts';
import { flatTextOf } from '../print/read-back.ts';
import { openCounter, RESOURCES, type TestCounter } from '../support/counter.ts';
import { samplePdf, samplePng, upload } from '../support/files.ts';
import { hire, signIn } from '../support/people.ts';
import { memoryPrinter, print } from '../support/printer.ts';

let counter: TestCounter;
let printer: ReturnType<typeof memoryPrinter>;
let customerId: string;

const TODAY = '2026-11-21';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(async () => {
  printer = memoryPrinter();
  counter = await openCounter({ ports: { printers: printer } });
  customerId = await newCustomer();
});
afterEach(() => counter.close());

async function newCustomer(): Promise<string> {
  const address = {
    ...{ id: null, label: null, addition: null, district: null, country: null },
    ...{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
  };
  const form = {
    ...emptyForm('natural', 'active'),
    ...{ salutation: 'Frau', firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' },
    ...{ addresses: [address], homeAddress: 0 },
  };
  return (await counter.client.customers.save({ id: null, form, appActive: null, draftId: null })).id;
}

function openHouse() {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

const rows = () =>
  openHouse()
    .db.orm.select()
    .from(consentEntry)
    .where(eq(consentEntry.customerId, customerId))
    .orderBy(asc(consentEntry.id))
    .all();
const overview = () => counter.client.consent.byCustomer({ customerId });

async function declaration(key: TextBlockKey) {
  const found = (await overview()).declarations.find((one) => one.key === key);
  if (!found?.current) throw new Error(`no declaration ${key}`);
  return { ...found, current: found.current };
}

async function purpose(wanted: Purpose) {
  const found = (await overview()).declarations.flatMap((one) => one.purposes).find((one) => one.purpose === wanted);
  if (!found) throw new Error(wanted);
  return found;
}

async function handOut(purposes: Purpose[], scope: string | null = null) {
  const { preview } = await counter.client.consent.form({ customerId, purposes, scope });
  await print(counter, preview);
  return preview;
}

async function sign(
  key: TextBlockKey,
  purposes: Purpose[],
  over: Partial<Parameters<typeof counter.client.consent.sign>[0]> = {},
) {
  const { signable } = await declaration(key);
  return counter.client.consent.sign({
    ...{ customerId, purposes, versionId: signable[0]?.versionId ?? '', signedOn: TODAY },
    ...{ capturedHow: 'paper', filed: false, scan: null, ...over },
  });
}

describe('from the print to the signature', () => {
  test('a new customer has nothing, and what can be done is said with its reason', async () => {
    const { declarations, lines, storageHint, remindOfMissing } = await overview();
    expect(declarations.map(({ key, title }) => [key, title])).toEqual([
      ['storage', 'Datenspeicherung'],
      ['app', 'App'],
      ['branchSharing', 'Filialverbund'],
      ['advertising', 'Werbung'],
    ]);
    for (const one of declarations) {
      expect(one.current).toMatchObject({ number: 1 });
      expect(one.handOut).toEqual({ allowed: true });
      expect(one.addScan).toEqual({ allowed: false, reason: 'nothingSigned' });
      expect(one.signable).toMatchObject([{ number: 1, needsScan: true }]);
      for (const { state, withdraw } of one.purposes)
        expect({ state, withdraw }).toEqual({ state: 'none', withdraw: { allowed: true } });
    }
    expect({ lines, storageHint, remindOfMissing }).toEqual({
      lines: [],
      storageHint: 'missing',
      remindOfMissing: true,
    });
    expect((await declaration('branchSharing')).missing).toEqual(['Filialen']);
  });

  test('looking at the form hands nothing out; printing it does, once, and keeps the print', async () => {
    const { preview } = await counter.client.consent.form({ customerId, purposes: ['app'], scope: null });
    expect(preview).toMatchObject({ kind: 'consentForm', pages: 1, mayBeKept: true, warnings: [] });
    expect(rows()).toEqual([]);
    await print(counter, preview);
    await print(counter, preview);
    expect(rows()).toMatchObject([{ kind: 'printed', purpose: 'app', capturedHow: 'paper' }]);
    expect(await purpose('app')).toMatchObject({
      state: 'open',
      since: counter.clock.now,
      by: 'Anna Amsel',
      version: 1,
    });
    const [kept] = await counter.client.documents.byCustomer({ customerId });
    expect(kept).toMatchObject({
      kind: 'consentPrint',
      name: 'einwilligungserklaerung-app-10001.pdf',
      stays: 'provesConsent',
    });
    const content = await counter.client.documents.content({ id: kept?.id ?? '' });
    expect(content.base64).toBe(Buffer.from(printer.jobs[0]?.pdf ?? []).toString('base64'));
    expect(rows()[0]?.documentId).toBe(kept?.id);
  });

  test('the print is filled for this customer and this branch', async () => {
    await counter.client.settings.save({ changes: { appName: 'Meine Sonne' } });
    const { preview } = await counter.client.consent.form({ customerId, purposes: ['app'], scope: 'Termine' });
    const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
    expect(text).toContain('Anna Müller, geboren am 03.04.1961');
    expect(text).toContain('Kunden-App „Meine Sonne“');
    expect(text).toContain('Nur für Termine');
    const shown = await counter.client.consent.text({ customerId, declaration: 'app' });
    for (const paragraph of shown.text.split('\n\n'))
      expect(text).toContain(paragraph.replace(/^# /, '').replace(/\s+/g, ' '));
  });

  test('the entry proves who, when, what, how: text version and its hash, scope, channel, way (N-02)', async () => {
    await handOut(['app'], 'Termine');
    const bernd = await hire(counter);
    await signIn(counter, bernd.name, bernd.pin);
    counter.clock.now += 4 * MINUTE;
    expect(await sign('app', ['app'], { filed: true })).toEqual({ effect: 'granted' });
    const { versionId } = (await declaration('app')).current;
    const version = openHouse().db.sqlite.prepare('SELECT body FROM textBlockVersion WHERE id = ?').get(versionId);
    const textSha256 = createHash('sha256')
      .update((version as { body: string }).body)
      .digest('hex');
    const [printed, granted, filed] = rows();
    const said = {
      customerId,
      purpose: 'app',
      textBlockVersionId: versionId,
      textSha256,
      scope: 'Termine',
      capturedHow: 'paper',
    };
    expect(printed).toMatchObject({ ...said, kind: 'printed', capturedAt: counter.clock.now - 4 * MINUTE });
    expect(granted).toMatchObject({ ...said, kind: 'granted', capturedAt: counter.clock.now, capturedBy: bernd.id });
    expect(filed).toMatchObject({ ...said, kind: 'filed', aboutEntryId: granted?.id });
    expect(await purpose('app')).toMatchObject({
      ...{
        state: 'granted',
        since: counter.clock.now,
        by: 'Bernd Bussard',
        how: 'paper',
        version: 1,
        scope: 'Termine',
      },
      ...{ renewalDueAt: Date.UTC(2028, 10, 21, 9, 34), renewalDue: false },
    });
  });

  test('a signature needs the version that was handed out, or its scan', async () => {
    await expect(sign('app', ['app'])).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'notHandedOut' } });
    await expect(sign('app', ['app'], { scan: upload('x.pdf', Buffer.from('<html>')) })).rejects.toMatchObject({
      ...{ code: 'FILE_REFUSED', data: { reason: 'notAllowed', found: 'html' } },
    });
    expect(rows()).toEqual([]);
    await sign('app', ['app'], { scan: upload('SCN_0001.PDF', await samplePdf()) });
    const [granted, scanned] = rows();
    expect(scanned).toMatchObject({ kind: 'scanned', aboutEntryId: granted?.id });
    expect(await counter.client.documents.byCustomer({ customerId })).toMatchObject([
      { id: scanned?.documentId, kind: 'consentScan', name: 'einwilligung-10001.pdf', mediaType: 'application/pdf' },
    ]);
  });

  test('a sheet of an older version can still be signed, and the newer one is offered after it', async () => {
    await handOut(['app']);
    counter.clock.now += DAY;
    const block = (await counter.client.textBlocks.all()).find((one) => one.purpose === 'app');
    const body = `${block?.versions[0]?.body}\n\nNeu.`;
    await counter.client.textBlocks.save({ textBlockId: block?.id ?? '', after: 1, body, validFrom: '2026-11-22' });
    counter.clock.now += MINUTE;
    const { current, signable } = await declaration('app');
    expect(current.number).toBe(2);
    expect(signable.map(({ number, needsScan }) => [number, needsScan])).toEqual([
      [1, false],
      [2, true],
    ]);
    await sign('app', ['app'], { signedOn: '2026-11-22' });
    expect(await purpose('app')).toMatchObject({ state: 'granted', version: 1 });
    const early = { signedOn: TODAY, versionId: current.versionId, scan: upload('a.png', samplePng()) };
    await expect(sign('app', ['app'], early)).rejects.toMatchObject({ data: { reason: 'beforeText' } });
    await expect(sign('app', ['app'], { signedOn: '2026-11-23' })).rejects.toMatchObject({
      data: { reason: 'inTheFuture' },
    });
  });

  test('a day that was entered later stands at its beginning, and the line says when it was entered', async () => {
    await handOut(['storage']);
    counter.clock.now += 2 * DAY;
    await sign('storage', ['storage'], { signedOn: '2026-11-22' });
    const line = (await overview()).lines.at(-1);
    expect(line).toMatchObject({
      kind: 'granted',
      at: new Date(2026, 10, 22).getTime(),
      recordedAt: counter.clock.now,
    });
    expect((await overview()).storageHint).toBeNull();
    counter.clock.now = new Date(2028, 10, 22, 12).getTime();
    expect(await overview()).toMatchObject({ storageHint: 'renew' });
    expect(await purpose('storage')).toMatchObject({ state: 'granted', renewalDue: true });
  });
});

describe('advertising', () => {
  const ALL: Purpose[] = ['advertisingLetter', 'advertisingEmail', 'advertisingPhone', 'advertisingSms'];

  test('is one sheet with empty boxes, and a consent for each way that was ticked', async () => {
    const preview = await handOut(ALL);
    const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
    expect(text).toMatch(/Werbung per Brief E-Mail Telefon SMS/);
    await sign('advertising', ['advertisingEmail', 'advertisingSms']);
    const states = (await declaration('advertising')).purposes.map((one) => one.state);
    expect(states).toEqual(['open', 'granted', 'open', 'granted']);
  });

  test('offers only the ways that were chosen for this customer', async () => {
    const preview = await handOut(['advertisingLetter']);
    const text = await flatTextOf(Buffer.from(preview.pdf, 'base64'));
    expect(text).toMatch(/Werbung per Brief Ort, Datum/);
    const states = (await declaration('advertising')).purposes.map((one) => one.state);
    expect(states).toEqual(['open', 'none', 'none', 'none']);
    expect((await declaration('advertising')).signable).toMatchObject([{ purposes: ['advertisingLetter'] }]);
    await expect(sign('advertising', ['advertisingSms'])).rejects.toMatchObject({ data: { reason: 'notHandedOut' } });
  });

  test('one scan belongs to every way on the signed sheet, and the sheet is filed as one', async () => {
    await handOut(ALL);
    await sign('advertising', ['advertisingEmail', 'advertisingSms']);
    counter.clock.now += MINUTE;
    const scan = upload('a.png', samplePng());
    const { documentId, name } = await counter.client.consent.importScan({
      customerId,
      declaration: 'advertising',
      file: scan,
    });
    expect(name).toBe('einwilligung-10001.png');
    const grants = rows().filter((one) => one.kind === 'granted');
    const scans = rows().filter((one) => one.kind === 'scanned');
    expect(scans.map((one) => one.documentId)).toEqual([documentId, documentId]);
    expect(scans.map((one) => one.aboutEntryId)).toEqual(grants.map((one) => one.id));
    const grant = grants[0]?.id ?? '';
    await counter.client.consent.file({ customerId, entryId: grant });
    expect(rows().filter((one) => one.kind === 'filed')).toHaveLength(2);
    await expect(counter.client.consent.file({ customerId, entryId: grant })).rejects.toMatchObject({
      data: { reason: 'alreadyFiled' },
    });
  });

  test('one way is withdrawn without the others', async () => {
    await handOut(ALL);
    await sign('advertising', ALL);
    counter.clock.now += MINUTE;
    const { preview } = await counter.client.consent.withdraw({
      ...{ customerId, purposes: ['advertisingPhone', 'advertisingSms'], how: 'oral' },
    });
    const text = await flatTextOf(Buffer.from(preview?.pdf ?? '', 'base64'));
    expect(text).toContain('Ihre Einwilligung „Werbung (Telefon, SMS)“ widerrufen');
    const states = (await declaration('advertising')).purposes.map((one) => one.state);
    expect(states).toEqual(['granted', 'granted', 'withdrawn', 'withdrawn']);
  });

  test('two declarations do not mix', async () => {
    const mixed = { customerId, purposes: ['app', 'advertisingSms'] as Purpose[], scope: null };
    await expect(counter.client.consent.form(mixed)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const twice = { ...mixed, purposes: ['app', 'app'] as Purpose[] };
    await expect(counter.client.consent.form(twice)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('withdrawing', () => {
  test('is one step: the entry, the archived confirmation, and its preview', async () => {
    await handOut(['app']);
    await sign('app', ['app']);
    counter.clock.now += DAY;
    const { preview } = await counter.client.consent.withdraw({ customerId, purposes: ['app'], how: 'paper' });
    expect(await purpose('app')).toMatchObject({
      ...{ state: 'withdrawn', since: counter.clock.now, by: 'Anna Amsel', how: 'paper' },
      ...{ withdraw: { allowed: false, reason: 'withdrawn' } },
    });
    expect(preview).toMatchObject({ kind: 'withdrawalConfirmation', mayBeKept: true });
    const text = await flatTextOf(Buffer.from(preview?.pdf ?? '', 'base64'));
    expect(text).toContain('Sie haben am 22.11.2026 Ihre Einwilligung „App“ widerrufen.');
    expect(text).toContain('erteilt am 21.11.2026');
    const withdrawn = rows().at(-1);
    const kept = (await counter.client.documents.byCustomer({ customerId })).find(
      (one) => one.kind === 'withdrawalPrint',
    );
    expect(kept?.id).toBe(withdrawn?.documentId);
    await expect(counter.client.consent.withdraw({ customerId, purposes: ['app'], how: 'oral' })).rejects.toMatchObject(
      { code: 'REFUSED', data: { reason: 'withdrawn' } },
    );
  });

  test('works without any grant here: the paper may lie in a folder', async () => {
    await counter.client.consent.withdraw({ customerId, purposes: ['advertisingLetter'], how: 'oral' });
    expect(await purpose('advertisingLetter')).toMatchObject({ state: 'withdrawn' });
  });

  test('goes through where no paper can be made', async () => {
    counter.close();
    const resourcesDirectory = mkdtempSync(join(tmpdir(), 'tresen-no-fonts-'));
    for (const part of ['migrations', 'text-blocks'])
      cpSync(join(RESOURCES, part), join(resourcesDirectory, part), { recursive: true });
    try {
      counter = await openCounter({ ports: { printers: printer, resourcesDirectory } });
      customerId = await newCustomer();
      const { preview } = await counter.client.consent.withdraw({ customerId, purposes: ['storage'], how: 'oral' });
      expect(preview).toBeNull();
      expect(rows()).toMatchObject([{ kind: 'withdrawn', documentId: null }]);
    } finally {
      rmSync(resourcesDirectory, { recursive: true });
    }
  });

  test('beats an earlier grant that is entered after it, which stays as proof', async () => {
    await handOut(['app']);
    counter.clock.now += DAY;
    await counter.client.consent.withdraw({ customerId, purposes: ['app'], how: 'oral' });
    counter.clock.now += MINUTE;
    expect(await sign('app', ['app'], { signedOn: TODAY })).toEqual({ effect: 'overruled' });
    expect(await purpose('app')).toMatchObject({ state: 'withdrawn' });
    counter.clock.now += MINUTE;
    expect(await sign('app', ['app'], { signedOn: '2026-11-22' })).toEqual({ effect: 'granted' });
    expect(await purpose('app')).toMatchObject({ state: 'granted' });
  });

  test('of the app ends the access in the same save, of anything else does not', async () => {
    const house = openHouse();
    house.save('branch.save', (unit) =>
      unit.update('branch', house.db.orm.select().from(branch).get()?.id ?? '', { licenceUntil: '2027-12-31' }),
    );
    await handOut(['app']);
    await sign('app', ['app']);
    const { form } = await counter.client.customers.byId({ id: customerId });
    await counter.client.customers.save({ id: customerId, form, appActive: true, draftId: null });
    const active = async () => (await counter.client.appAccess.byCustomer({ customerId })).active;
    await counter.client.consent.withdraw({ customerId, purposes: ['storage'], how: 'oral' });
    expect(await active()).toBe(true);
    await counter.client.consent.withdraw({ customerId, purposes: ['app'], how: 'oral' });
    expect(await active()).toBe(false);
    const sets = house.db.orm.select().from(change).where(eq(change.subjectId, customerId)).all();
    const withdrawal = sets.find(
      (one) => one.table === 'consentEntry' && one.to?.includes('"withdrawn"') && one.to.includes('"app"'),
    );
    const ending = sets.find((one) => one.table === 'appAccess' && one.field === 'active' && one.to === '0');
    expect(ending?.changeSetId).toBe(withdrawal?.changeSetId);
  });
});

describe('the ledger', () => {
  test('is append-only', async () => {
    await handOut(['app']);
    const [entry] = rows();
    const house = openHouse();
    const id = entry?.id ?? '';
    expect(() => house.save('consent.sign', (unit) => unit.update('consentEntry', id, { kind: 'granted' }))).toThrow(
      'append-only',
    );
    expect(() => house.save('consent.sign', (unit) => unit.remove('consentEntry', id))).toThrow('append-only');
    expect(rows()).toEqual([entry]);
  });

  test('reads as it happened, also within a day that was entered without a time', async () => {
    await handOut(['storage']);
    counter.clock.now += MINUTE;
    await counter.client.consent.acknowledge({ customerId, declaration: 'storage' });
    counter.clock.now += DAY;
    await sign('storage', ['storage'], { signedOn: TODAY, filed: true });
    counter.clock.now += MINUTE;
    await counter.client.consent.withdraw({ customerId, purposes: ['storage'], how: 'oral' });
    const { lines } = await overview();
    expect(lines.map(({ kind }) => kind)).toEqual(['printed', 'acknowledged', 'granted', 'filed', 'withdrawn']);
    for (const line of lines) expect(line).toMatchObject({ by: 'Anna Amsel', version: 1 });
    expect(lines[0]?.document).toMatchObject({ name: 'einwilligungserklaerung-datenspeicherung-10001.pdf' });
  });

  test('reading the notice is no consent', async () => {
    await counter.client.consent.acknowledge({ customerId, declaration: 'storage' });
    expect(await purpose('storage')).toMatchObject({ state: 'none' });
    expect(await overview()).toMatchObject({ storageHint: 'missing', lines: [{ kind: 'acknowledged', version: 1 }] });
  });

  test('survives a restart', async () => {
    await handOut(['app']);
    await sign('app', ['app'], { scan: upload('a.png', samplePng()) });
    const before = await overview();
    counter.restart();
    await signIn(counter);
    expect(await overview()).toEqual(before);
  });

  test('of a customer that is not there is gone', async () => {
    const nobody = { customerId: 'nobody' };
    await expect(counter.client.consent.byCustomer(nobody)).rejects.toMatchObject({ code: 'GONE' });
    await expect(counter.client.consent.form({ ...nobody, purposes: ['app'], scope: null })).rejects.toMatchObject({
      code: 'GONE',
    });
    await expect(counter.client.consent.withdraw({ ...nobody, purposes: ['app'], how: 'oral' })).rejects.toMatchObject({
      code: 'GONE',
    });
    await expect(counter.client.consent.acknowledge({ ...nobody, declaration: 'app' })).rejects.toMatchObject({
      code: 'GONE',
    });
    expect(openHouse().db.orm.select().from(document).all()).toEqual([]);
  });

  test('is closed to whoever is not signed in', async () => {
    await counter.client.signIn.lock();
    await expect(overview()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('the scan', () => {
  test('needs something signed', async () => {
    await handOut(['app']);
    const file = upload('a.png', samplePng());
    await expect(counter.client.consent.importScan({ customerId, declaration: 'app', file })).rejects.toMatchObject({
      ...{ code: 'REFUSED', data: { reason: 'nothingSigned' } },
    });
  });

  test('belongs to the newest signature and is kept word for word', async () => {
    await handOut(['app']);
    await sign('app', ['app']);
    counter.clock.now += MINUTE;
    await sign('app', ['app']);
    const newest = rows().at(-1);
    const bytes = await samplePdf({ text: 'Anna Müller' });
    const { documentId } = await counter.client.consent.importScan({
      ...{ customerId, declaration: 'app', file: upload('harmlos.exe', bytes) },
    });
    expect(rows().at(-1)).toMatchObject({ kind: 'scanned', aboutEntryId: newest?.id, documentId });
    const kept = await counter.client.documents.content({ id: documentId });
    expect(Buffer.from(kept.base64, 'base64').equals(bytes)).toBe(true);
    expect(kept).toMatchObject({ name: 'einwilligung-10001.pdf', mediaType: 'application/pdf' });
  });
});
