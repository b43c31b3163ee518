// The answers of the privacy dialog and what advertising makes of them, on the real service: what is written into the ledger,
// what is refused, what a preset is worth, what a call restarts.
import { expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { consentDesk, DAY, MINUTE } from '../support/consents.ts';

const { at, openHouse, rows, overview, purpose, declaration, handOut } = consentDesk();

const WHY = 'Auf Wunsch der Geschäftsleitung';
const set = (changes: Partial<Settings>) =>
  at.counter.client.settings.save({
    changes,
    reasons: {
      ...(changes.presetEmail && { presetEmail: WHY }),
      ...(changes.presetPhone && { presetPhone: WHY }),
      ...(changes.presetSms && { presetSms: WHY }),
    },
  });
type Answer = Parameters<typeof at.counter.client.consent.answer>[0];
const answer = (granted: Answer['granted'], how: Answer['how'] = 'oral') =>
  at.counter.client.consent.answer({ customerId: at.customerId, granted, how });
const refusal = (reason: string) => ({ code: 'REFUSED', data: { reason } });

test('a spoken yes is an entry with the text in force, who, when and how [E-15 N-02]', async () => {
  await answer(['storage']);
  const { current } = await declaration('storage');
  expect(rows()).toMatchObject([
    { purpose: 'storage', kind: 'granted', capturedHow: 'oral', textBlockVersionId: current.versionId },
  ]);
  expect(rows()[0]?.textSha256).toHaveLength(64);
  expect(await overview()).toMatchObject({ storageHint: null });
  expect(await purpose('storage')).toMatchObject({ state: 'granted', how: 'oral', by: 'Anna Amsel' });
});

test('a signed yes is one to the sheet that was handed out, and without a sheet there is none', async () => {
  await expect(answer(['storage'], 'paper')).rejects.toMatchObject(refusal('notHandedOut'));
  await handOut(['storage'], 'Hautpflege');
  at.counter.clock.now += MINUTE;
  await answer(['storage'], 'paper');
  expect(rows().at(-1)).toMatchObject({ kind: 'granted', capturedHow: 'paper', scope: 'Hautpflege' });
  expect(rows().at(-1)?.textBlockVersionId).toBe(rows()[0]?.textBlockVersionId);
});

test('advertising waits for the yes to storage; off, it is asked at once [E-22 T-05] [setting:advertisingAfterStorage]', async () => {
  expect((await overview()).advertising.asked).toBe(false);
  expect((await declaration('advertising')).handOut).toEqual({ allowed: false, reason: 'storageFirst' });
  await expect(answer(['advertisingEmail'])).rejects.toMatchObject(refusal('storageFirst'));
  await expect(handOut(['advertisingEmail'])).rejects.toMatchObject(refusal('storageFirst'));
  expect(rows()).toEqual([]);
  await set({ advertisingAfterStorage: false });
  expect((await overview()).advertising.asked).toBe(true);
  await answer(['advertisingEmail']);
  await set({ advertisingAfterStorage: true });
  await answer(['storage', 'advertisingSms']);
  expect((await overview()).advertising.asked).toBe(true);
  expect(rows().map((row) => row.purpose)).toEqual(['advertisingEmail', 'storage', 'advertisingSms']);
});

test('without the details there is one box, and it means letters [E-24] [setting:advertisingByChannel]', async () => {
  await set({ advertisingByChannel: false });
  expect((await overview()).advertising.ways).toEqual(['advertisingLetter']);
  await expect(answer(['storage', 'advertisingPhone'])).rejects.toMatchObject(refusal('notAsked'));
  await answer(['storage', 'advertisingLetter']);
  await set({ advertisingByChannel: true });
  expect((await overview()).advertising.ways).toHaveLength(4);
});

const PRESETS: [keyof Settings, string][] = [
  ['presetEmail', 'email'],
  ['presetPhone', 'phone'],
  ['presetSms', 'sms'],
];

async function presetOfNext(): Promise<string | null> {
  const form = { ...emptyForm('natural', 'active'), lastName: 'Weiß' };
  const { id } = await at.counter.client.customers.save({ id: null, form, appActive: null, draftId: null });
  at.customerId = id;
  expect(rows()).toEqual([]);
  const row = openHouse().db.sqlite.prepare('SELECT advertisingPreset FROM customer WHERE id = ?').get(id);
  return (row as { advertisingPreset: string | null }).advertisingPreset;
}

test('only with the master a new customer has ticked boxes: letters from the first, no entry [E-23 E-28] [setting:advertisingPreset] [setting:presetLetter]', async () => {
  expect(await presetOfNext()).toBeNull();
  await set({ advertisingPreset: true });
  expect(await presetOfNext()).toBe('letter');
  expect(await purpose('advertisingLetter')).toMatchObject({ state: 'none', preset: true });
  await set({ presetLetter: false });
  expect(await presetOfNext()).toBeNull();
  expect(await purpose('advertisingLetter')).toMatchObject({ state: 'none', preset: false });
});

test('a preset of e-mail, telephone or SMS is shown and is no consent [E-29 E-30 E-31 N-04] [setting:presetEmail] [setting:presetPhone] [setting:presetSms]', async () => {
  await set({ advertisingPreset: true, presetLetter: false });
  for (const [key, channel] of PRESETS) {
    expect(await presetOfNext()).toBeNull();
    await set({ [key]: true });
    expect(await presetOfNext()).toBe(channel);
    const boxes = (await declaration('advertising')).purposes.filter((one) => one.preset);
    expect(boxes).toMatchObject([{ state: 'none' }]);
    await set({ [key]: false });
  }
  await set({ advertisingAfterStorage: false, presetEmail: true });
  await presetOfNext();
  await answer(['advertisingEmail']);
  expect(await purpose('advertisingEmail')).toMatchObject({ state: 'granted', preset: false });
});

test('each call begins the five years of the proof anew, and needs the consent [N-05]', async () => {
  const note = () => at.counter.client.consent.notePhone({ customerId: at.customerId });
  expect((await overview()).advertising).toMatchObject({ phoneProofUntil: null });
  await expect(note()).rejects.toMatchObject(refusal('notGranted'));
  await answer(['storage', 'advertisingPhone']);
  expect((await overview()).advertising.phoneProofUntil).toBe(Date.UTC(2031, 10, 21, 9, 30));
  at.counter.clock.now += 10 * DAY;
  expect(await note()).toEqual({ phoneProofUntil: Date.UTC(2031, 11, 1, 9, 30) });
  expect(await purpose('advertisingPhone')).toMatchObject({ state: 'granted', since: Date.UTC(2026, 10, 21, 9, 30) });
  at.counter.clock.now += MINUTE;
  await at.counter.client.consent.withdraw({
    ...{ customerId: at.customerId, purposes: ['advertisingPhone'], how: 'oral' },
  });
  await expect(note()).rejects.toMatchObject(refusal('notGranted'));
  const { advertising } = await overview();
  expect(advertising).toMatchObject({ phoneProofUntil: Date.UTC(2031, 11, 1, 9, 30), notePhone: { allowed: false } });
});

test('who is locked or dead is handed nothing but the confirmation of a withdrawal [A-33 A-36]', async () => {
  openHouse().save('customer.save', (unit) => unit.update('customer', at.customerId, { status: 'blocked' }));
  expect((await declaration('storage')).handOut).toEqual({ allowed: false, reason: 'notServed' });
  await expect(handOut(['storage'])).rejects.toMatchObject(refusal('notServed'));
  const { preview } = await at.counter.client.consent.withdraw({
    ...{ customerId: at.customerId, purposes: ['storage'], how: 'oral' },
  });
  expect(preview).toMatchObject({ kind: 'withdrawalConfirmation' });
  await expect(
    at.counter.client.appAccess.issuePassword({ customerId: at.customerId, active: true }),
  ).rejects.toMatchObject(refusal('notServed'));
  expect(await at.counter.client.appAccess.byCustomer({ customerId: at.customerId })).toMatchObject({
    formRefusal: 'notServed',
  });
});
