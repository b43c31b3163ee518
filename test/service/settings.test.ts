// The chain's settings on the real service: defaults, what is refused, who and when, and that a change counts at once.
import { afterEach, expect, test } from 'vitest';
import { setting } from '../../src-main/service/settings.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

// T-01
test('before anybody changes anything, every setting has its default and nobody changed it', async () => {
  counter = await openCounter();
  expect(await counter.client.settings.all()).toEqual({
    values: {
      ...{ appName: 'Meine Apotheke', appAddress: null, missingConsentHint: true },
      ...{ noBranchPreselected: false, noBranchPreselectedHeadquarters: false, quickSearchAllBranches: false },
      ...{ searchStatuses: ['active'], changeBranchInSearch: 'headquartersOnly', takeOverForAllBranches: false },
      ...{ createCustomersFromApp: true, patientsKept: 'none', takeOverByCard: false, responsibleInMask: true },
      ...{
        externalNumberEditable: false,
        externalNumberFixed: false,
        payerHidden: false,
        insuranceStatusHidden: false,
      },
      ...{ newCustomerKind: 'natural', newCustomerStatus: 'active', sameBirthDateIsDuplicate: true },
      ...{ dunningBlockOnProperties: false, storageConsentWanted: true, advertisingAfterStorage: true },
      ...{ advertisingPreset: false, advertisingByChannel: true, bankAccountsExpire: true },
      ...{ presetLetter: true, presetEmail: false, presetPhone: false, presetSms: false },
      ...{ caseWantsFirstName: false, caseWantsAddress: true, caseWantsEmail: false, caseWantsPhone: true },
      ...{ caseWantsBirthDate: false, monthsUntilAskedAgain: 24, missingFieldsColoured: false },
      ...{ stopAdvertisingInHint: true, caseNeedsAddress: false, externalCards: true, cardValidity: true },
      ...{ programsFixed: false, programsNeedCard: false, onlyLatestComment: true, commentTimeEditable: false },
      ...{ appointmentCommentsShown: true, licensedAccounts: null },
    },
    changed: {},
  });
});

test('a change is tidied, counts at once, survives a restart and says who and when', async () => {
  counter = await openCounter();
  const at = counter.clock.now;
  await counter.client.settings.save({
    changes: { appName: '  Sonnen   App ', appAddress: 'App.Example.com/kunden/', missingConsentHint: false },
  });
  const house = counter.service.counter.house;
  if (!house) throw new Error('closed');
  expect(setting(house, 'appName')).toBe('Sonnen App');
  expect(setting(house, 'appAddress')).toBe('https://app.example.com/kunden');
  counter.restart();
  const reopened = counter.service.counter.house;
  if (!reopened) throw new Error('closed');
  expect(setting(reopened, 'missingConsentHint')).toBe(false);
  await signIn(counter);
  const { changed } = await counter.client.settings.all();
  expect(changed.appName).toEqual({ at, by: 'Anna Amsel' });
});

test('only what was sent is written, and a default that nobody changed leaves no row', async () => {
  counter = await openCounter();
  expect(await counter.client.settings.save({ changes: { missingConsentHint: true } })).toEqual({ changeSetId: null });
  await counter.client.settings.save({ changes: { missingConsentHint: false } });
  const { values, changed } = await counter.client.settings.all();
  expect(values.appName).toBe('Meine Apotheke');
  expect(Object.keys(changed)).toEqual(['missingConsentHint']);
});

test('a wrong value is refused by name and nothing of the save is kept', async () => {
  counter = await openCounter();
  const refused = (changes: Parameters<typeof counter.client.settings.save>[0]['changes']) =>
    expect(counter.client.settings.save({ changes })).rejects.toMatchObject({ code: 'INVALID' });
  await expect(
    counter.client.settings.save({ changes: { appName: ' ', appAddress: 'http://app.example.com' } }),
  ).rejects.toMatchObject({
    code: 'INVALID',
    data: {
      problems: [
        { key: 'appName', problem: 'missing' },
        { key: 'appAddress', problem: 'notHttps' },
      ],
    },
  });
  await refused({ appName: 'x'.repeat(61), missingConsentHint: false });
  expect((await counter.client.settings.all()).values.missingConsentHint).toBe(true);
});

test('who is no administrator reads the settings and cannot change them', async () => {
  counter = await openCounter();
  const bernd = await hire(counter);
  await signIn(counter, bernd.name, bernd.pin);
  expect((await counter.client.settings.all()).values.appName).toBe('Meine Apotheke');
  await expect(counter.client.settings.save({ changes: { appName: 'Andere' } })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('only one of the two kinds of external customer number can be on, and both are told [E-05 E-06]', async () => {
  counter = await openCounter();
  const save = (changes: object) => counter.client.settings.save({ changes });
  const refused = {
    code: 'INVALID',
    data: {
      problems: [
        { key: 'externalNumberEditable', problem: 'onlyOneOfBoth' },
        { key: 'externalNumberFixed', problem: 'onlyOneOfBoth' },
      ],
    },
  };
  await expect(save({ externalNumberEditable: true, externalNumberFixed: true })).rejects.toMatchObject(refused);
  await save({ externalNumberEditable: true });
  await expect(save({ externalNumberFixed: true })).rejects.toMatchObject(refused);
  await save({ externalNumberEditable: false, externalNumberFixed: true });
});

test('a preset for e-mail, telephone or SMS is switched on with a reason alone, each time anew, and the log keeps it [N-04 T-05]', async () => {
  counter = await openCounter();
  const { client } = counter;
  for (const key of ['presetEmail', 'presetPhone', 'presetSms'] as const) {
    for (const reasons of [{}, { [key]: '   zu kurz  ' }, { presetLetter: 'Alle haben zugestimmt.' }])
      await expect(client.settings.save({ changes: { [key]: true }, reasons })).rejects.toMatchObject({
        code: 'INVALID',
        data: { problems: [{ key, problem: 'reasonMissing' }] },
      });
    expect((await client.settings.all()).values[key]).toBe(false);
    const reasons = { [key]: ' Einwilligungen liegen auf Papier vor. ' };
    await client.settings.save({ changes: { [key]: true }, reasons });
    expect((await client.settings.all()).values[key]).toBe(true);
    // What is on already asks for nothing.
    await client.settings.save({ changes: { [key]: true, advertisingPreset: true } });
    await client.settings.save({ changes: { [key]: false } });
    await expect(client.settings.save({ changes: { [key]: true } })).rejects.toMatchObject({ code: 'INVALID' });
    const filters = { employeeId: null, from: null, to: null, field: null };
    const log = await client.changeLog.bySubject({ subjectIds: [`${key}.reason`], filters, cursor: null });
    expect(log.sets.map((set) => set.changes[0]?.fields)).toEqual([
      [{ field: 'value', from: { kind: 'text', text: 'Einwilligungen liegen auf Papier vor.' }, to: null }],
      [{ field: 'value', from: null, to: { kind: 'text', text: 'Einwilligungen liegen auf Papier vor.' } }],
    ]);
  }
  // Letters are allowed until the customer objects: no reason is wanted.
  await client.settings.save({ changes: { presetLetter: false } });
  await client.settings.save({ changes: { presetLetter: true } });
});

test('a status that is in no list is no preset', async () => {
  counter = await openCounter();
  const { client } = counter;
  for (const changes of [{ newCustomerStatus: 'erfunden' }, { searchStatuses: ['active', 'erfunden'] }])
    await expect(client.settings.save({ changes })).rejects.toMatchObject({
      code: 'INVALID',
      data: { problems: [{ problem: 'notOffered' }] },
    });
  const form = { name: 'Stammkunde', meaning: 'active' } as const;
  const { id } = await client.lists.save({ list: 'customerStatus', id: null, ended: false, form });
  await client.settings.save({ changes: { newCustomerStatus: id, searchStatuses: ['active', id] } });
});
