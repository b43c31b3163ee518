// Withdrawing a consent is one step that always goes through, beats what was granted before, and ends what rested on it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { branch, change } from '../../src-shared/tables.ts';
import { flatTextOf } from '../print/read-back.ts';
import { consentDesk, DAY, MINUTE, TODAY } from '../support/consents.ts';
import { openCounter, RESOURCES } from '../support/counter.ts';

const { at, newCustomer, openHouse, rows, purpose, handOut, sign } = consentDesk();

describe('withdrawing', () => {
  test('is one step: the entry, the archived confirmation, and its preview', async () => {
    await handOut(['app']);
    await sign('app', ['app']);
    at.counter.clock.now += DAY;
    const { preview } = await at.counter.client.consent.withdraw({
      customerId: at.customerId,
      purposes: ['app'],
      how: 'paper',
    });
    expect(await purpose('app')).toMatchObject({
      ...{ state: 'withdrawn', since: at.counter.clock.now, by: 'Anna Amsel', how: 'paper' },
      ...{ withdraw: { allowed: false, reason: 'withdrawn' } },
    });
    expect(preview).toMatchObject({ kind: 'withdrawalConfirmation', mayBeKept: true });
    const text = await flatTextOf(Buffer.from(preview?.pdf ?? '', 'base64'));
    expect(text).toContain('Sie haben am 22.11.2026 Ihre Einwilligung „App“ widerrufen.');
    expect(text).toContain('erteilt am 21.11.2026');
    const withdrawn = rows().at(-1);
    const kept = (await at.counter.client.documents.byCustomer({ customerId: at.customerId })).find(
      (one) => one.kind === 'withdrawalPrint',
    );
    expect(kept?.id).toBe(withdrawn?.documentId);
    await expect(
      at.counter.client.consent.withdraw({ customerId: at.customerId, purposes: ['app'], how: 'oral' }),
    ).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'withdrawn' } });
  });

  test('works without any grant here: the paper may lie in a folder', async () => {
    await at.counter.client.consent.withdraw({
      customerId: at.customerId,
      purposes: ['advertisingLetter'],
      how: 'oral',
    });
    expect(await purpose('advertisingLetter')).toMatchObject({ state: 'withdrawn' });
  });

  test('goes through where no paper can be made', async () => {
    at.counter.close();
    const resourcesDirectory = mkdtempSync(join(tmpdir(), 'tresen-no-fonts-'));
    for (const part of ['migrations', 'text-blocks'])
      cpSync(join(RESOURCES, part), join(resourcesDirectory, part), { recursive: true });
    try {
      at.counter = await openCounter({ ports: { printers: at.printer, resourcesDirectory } });
      at.customerId = await newCustomer();
      const { preview } = await at.counter.client.consent.withdraw({
        customerId: at.customerId,
        purposes: ['storage'],
        how: 'oral',
      });
      expect(preview).toBeNull();
      expect(rows()).toMatchObject([{ kind: 'withdrawn', documentId: null }]);
    } finally {
      rmSync(resourcesDirectory, { recursive: true });
    }
  });

  test('beats an earlier grant that is entered after it, which stays as proof', async () => {
    await handOut(['app']);
    at.counter.clock.now += DAY;
    await at.counter.client.consent.withdraw({ customerId: at.customerId, purposes: ['app'], how: 'oral' });
    at.counter.clock.now += MINUTE;
    expect(await sign('app', ['app'], { signedOn: TODAY })).toEqual({ effect: 'overruled' });
    expect(await purpose('app')).toMatchObject({ state: 'withdrawn' });
    at.counter.clock.now += MINUTE;
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
    const { form } = await at.counter.client.customers.byId({ id: at.customerId });
    await at.counter.client.customers.save({ id: at.customerId, form, appActive: true, draftId: null });
    const active = async () => (await at.counter.client.appAccess.byCustomer({ customerId: at.customerId })).active;
    await at.counter.client.consent.withdraw({ customerId: at.customerId, purposes: ['storage'], how: 'oral' });
    expect(await active()).toBe(true);
    await at.counter.client.consent.withdraw({ customerId: at.customerId, purposes: ['app'], how: 'oral' });
    expect(await active()).toBe(false);
    const sets = house.db.orm.select().from(change).where(eq(change.subjectId, at.customerId)).all();
    const withdrawal = sets.find(
      (one) => one.table === 'consentEntry' && one.to?.includes('"withdrawn"') && one.to.includes('"app"'),
    );
    const ending = sets.find((one) => one.table === 'appAccess' && one.field === 'active' && one.to === '0');
    expect(ending?.changeSetId).toBe(withdrawal?.changeSetId);
  });
});
