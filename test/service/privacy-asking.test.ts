// The door to the privacy dialog on the real service: what brings a customer to the counter asks there whether to ask.
import { expect, test } from 'vitest';
import { askPrivacy, keepAsked } from '../../src-main/service/privacy-asking.ts';
import type { News } from '../../src-shared/shell/contract.ts';
import { consentDesk, DAY, MINUTE } from '../support/consents.ts';

const { at, openHouse, handOut, sign } = consentDesk();

/** What the screen would hear while `work` runs. */
function heard(work: () => unknown): News[] {
  const all: News[] = [];
  const stop = at.counter.service.counter.news.subscribe('news', (item) => void all.push(item));
  work();
  stop();
  return all.filter((item) => item.kind === 'privacyDue');
}

const ask = (trigger: Parameters<typeof askPrivacy>[2] = 'card') => askPrivacy(openHouse(), at.customerId, trigger);
const asked = () =>
  openHouse()
    .db.sqlite.prepare('SELECT what, day, at, askedBy FROM customerAsked WHERE customerId = ?')
    .all(at.customerId);

test('each occasion says that the dialog is due, and the screen hears of it [E-17 E-18]', () => {
  for (const trigger of ['card', 'cashSale', 'lastVisit'] as const)
    expect(heard(() => expect(ask(trigger)).toEqual({ due: true, why: 'missing' }))).toEqual([
      { kind: 'privacyDue', customerId: at.customerId, trigger, why: 'missing' },
    ]);
  expect(askPrivacy(openHouse(), openHouse().newId(), 'card')).toBeNull();
});

test('shown once it is asked for that day; tomorrow it is due again [E-16]', async () => {
  keepAsked(openHouse(), at.customerId);
  keepAsked(openHouse(), at.customerId);
  const askedBy = openHouse().session.person?.id;
  expect(asked()).toEqual([{ what: 'privacy', day: '2026-11-21', at: at.counter.clock.now, askedBy }]);
  expect(heard(() => expect(ask()).toEqual({ due: false, because: 'askedToday' }))).toEqual([]);
  at.counter.clock.now += DAY;
  expect(ask()).toEqual({ due: true, why: 'missing' });
});

test('a signature ends the asking, two years later it begins again [A-32]', async () => {
  await handOut(['storage']);
  expect(ask()).toEqual({ due: true, why: 'open' });
  await sign('storage', ['storage']);
  expect(ask()).toEqual({ due: false, because: 'granted' });
  at.counter.clock.now += 700 * DAY;
  expect(ask()).toEqual({ due: true, why: 'renew' });
});

test('who has withdrawn, or is locked, is not asked [A-33 A-36]', async () => {
  at.counter.clock.now += MINUTE;
  openHouse().save('customer.save', (unit) => unit.update('customer', at.customerId, { status: 'deceased' }));
  expect(ask()).toEqual({ due: false, because: 'notServed' });
  openHouse().save('customer.save', (unit) => unit.update('customer', at.customerId, { status: 'active' }));
  await at.counter.client.consent.withdraw({ customerId: at.customerId, purposes: ['storage'], how: 'oral' });
  expect(ask()).toEqual({ due: false, because: 'withdrawn' });
});

test('off, nothing asks; the symbol of the mask stays [E-15 E-20] [setting:storageConsentWanted]', async () => {
  await at.counter.client.settings.save({ changes: { storageConsentWanted: false } });
  expect(heard(() => expect(ask()).toEqual({ due: false, because: 'notWanted' }))).toEqual([]);
  expect((await at.counter.client.consent.byCustomer({ customerId: at.customerId })).storageHint).toBe('missing');
  await at.counter.client.settings.save({ changes: { storageConsentWanted: true } });
  expect(ask()).toEqual({ due: true, why: 'missing' });
});

test('a last visit of today asks once it is saved; one that stays or lies in the past does not [E-19]', async () => {
  const save = async (lastVisit: string) => {
    const { form } = await at.counter.client.customers.byId({ id: at.customerId });
    const to = { ...form, lastVisit };
    return at.counter.client.customers.save({ id: at.customerId, form: to, appActive: null, draftId: null });
  };
  const hears = async (lastVisit: string) => {
    const all: News[] = [];
    const stop = at.counter.service.counter.news.subscribe('news', (item) => void all.push(item));
    await save(lastVisit);
    stop();
    return all.filter((item) => item.kind === 'privacyDue');
  };
  expect(await hears('2026-11-20')).toEqual([]);
  expect(await hears('2026-11-21')).toMatchObject([{ trigger: 'lastVisit', why: 'missing' }]);
  expect(await hears('2026-11-21')).toEqual([]);
});
