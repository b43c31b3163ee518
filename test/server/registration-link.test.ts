// The mailed link of whoever registers himself: how often and how long it works, what asking for one gives away, and where there is
// none; on the real server and a real mail server, with SQLite and with PostgreSQL.
import { describe, expect, test } from 'vitest';
import { branch } from '../../src-shared/tables.ts';
import { phoneOf } from '../support/app-shop.ts';
import { noPostgres } from '../support/postgres.ts';
import { ANNA, linkFor, newKey } from '../support/registering.ts';
import { registrationDesk } from '../support/registration-desk.ts';
import { round } from '../support/sync.ts';

const HOUR = 60 * 60_000;
const ended = { code: 'LINK_ENDED', status: 410 };

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('whoever registers', () => {
    const { at, customers } = registrationDesk(kind);

    test('has a link that works once, for 48 hours, and survives a lost answer', async () => {
      const token = await linkFor(at.phone, at.mails, 'anna@example.com');
      at.shop.server.clock.now += 48 * HOUR - 1;
      const { branches } = await at.phone.registration.open({ token });
      const person = { ...ANNA, branchId: branches[0]?.id ?? '' };
      const { declarations } = await at.phone.registration.check({ token, person });
      const key = newKey();
      const sending = {
        ...{ token, person, key, deviceName: 'iPhone', language: 'en' as const },
        acknowledged: declarations[0]?.versionId ?? null,
        consents: declarations.flatMap(({ versionId, purposes }) =>
          purposes.filter((one) => one === 'app').map((purpose) => ({ purpose, versionId })),
        ),
      };
      const before = (await customers()).length;
      // Pressed twice, and asked again after the answer was lost.
      const answers = await Promise.all([at.phone.registration.send(sending), at.phone.registration.send(sending)]);
      answers.push(await at.phone.registration.send(sending));
      expect(answers.map(({ state }) => state)).toEqual(['connected', 'connected', 'connected']);
      expect(await customers()).toHaveLength(before + 1);
      await expect(at.phone.registration.send({ ...sending, key: newKey() })).rejects.toMatchObject(ended);
      await expect(at.phone.registration.open({ token })).rejects.toMatchObject(ended);

      const late = await linkFor(at.phone, at.mails, 'b@example.com');
      at.shop.server.clock.now += 48 * HOUR;
      await expect(at.phone.registration.open({ token: late })).rejects.toMatchObject(ended);
      await expect(at.phone.registration.open({ token: newKey() })).rejects.toMatchObject(ended);
    });

    test('gets the same answer whether the address is known or not, and not too many mails', async () => {
      await at.shop.newCustomer({ email: 'known@example.com' });
      await round(at.shop.counter);
      const asked = (email: string) => at.phone.registration.begin({ email, language: 'de' });
      expect(await asked('known@example.com')).toEqual(await asked('unknown@example.com'));
      at.mails.refuse.recipient = '550 no such user';
      expect(await asked('nobody@example.com')).toEqual({ sent: true });
      at.mails.refuse.recipient = null;
      for (const odd of ['', 'anna', 'a@b', 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com'])
        await expect(asked(odd), odd).rejects.toMatchObject({ code: 'NOT_AN_ADDRESS' });
      for (const _ of [1, 2, 3])
        await phoneOf(at.shop, '198.51.100.9').registration.begin({ email: 'c@example.com', language: 'de' });
      // By any way in, and in any spelling.
      await expect(
        phoneOf(at.shop, '198.51.100.10').registration.begin({ email: 'C@Example.com', language: 'de' }),
      ).rejects.toMatchObject({ code: 'TOO_MANY' });
      await at.mails.close();
      await expect(asked('d@example.com')).rejects.toMatchObject({ code: 'MAIL_AWAY' });
    });

    test('can do so only where there is mail, a public address and a licence', async () => {
      const possible = async () => (await at.phone.registration.offer()).possible;
      expect(await possible()).toBe(true);
      const house = at.shop.counter.service.counter.house;
      const set = async (licenceUntil: string) => {
        house?.save('branch.save', (unit) => {
          unit.update('branch', house.db.orm.select().from(branch).get()?.id ?? '', { licenceUntil });
        });
        await round(at.shop.counter);
      };
      await set('2026-11-20');
      expect(await possible()).toBe(false);
      await expect(at.phone.registration.begin({ email: 'a@example.com', language: 'de' })).rejects.toMatchObject({
        code: 'NOT_OFFERED',
      });
      await set('2026-11-21');
      expect(await possible()).toBe(true);
      await at.shop.counter.client.settings.save({ changes: { appAddress: null } });
      await round(at.shop.counter);
      expect(await possible()).toBe(false);
    });
  });
});
