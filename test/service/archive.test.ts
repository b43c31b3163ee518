// What a template says of its prints, on the real service: filed once it is printed and never before, byte for byte; locked for
// whoever is no administrator; and never a sheet with a password or a code.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileInArchive } from '../../src-main/service/documents/archive.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { hire, signIn } from '../support/people.ts';
import { memoryPrinter, print } from '../support/printer.ts';

let counter: TestCounter;
let printer: ReturnType<typeof memoryPrinter>;
let customerId: string;
let caseId: string;

beforeEach(async () => {
  printer = memoryPrinter();
  counter = await openCounter({ ports: { printers: printer } });
  await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
  customerId = await saveCustomer(counter.client, 'Müller');
  caseId = (await counter.client.serviceCases.open({ customerId, ...ASKED })).id;
});
afterEach(() => counter.close());

const ASKED = { title: 'Einlagen', entries: null, declined: false, stopEmailAdvertising: false } as const;
const documents = () => counter.client.documents.byCustomer({ customerId });
const slip = async () => (await counter.client.serviceCases.print({ id: caseId })).preview;
const file = (archive: boolean, changeable = true) =>
  counter.client.textBlocks.setFiling({ template: 'caseSlip', archive, changeable });

test('as delivered a slip is filed nowhere, and nobody has decided yet [E-78]', async () => {
  expect(await counter.client.textBlocks.filings()).toEqual([
    { id: null, template: 'caseSlip', archive: false, changeable: true },
  ]);
  await print(counter, await slip());
  expect(await documents()).toEqual([]);
});

test('with the box on, what was printed lies with the customer: not what was only looked at, and each sheet once [E-78]', async () => {
  await file(true);
  const shown = await slip();
  expect(await documents()).toEqual([]);
  await print(counter, shown);
  await print(counter, shown);
  const [kept, ...more] = await documents();
  expect(more).toEqual([]);
  const { number } = await counter.client.customers.byId({ id: customerId });
  expect(kept).toMatchObject({ kind: 'other', name: `vorgangszettel-${number}-2026-11-21.pdf`, by: 'Anna Amsel' });
  const { base64 } = await counter.client.documents.content({ id: kept?.id ?? '' });
  expect(base64).toBe(Buffer.from(printer.jobs[1]?.pdf ?? []).toString('base64'));
  // A slip that is made anew is another sheet: the case may have gone on.
  counter.clock.now += 2 * 24 * 60 * 60 * 1000;
  const record = await counter.client.serviceCases.byId({ id: caseId });
  const form = { ...record.form, title: 'Einlagen, weich' };
  await counter.client.serviceCases.save({ id: caseId, form, basedOn: record.version, draftId: 'none' });
  await print(counter, await slip());
  expect((await documents()).map((one) => one.name)).toEqual([`vorgangszettel-${number}-2026-11-23.pdf`, kept?.name]);
  // The box off again: what is filed stays, nothing comes to it.
  await file(false);
  await print(counter, await slip());
  expect(await documents()).toHaveLength(2);
});

test('a printer that refuses files nothing [E-78]', async () => {
  await file(true);
  printer.print = async () => ({ ok: false, code: 'PRINT_JAM', mayStillPrint: false });
  await expect(print(counter, await slip())).rejects.toThrow('PRINT_JAM');
  expect(await documents()).toEqual([]);
});

test('not changeable is refused to an employee and allowed to an administrator; what was filed before stays as it was [E-78]', async () => {
  await file(true);
  await print(counter, await slip());
  const [open] = await documents();
  await file(true, false);
  counter.clock.now += 60_000;
  const record = await counter.client.serviceCases.byId({ id: caseId });
  const form = { ...record.form, title: 'Einlagen, weich' };
  await counter.client.serviceCases.save({ id: caseId, form, basedOn: record.version, draftId: 'none' });
  await print(counter, await slip());
  const locked = (await documents()).find((one) => one.id !== open?.id);
  expect(locked?.stays).toBeNull();
  const person = await hire(counter);
  await signIn(counter, person.name, person.pin);
  const stays = Object.fromEntries((await documents()).map((one) => [one.id, one.stays]));
  expect(stays).toEqual({ [open?.id ?? '']: null, [locked?.id ?? '']: 'administratorOnly' });
  await expect(counter.client.documents.remove({ id: locked?.id ?? '' })).rejects.toMatchObject({
    ...{ code: 'REFUSED', data: { reason: 'administratorOnly' } },
  });
  await counter.client.documents.remove({ id: open?.id ?? '' });
  await expect(file(true)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await signIn(counter);
  expect(await documents()).toMatchObject([{ id: locked?.id, stays: null }]);
  await counter.client.documents.remove({ id: locked?.id ?? '' });
  expect(await documents()).toEqual([]);
});

test('the password letter and the code are filed by no box, not even by one forced into the table [E-78]', async () => {
  for (const template of ['passwordLetter', 'registrationForm'])
    await expect(
      counter.client.textBlocks.setFiling({ template: template as 'caseSlip', archive: true, changeable: true }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  const by = house.session.person?.id ?? '';
  house.save('textBlock.archive', (unit) => {
    const signed = { capturedHow: 'paper', capturedAt: unit.now, capturedBy: by } as const;
    unit.update('branch', house.session.seat?.branch.id ?? '', { licenceUntil: '2027-12-31' });
    unit.create('consentEntry', { id: house.newId(), customerId, purpose: 'app', kind: 'granted', ...signed });
    for (const purpose of ['passwordLetter', 'registrationForm', 'caseSlip'])
      unit.create('textBlock', { id: house.newId(), purpose, title: purpose, archive: true });
  });
  const { preview } = await counter.client.appAccess.issuePassword({ customerId, active: true });
  const shown = house.previews.get(preview.id, by);
  if (!shown) throw new Error('closed');
  await print(counter, preview);
  // Even if it were taken for a slip.
  fileInArchive(house, { template: 'caseSlip', customerId }, shown.form, by);
  const { form } = await counter.client.customers.byId({ id: customerId });
  await counter.client.customers.save({ id: customerId, form, basedOn: null, appActive: true, draftId: null });
  await print(counter, (await counter.client.appAccess.registrationForm({ customerId })).preview);
  expect(printer.jobs.map((job) => job.kind)).toEqual(['passwordLetter', 'registrationForm']);
  expect(await documents()).toEqual([]);
});

test('a declaration is filed as ever, whatever the boxes say [E-78]', async () => {
  await file(false);
  const { preview } = await counter.client.consent.form({ customerId, purposes: ['app'], scope: null });
  await print(counter, preview);
  expect(await documents()).toMatchObject([{ kind: 'consentPrint', stays: 'provesConsent' }]);
  // A sheet without versions is none of the declarations.
  await file(true);
  expect((await counter.client.textBlocks.all()).map((one) => one.purpose)).not.toContain('caseSlip');
});
