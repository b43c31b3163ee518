// A customer really gets in: from the papers of the counter to a connected phone and back out again, on the real service and
// the real server, with SQLite and with PostgreSQL.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { type AppShop, connectPhone, openAppShop, phoneOf } from '../support/app-shop.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { round } from '../support/sync.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('the access', () => {
    let postgres: TestPostgres | null = null;
    let shop: AppShop;

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      shop = await openAppShop(url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) });
    });
    afterEach(() => shop.close());

    const devices = async (id: string) => {
      await round(shop.counter);
      return shop.counter.service.counter.house?.db.sqlite
        .prepare('SELECT id, name, connectedAt, lastSeenAt, endedAt FROM appDevice WHERE customerId = ? ORDER BY id')
        .all(id) as { id: string; name: string; connectedAt: number; lastSeenAt: number; endedAt: number | null }[];
    };
    const gaveIn = { code: 'ENDED', status: 410 };
    const refused = { code: 'NOT_ADMITTED', status: 401 };

    // A-01, N-13
    test('is usable with the answer to F1, connects a phone, and says so at the counter', async () => {
      const id = await shop.newCustomer();
      shop.server.road.cut = true;
      const password = await shop.letter(id);
      await shop.save(id, true);
      const code = await shop.form(id);
      expect((await shop.state(id)).state.state).not.toBe('usableSince');
      shop.server.road.cut = false;
      shop.server.clock.now += MINUTE;
      await round(shop.counter);
      expect((await shop.state(id)).state).toEqual({ state: 'usableSince', at: shop.server.clock.now });

      const phone = phoneOf(shop);
      expect(await phone.look({ code })).toEqual({
        ...{ appName: 'Meine Apotheke', branchName: 'Sonnen-Apotheke', accent: '#0e700e', asksForPassword: true },
      });
      await connectPhone(phone, { code, password: password.replaceAll('-', ' ').toUpperCase() });
      expect(await phone.session()).toEqual({
        appName: 'Meine Apotheke',
        customerName: 'Łukasz Şahin-Größl',
        branch: {
          ...{ name: 'Sonnen-Apotheke', street: 'Sonnenstr. 4', town: '80331 München', phone: '+49 30 23125 100' },
          ...{ openingHours: 'Mo–Fr 8–18 Uhr\nSa 9–13 Uhr', accent: '#0e700e' },
        },
        ...{ deviceName: 'iPhone', connectedAt: shop.server.clock.now, rotate: false },
      });
      expect(await devices(id)).toMatchObject([{ name: 'iPhone', connectedAt: shop.server.clock.now, endedAt: null }]);
      const { state, devices: listed } = await shop.state(id);
      expect(state).toEqual({ state: 'connected', devices: 1 });
      expect(listed).toMatchObject([{ name: 'iPhone' }]);
    });

    // N-12, T-11
    test('ends on every phone at once when it is switched off; on again, only new papers let in (T-11, N-12)', async () => {
      const id = await shop.newCustomer();
      const before = await shop.giveAccess(id);
      const [one, two] = [phoneOf(shop), phoneOf(shop, '198.51.100.2')];
      await connectPhone(one, before);
      await connectPhone(two, before, 'Android-Telefon');
      await shop.save(id, false);
      await round(shop.counter);
      for (const phone of [one, two])
        await expect(phone.session()).rejects.toMatchObject({ ...gaveIn, data: { reason: 'deactivated' } });
      expect((await devices(id)).map(({ endedAt }) => endedAt)).toEqual(Array(2).fill(shop.server.clock.now));
      expect((await shop.state(id)).state).toEqual({ state: 'notActive' });
      await expect(phoneOf(shop).connect({ ...before, deviceName: 'x' })).rejects.toMatchObject(refused);

      const after = await shop.giveAccess(id);
      expect(after.code).not.toBe(before.code);
      await expect(one.session()).rejects.toMatchObject(gaveIn);
      for (const papers of [before, { ...before, code: after.code }, { ...after, code: before.code }])
        await expect(phoneOf(shop).connect({ ...papers, deviceName: 'x' })).rejects.toMatchObject(refused);
      await connectPhone(one, after);
      expect((await one.session()).customerName).toBe('Łukasz Şahin-Größl');
    });

    test('off and on within one push leaves nothing of the old connection alive', async () => {
      const id = await shop.newCustomer();
      const phone = phoneOf(shop);
      await connectPhone(phone, await shop.giveAccess(id));
      await round(shop.counter);
      await shop.save(id, false);
      await shop.save(id, true);
      await round(shop.counter);
      await expect(phone.session()).rejects.toMatchObject({ ...gaveIn, data: { reason: 'deactivated' } });
      expect((await devices(id)).every(({ endedAt }) => endedAt !== null)).toBe(true);
    });

    test('a new letter leaves connected phones connected, and only the new password lets in', async () => {
      const id = await shop.newCustomer();
      const { code, password } = await shop.giveAccess(id);
      const phone = phoneOf(shop);
      await connectPhone(phone, { code, password });
      const newer = await shop.letter(id);
      await shop.save(id, null);
      await round(shop.counter);
      expect((await phone.session()).deviceName).toBe('iPhone');
      await expect(phoneOf(shop).connect({ code, password, deviceName: 'x' })).rejects.toMatchObject(refused);
      await connectPhone(phoneOf(shop), { code, password: newer });
    });

    test('‘Trennen’ at the counter ends that phone alone, and it is told so', async () => {
      const id = await shop.newCustomer();
      const papers = await shop.giveAccess(id);
      const [one, two] = [phoneOf(shop), phoneOf(shop)];
      await connectPhone(one, papers, 'iPhone');
      await connectPhone(two, papers, 'iPad');
      const [first] = (await devices(id)).filter(({ name }) => name === 'iPhone');
      await shop.counter.client.appAccess.endDevice({ deviceId: first?.id ?? '' });
      const listed = async () => (await shop.state(id)).devices.map(({ name, ending }) => [name, ending]).sort();
      expect(await listed()).toEqual([
        ['iPad', false],
        ['iPhone', true],
      ]);
      expect((await shop.state(id)).state).toEqual({ state: 'connected', devices: 1 });
      await round(shop.counter);
      expect(await listed()).toEqual([['iPad', false]]);
      await expect(one.session()).rejects.toMatchObject({ ...gaveIn, data: { reason: 'removedByStaff' } });
      expect((await two.session()).deviceName).toBe('iPad');
      await connectPhone(one, papers, 'iPhone');
      expect((await devices(id)).filter(({ endedAt }) => endedAt === null)).toHaveLength(2);
    });

    test('the customer disconnects the phone, and staff see it', async () => {
      const id = await shop.newCustomer();
      const phone = phoneOf(shop);
      await connectPhone(phone, await shop.giveAccess(id));
      expect(await phone.disconnect()).toEqual({ ended: true });
      await expect(phone.session()).rejects.toMatchObject({ ...gaveIn, data: { reason: 'disconnected' } });
      expect((await devices(id))[0]?.endedAt).toBe(shop.server.clock.now);
      expect((await shop.state(id)).devices).toEqual([]);
    });

    test('looking in every half minute writes ‘zuletzt gesehen’ every ten minutes at the most', async () => {
      const id = await shop.newCustomer();
      const phone = phoneOf(shop);
      await connectPhone(phone, await shop.giveAccess(id));
      const [connected] = await devices(id);
      const { db } = shop.server.running.server.storage;
      const revision = async () => (await db.selectFrom('chain').select('revision').executeTakeFirstOrThrow()).revision;
      const before = await revision();
      for (let times = 0; times < 19; times++) {
        shop.server.clock.now += MINUTE / 2;
        await phone.session();
      }
      expect(await revision()).toBe(before);
      shop.server.clock.now += MINUTE / 2;
      await Promise.all([phone.session(), phone.session(), phone.session()]);
      expect(await revision()).toBe(before + 1);
      expect((await devices(id))[0]?.lastSeenAt).toBe((connected?.connectedAt ?? 0) + 10 * MINUTE);
    });

    test('a key is replaced after a day; the earlier one counts until the new one was used', async () => {
      const phone = phoneOf(shop);
      const first = await connectPhone(phone, await shop.giveAccess(await shop.newCustomer()));
      await phone.session();
      shop.server.clock.now += DAY;
      expect((await phone.session()).rotate).toBe(true);
      await phone.rotate(); // its answer is lost
      expect((await phone.session()).rotate).toBe(true);
      const { key: second } = await phone.rotate();
      expect(second).not.toBe(first);
      phone.key = second;
      expect((await phone.session()).rotate).toBe(false);
      phone.key = first; // a request that was under way
      await expect(phone.session()).rejects.toMatchObject({ code: 'KEY_REPLACED' });
      phone.key = second;
      expect((await phone.session()).deviceName).toBe('iPhone');
    });

    test('a stolen key that is used after it was replaced ends the phone, for the thief as well', async () => {
      const id = await shop.newCustomer();
      const phone = phoneOf(shop);
      const stolen = await connectPhone(phone, await shop.giveAccess(id));
      shop.server.clock.now += DAY;
      phone.key = (await phone.rotate()).key;
      await phone.session();
      shop.server.clock.now += MINUTE;
      const thief = phoneOf(shop, '198.51.100.66');
      thief.key = stolen;
      await expect(thief.session()).rejects.toMatchObject({ ...gaveIn, data: { reason: 'keyReused' } });
      await expect(phone.session()).rejects.toMatchObject({ ...gaveIn, data: { reason: 'keyReused' } });
      expect((await devices(id))[0]?.endedAt).toBe(shop.server.clock.now);
    });

    test('two rotations at once give one key that works', async () => {
      const phone = phoneOf(shop);
      await connectPhone(phone, await shop.giveAccess(await shop.newCustomer()));
      const made = await Promise.allSettled([phone.rotate(), phone.rotate(), phone.rotate()]);
      const works = [];
      for (const one of made) {
        if (one.status === 'rejected') continue;
        phone.key = one.value.key;
        const said = await phone.session().catch((error: { code: string }) => error.code);
        if (typeof said === 'object') works.push(said);
        else expect(said).toBe('UNKNOWN_KEY');
      }
      expect(works).toHaveLength(1);
    });
  });
});
