// Which of a customer's addresses a sheet goes to, read back from the printed PDF: the 'Wohnanschrift' unless another is chosen
// in the preview, and the letter stays the same letter.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Preview } from '../../src-shared/printing/contract.ts';
import { branch } from '../../src-shared/tables.ts';
import { flatTextOf, requirePoppler, wordsOf } from '../print/read-back.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { memoryPrinter, print } from '../support/printer.ts';

let counter: TestCounter;
const printer = memoryPrinter();
beforeEach(async () => {
  requirePoppler();
  printer.jobs.length = 0;
  counter = await openCounter({ ports: { printers: printer } });
});
afterEach(() => counter.close());

const address = (label: string | null, street: string, houseNumber: string) => ({
  ...{ id: null, label, street, houseNumber, addition: null, district: null },
  ...{ postcode: '80331', town: 'München', country: null },
});
const TWO = [address('Büro', 'Talstr.', '9'), address(null, 'Sonnenstr.', '12')];
const twoAddresses = () =>
  saveCustomer(counter.client, 'Müller', { firstName: 'Anna', addresses: TWO, homeAddress: 1 });
const readdress = (preview: Preview, addressId: string) =>
  counter.client.printing.readdress({ previewId: preview.id, addressId });
const textOf = (preview: Preview) => flatTextOf(Buffer.from(preview.pdf, 'base64'));
const printed = async () => flatTextOf(printer.jobs.at(-1)?.pdf ?? new Uint8Array());
const idOf = (preview: Preview, street: string) =>
  preview.addresses.find(({ line }) => line.startsWith(street))?.id ?? 'none';

/** A case of that customer, and the preview of its slip. */
async function slip(customerId: string): Promise<Preview> {
  const { id } = await counter.client.serviceCases.open({
    ...{ customerId, entries: null, declined: false, stopEmailAdvertising: false, title: 'Einlagen' },
  });
  return (await counter.client.serviceCases.print({ id })).preview;
}

/** Everything that a letter with a password takes. */
async function withAccess(customerId: string): Promise<void> {
  const { house } = counter.service.counter;
  house?.save('branch.save', (unit) => {
    const own = house.db.orm.select().from(branch).get();
    unit.update('branch', own?.id ?? '', { licenceUntil: '2027-12-31' });
  });
  await counter.client.settings.save({ changes: { appAddress: 'https://app.example.com' } });
  house?.save('consent.sign', (unit) =>
    unit.create('consentEntry', {
      ...{ id: house.newId(), customerId, purpose: 'app', kind: 'granted', capturedHow: 'paper' },
      ...{ capturedAt: unit.now, capturedBy: house.session.person?.id ?? '' },
    }),
  );
}

test('a letter goes to the Wohnanschrift, and to the address that is chosen in its preview [E-74]', async () => {
  const preview = await slip(await twoAddresses());
  expect(preview.addresses.map(({ label, line, home }) => [label, line, home])).toEqual([
    ['Büro', 'Talstr. 9, 80331 München', false],
    [null, 'Sonnenstr. 12, 80331 München', true],
  ]);
  expect(preview.addressId).toBe(idOf(preview, 'Sonnenstr.'));
  expect(await textOf(preview)).toContain('Anna Müller Sonnenstr. 12 80331 München');
  const other = await readdress(preview, idOf(preview, 'Talstr.'));
  expect(other.addressId).toBe(idOf(preview, 'Talstr.'));
  await print(counter, other);
  expect(await printed()).toContain('Anna Müller Talstr. 9 80331 München');
  expect(await printed()).not.toContain('Sonnenstr. 12');
  // The one that it took the place of prints no more: nobody sees it.
  await expect(print(counter, preview)).rejects.toMatchObject({ code: 'PREVIEW_CLOSED' });
});

test('the choice is remembered for this preview only, and there is none with one address [E-74]', async () => {
  const id = await twoAddresses();
  const first = await slip(id);
  await readdress(first, idOf(first, 'Talstr.'));
  const next = await slip(id);
  expect(next.addressId).toBe(idOf(next, 'Sonnenstr.'));
  const one = await saveCustomer(counter.client, 'Weiß', {
    addresses: [address(null, 'Bergstr.', '3')],
    homeAddress: 0,
  });
  const single = await slip(one);
  expect(single).toMatchObject({ addresses: [], addressId: null });
  await expect(readdress(single, idOf(first, 'Talstr.'))).rejects.toMatchObject({ code: 'NO_SUCH_ADDRESS' });
  await expect(readdress(next, idOf(single, 'Bergstr.'))).rejects.toMatchObject({ code: 'NO_SUCH_ADDRESS' });
});

test('an address that was removed meanwhile is refused, and what was shown can still be printed [E-74]', async () => {
  const id = await twoAddresses();
  const preview = await slip(id);
  const gone = idOf(preview, 'Talstr.');
  const { form } = await counter.client.customers.byId({ id });
  await counter.client.customers.save({
    ...{ id, basedOn: null, appActive: null, draftId: null },
    form: { ...form, addresses: form.addresses.filter((one) => one.id !== gone), homeAddress: 0 },
  });
  await expect(readdress(preview, gone)).rejects.toMatchObject({ code: 'NO_SUCH_ADDRESS' });
  await print(counter, preview);
  expect(await printed()).toContain('Sonnenstr. 12');
});

test('a password letter to another address has the same number and password, and counts once [E-74]', async () => {
  const id = await twoAddresses();
  await withAccess(id);
  const { preview, letterNumber } = await counter.client.appAccess.issuePassword({ customerId: id, active: true });
  const password = async (shown: Preview) =>
    (await wordsOf(Buffer.from(shown.pdf, 'base64'))).find(({ text }) => /^([a-z]{4,10}-){4}\d{2}$/.test(text))?.text;
  const plain = await password(preview);
  expect(plain).toBeDefined();
  await print(counter, preview);
  const other = await readdress(preview, idOf(preview, 'Talstr.'));
  expect(other).toMatchObject({ kind: 'passwordLetter', mayBeKept: false });
  expect(await password(other)).toBe(plain);
  expect(await textOf(other)).toContain(letterNumber);
  expect(await textOf(other)).toContain('Talstr. 9');
  await print(counter, other);
  const pending = counter.service.counter.house?.db.sqlite.prepare('SELECT letterNumber FROM pendingSecret').all();
  expect(pending).toEqual([{ letterNumber }]);
  // Locked, it is nobody's any more.
  await counter.client.signIn.lock();
  await expect(readdress(other, idOf(preview, 'Sonnenstr.'))).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
});

test('the form with the login code goes where it is sent, too [E-74]', async () => {
  const id = await twoAddresses();
  await withAccess(id);
  const { form } = await counter.client.customers.byId({ id });
  await counter.client.customers.save({ ...{ id, form, basedOn: null, appActive: true, draftId: null } });
  const { preview } = await counter.client.appAccess.registrationForm({ customerId: id });
  expect(await textOf(preview)).toContain('Sonnenstr. 12');
  const other = await readdress(preview, idOf(preview, 'Talstr.'));
  expect(await textOf(other)).toContain('Talstr. 9');
});
