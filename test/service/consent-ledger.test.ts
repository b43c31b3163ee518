// The ledger of consents: nothing is ever changed or taken away in it, it reads as it happened, and outlives the program.
import { describe, expect, test } from 'vitest';
import { document } from '../../src-shared/tables.ts';
import { consentDesk, DAY, MINUTE, TODAY } from '../support/consents.ts';
import { samplePng, upload } from '../support/files.ts';
import { signIn } from '../support/people.ts';

const { at, openHouse, rows, overview, purpose, handOut, sign } = consentDesk();

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
    at.counter.clock.now += MINUTE;
    await at.counter.client.consent.acknowledge({ customerId: at.customerId, declaration: 'storage' });
    at.counter.clock.now += DAY;
    await sign('storage', ['storage'], { signedOn: TODAY, filed: true });
    at.counter.clock.now += MINUTE;
    await at.counter.client.consent.withdraw({ customerId: at.customerId, purposes: ['storage'], how: 'oral' });
    const { lines } = await overview();
    expect(lines.map(({ kind }) => kind)).toEqual(['printed', 'acknowledged', 'granted', 'filed', 'withdrawn']);
    for (const line of lines) expect(line).toMatchObject({ by: 'Anna Amsel', version: 1 });
    expect(lines[0]?.document).toMatchObject({ name: 'einwilligungserklaerung-datenspeicherung-10001.pdf' });
  });

  test('reading the notice is no consent', async () => {
    await at.counter.client.consent.acknowledge({ customerId: at.customerId, declaration: 'storage' });
    expect(await purpose('storage')).toMatchObject({ state: 'none' });
    expect(await overview()).toMatchObject({ storageHint: 'missing', lines: [{ kind: 'acknowledged', version: 1 }] });
  });

  test('survives a restart', async () => {
    await handOut(['app']);
    await sign('app', ['app'], { scan: upload('a.png', samplePng()) });
    const before = await overview();
    at.counter.restart();
    await signIn(at.counter);
    expect(await overview()).toEqual(before);
  });

  test('of a customer that is not there is gone', async () => {
    const nobody = { customerId: 'nobody' };
    await expect(at.counter.client.consent.byCustomer(nobody)).rejects.toMatchObject({ code: 'GONE' });
    await expect(at.counter.client.consent.form({ ...nobody, purposes: ['app'], scope: null })).rejects.toMatchObject({
      code: 'GONE',
    });
    await expect(
      at.counter.client.consent.withdraw({ ...nobody, purposes: ['app'], how: 'oral' }),
    ).rejects.toMatchObject({
      code: 'GONE',
    });
    await expect(at.counter.client.consent.acknowledge({ ...nobody, declaration: 'app' })).rejects.toMatchObject({
      code: 'GONE',
    });
    expect(openHouse().db.orm.select().from(document).all()).toEqual([]);
  });

  test('is closed to whoever is not signed in', async () => {
    await at.counter.client.signIn.lock();
    await expect(overview()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});
