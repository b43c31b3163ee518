// The chain's settings on the real service: defaults, what is refused, who and when, and that a change counts at once.
import { afterEach, expect, test } from 'vitest';
import { setting } from '../../src-main/service/settings.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

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
      appointmentCommentsShown: true,
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
