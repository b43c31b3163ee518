// Lists of customers on their way out of the program: by right, logged, harmless for spreadsheet programs, and for advertising
// only those whom the ledger lets in.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Column } from '../../src-shared/customer-list/rules.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { NO_FILTER } from '../../src-shared/search/filter.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = await openCounter();
});
afterEach(() => counter.close());

async function save(lastName: string, rest: Partial<CustomerForm> = {}): Promise<string> {
  const form = { ...emptyForm('natural', 'active'), lastName, firstName: 'Anna', ...rest };
  return (await counter.client.customers.save({ id: null, form, basedOn: null, appActive: null, draftId: null })).id;
}

function houseOf() {
  const { house } = counter.service.counter;
  if (!house) throw new Error('not open');
  return house;
}

const phones = (number: string, sms: boolean) => [{ id: null, label: null, number, sms }];
const address = (street: string) => ({
  homeAddress: 0,
  addresses: [
    {
      ...{ id: null, label: null, addition: null, district: null, country: null },
      ...{ street, houseNumber: '4', postcode: '80331', town: 'München' },
    },
  ],
});
const asked = {
  text: '',
  filter: { ...NO_FILTER, statuses: ['active', 'blocked'], propertyIds: [] },
  columns: ['number', 'name', 'born', 'address', 'phone', 'status', 'symbols'] as Column[],
};
const textOf = ({ base64 }: { base64: string }) => Buffer.from(base64, 'base64').toString('utf8');
const log = () =>
  houseOf().db.sqlite.prepare('SELECT kind, channel, customers, takenBy FROM listExport ORDER BY id').all();

test('a list has the chosen columns, German dates, the mark of UTF-8, and no formula', async () => {
  await save('=SUM(A1)', { birthDate: '1961-04-03', phones: phones('+4312345678', false), ...address('Sonnen"str.') });
  const { file, customers } = await counter.client.customerList.exportList({ ...asked, advertising: null });
  expect(customers).toBe(1);
  expect(file).toMatchObject({ name: 'kundenliste-2026-11-21.csv', mediaType: 'text/csv' });
  const [heading, line, rest] = textOf(file).split('\r\n');
  expect(heading).toBe('\uFEFF"Nr.";"Nachname";"Vorname";"geb.";"Straße";"PLZ";"Ort";"Telefon";"Status"');
  expect(line).toBe(
    `"10001";"'=SUM(A1)";"Anna";"03.04.1961";"Sonnen""str. 4";"80331";"München";"'+43 1 2345678";"aktiv"`,
  );
  expect(rest).toBe('');
});

test('only accounting and administrators take lists along, and each one is in the log', async () => {
  await save('Müller');
  await hire(counter);
  await hire(counter, { name: 'Carla Dohle', role: 'accounting', pin: '3456' });
  await signIn(counter, 'Bernd Bussard', '2345');
  const take = () => counter.client.customerList.exportList({ ...asked, advertising: null });
  await expect(take()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(counter.client.customerList.printList(asked)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(log()).toEqual([]);
  await signIn(counter, 'Carla Dohle', '3456');
  await take();
  const takenBy = counter.service.counter.session.person?.id;
  expect(log()).toEqual([{ kind: 'file', channel: null, customers: 1, takenBy }]);
  const preview = await counter.client.customerList.printList(asked);
  expect(preview).toMatchObject({ kind: 'customerList', pages: 1, mayBeKept: false });
  // Shown is not taken along; printed is.
  expect(log()).toHaveLength(1);
});

test('for advertising: by consent and not by preset, who can be reached, and nothing that the way does not need [N-03 N-04]', async () => {
  const reachable = { email: 'anna@example.com', phones: phones('+491701234567', true), ...address('Talstr.') };
  const granted = await save('Eins', { ...reachable, salutation: 'Frau', birthDate: '1961-04-03' });
  const preset = await save('Zwei', reachable);
  const unreachable = await save('Drei');
  const blocked = await save('Vier', { ...reachable, status: 'blocked' });
  const house = houseOf();
  house.save('consent.sign', (unit) => {
    unit.update('customer', preset, { advertisingPreset: 'letter,email,phone,sms' });
    for (const customerId of [granted, unreachable, blocked]) {
      for (const purpose of ['advertisingEmail', 'advertisingSms'])
        unit.create('consentEntry', {
          ...{ id: house.newId(), customerId, purpose, kind: 'granted', capturedHow: 'paper' },
          ...{ capturedAt: house.now(), capturedBy: 'e' },
        });
    }
    unit.create('consentEntry', {
      ...{ id: house.newId(), customerId: granted, purpose: 'advertisingLetter', kind: 'withdrawn' },
      ...{ capturedHow: 'paper', capturedAt: house.now(), capturedBy: 'e' },
    });
  });
  const list = async (advertising: 'letter' | 'email' | 'phone' | 'sms') =>
    textOf((await counter.client.customerList.exportList({ ...asked, advertising })).file)
      .trim()
      .split('\r\n');
  expect(await list('email')).toEqual([
    '"Nr.";"Anrede";"Titel";"Nachname";"Vorname";"E-Mail"',
    '"10001";"Frau";"";"Eins";"Anna";"anna@example.com"',
  ]);
  expect(await list('sms')).toEqual([
    '"Nr.";"Anrede";"Titel";"Nachname";"Vorname";"SMS"',
    '"10001";"Frau";"";"Eins";"Anna";"0170 1234567"',
  ]);
  expect(await list('phone')).toHaveLength(1);
  expect((await list('letter')).slice(1)).toEqual(['"10002";"";"";"Zwei";"Anna";"Talstr. 4";"80331";"München"']);
  expect(log()).toContainEqual(expect.objectContaining({ kind: 'advertising', channel: 'letter', customers: 1 }));
});
