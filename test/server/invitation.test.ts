// A customer is invited by e-mail and gets in: from the button at the counter to the mail in a real mail server and the connected
// phone, on the real service and the real server, with SQLite and with PostgreSQL. And whoever should not get in does not.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { phoneOf } from '../support/app-shop.ts';
import { PIN } from '../support/counter.ts';
import { accept, type InvitingShop, openInvitingShop, tokenIn } from '../support/invitations.ts';
import { linksIn } from '../support/mail-server.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { joinedCounter, round } from '../support/sync.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ADDRESS = 'Lukasz.Sahin@example.com';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('an invitation', () => {
    let postgres: TestPostgres | null = null;
    let inviting: InvitingShop;

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      inviting = await openInvitingShop(
        url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) },
      );
      await inviting.setUpMail();
    });
    afterEach(() => inviting.close());

    const clock = () => inviting.shop.server.clock;
    const phone = (address?: string) => phoneOf(inviting.shop, address);
    const seen = async (customerId: string) => {
      await round(inviting.shop.counter);
      return (await inviting.shop.counter.client.invitation.byCustomer({ customerId })).state;
    };
    const books = () => inviting.shop.server.running.server.storage.db.selectFrom('invitation').selectAll().execute();
    const refused = { code: 'NOT_ADMITTED', status: 401 };
    const saveEmail = async (id: string, email: string | null) => {
      const { client } = inviting.shop.counter;
      const { form } = await client.customers.byId({ id });
      await client.customers.save({ id, form: { ...form, email }, basedOn: null, appActive: null, draftId: null });
      await round(inviting.shop.counter);
    };

    // B-10, B-11, B-46
    test('comes as a mail, connects the phone to the same customer, and every counter sees how it fares', async () => {
      const id = await inviting.invitee(ADDRESS);
      const other = await joinedCounter(inviting.shop.server, inviting.shop.counter);
      try {
        expect(await seen(id)).toEqual({ state: 'none' });
        const at = clock().now;
        const sent = await inviting.shop.counter.client.invitation.send({ customerId: id });
        expect(sent).toEqual({ to: 'L…@example.com', until: at + 48 * HOUR });
        expect(await seen(id)).toEqual({ state: 'sent', at, ...sent });
        await round(other);
        const elsewhere = await other.client.invitation.byCustomer({ customerId: id });
        expect(elsewhere.state).toEqual({ state: 'sent', at, ...sent });

        const [mail] = inviting.mails.mails;
        expect(mail?.envelope).toEqual({ from: 'app@example.com', to: ['Lukasz.Sahin@example.com'] });
        expect(mail?.head.subject).toBe('Ihre Einladung zu „Meine Apotheke“');
        expect(mail?.text).toContain('Sonnen-Apotheke lädt Sie ein');
        expect(mail?.text).toContain('bis Montag, 23. November 2026, 10:30 Uhr');
        // A mistyped address tells no stranger whose customer somebody is.
        expect(mail?.raw).not.toMatch(/Şahin|Größl|Dr\./);
        expect(linksIn(mail ?? { text: '' })).toEqual([
          expect.stringMatching(/^https:\/\/app\.example\.com\/app\/invited#[\w-]{43}$/),
        ]);

        clock().now += 47 * HOUR;
        const token = tokenIn(inviting.mails);
        const one = phone();
        expect(await one.look({ code: null, invitation: token })).toMatchObject({ branchName: 'Sonnen-Apotheke' });
        await accept(one, token, ' lukasz.sahin@EXAMPLE.com ');
        // The same customer, with all that is stored (B-46).
        expect(await one.session()).toMatchObject({
          ...{ customerName: 'Łukasz Şahin-Größl', deviceName: 'iPhone', connectedAt: clock().now },
        });
        expect(await seen(id)).toEqual({ state: 'accepted', at: clock().now, to: 'L…@example.com' });
        const { state, devices } = await inviting.shop.state(id);
        expect(state).toEqual({ state: 'connected', devices: 1 });
        expect(devices).toMatchObject([{ name: 'iPhone' }]);
        await round(other);
        expect((await other.client.invitation.byCustomer({ customerId: id })).state).toMatchObject({
          state: 'accepted',
        });
        const filters = { employeeId: null, from: null, to: null, field: null };
        const log = await other.client.changeLog.bySubject({ subjectIds: [id], filters, cursor: null });
        expect(log.sets.filter(({ doing }) => doing === 'appAccess.invite')).toMatchObject([
          { employee: 'Anna Amsel' },
        ]);
      } finally {
        other.close();
      }
    });

    test('lets in once: the second phone, and two at the same moment, are one', async () => {
      const id = await inviting.invitee(ADDRESS);
      const token = await inviting.invite(id);
      const tries = ['198.51.100.1', '198.51.100.2', '198.51.100.3'].map((from) =>
        accept(phone(from), token, ADDRESS).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      );
      expect((await Promise.all(tries)).sort()).toEqual(['NOT_ADMITTED', 'NOT_ADMITTED', 'in']);
      await expect(accept(phone(), token, ADDRESS)).rejects.toMatchObject(refused);
      await round(inviting.shop.counter);
      expect((await inviting.shop.state(id)).devices).toHaveLength(1);
    });

    // B-45
    test('ends after 48 hours and has to be sent again, which kills the one before (B-45)', async () => {
      const id = await inviting.invitee(ADDRESS);
      const first = await inviting.invite(id);
      const at = clock().now;
      clock().now += 48 * HOUR;
      await expect(accept(phone(), first, ADDRESS)).rejects.toMatchObject(refused);
      expect(await seen(id)).toEqual({ state: 'expired', at, to: 'L…@example.com' });
      const second = await inviting.invite(id);
      const third = await inviting.invite(id);
      for (const dead of [first, second]) await expect(accept(phone(), dead, ADDRESS)).rejects.toMatchObject(refused);
      await accept(phone(), third, ADDRESS);
      expect(await seen(id)).toMatchObject({ state: 'accepted' });
    });

    // B-11
    test('one text for a wrong address, an unknown link and no link; ten wrong addresses end it, and staff see that', async () => {
      const id = await inviting.invitee(ADDRESS);
      const token = await inviting.invite(id);
      const text = (error: unknown) => JSON.stringify({ ...(error as object), stack: null });
      const says = new Set<string>();
      for (const [shown, email] of [
        [token, 'somebody@example.com'],
        ['x'.repeat(43), ADDRESS],
        ['', ADDRESS],
        [`${token}x`, ADDRESS],
      ] as const)
        says.add(text(await accept(phone(), shown, email).catch((error: unknown) => error)));
      expect(says.size).toBe(1);
      // All at once from many places: no more than ten are judged.
      const many = Array.from({ length: 12 }, (_, n) =>
        accept(phone(`203.0.113.${n + 20}`), token, `n${n}@example.com`),
      );
      for (const one of await Promise.allSettled(many))
        expect(one).toMatchObject({ status: 'rejected', reason: refused });
      await expect(accept(phone('198.51.100.9'), token, ADDRESS)).rejects.toMatchObject(refused);
      expect(await seen(id)).toMatchObject({ state: 'ended' });
      await accept(phone('198.51.100.9'), await inviting.invite(id), ADDRESS);
    });

    test('tries from one address, and with one link, are limited as for connecting', async () => {
      const id = await inviting.invitee(ADDRESS);
      const token = await inviting.invite(id);
      const tooMany = async (count: number, from: (n: number) => string, shown: (n: number) => string) => {
        const tries = Array.from({ length: count }, (_, n) => accept(phone(from(n)), shown(n), 'wrong@example.com'));
        const ends = await Promise.allSettled(tries);
        return ends.filter((end) => end.status === 'rejected' && end.reason.code === 'TOO_MANY').length;
      };
      const unknown = (n: number) => `${'x'.repeat(40)}${String(n).padStart(3, '0')}`;
      expect(await tooMany(62, () => '203.0.113.66', unknown)).toBe(2);
      expect(
        await tooMany(
          23,
          (n) => `192.0.2.${n}`,
          () => token,
        ),
      ).toBe(3);
      clock().now += 10 * MINUTE;
      expect(await tooMany(1, () => '203.0.113.66', unknown)).toBe(0);
    });

    test('dies with the address it was sent to, even when that comes back', async () => {
      const id = await inviting.invitee(ADDRESS);
      const token = await inviting.invite(id);
      await saveEmail(id, 'neu@example.com');
      expect(await seen(id)).toMatchObject({ state: 'ended' });
      for (const email of [ADDRESS, 'neu@example.com'])
        await expect(accept(phone(), token, email)).rejects.toMatchObject(refused);
      await saveEmail(id, ADDRESS);
      expect(await seen(id)).toMatchObject({ state: 'ended' });
      await expect(accept(phone(), token, ADDRESS)).rejects.toMatchObject(refused);
      expect((await books()).map(({ endedAt }) => endedAt)).toEqual([clock().now]);
      // Only capitals and blanks: nobody tells those apart.
      const again = await inviting.invite(id);
      await saveEmail(id, ` ${ADDRESS.toUpperCase()}`);
      await accept(phone(), again, ADDRESS);
    });

    test('dies with the access, also when it is switched on again in the same push', async () => {
      const id = await inviting.invitee(ADDRESS);
      const token = await inviting.invite(id);
      await inviting.shop.save(id, false);
      await inviting.shop.save(id, true);
      await round(inviting.shop.counter);
      await expect(accept(phone(), token, ADDRESS)).rejects.toMatchObject(refused);
      expect(await seen(id)).toMatchObject({ state: 'ended' });
      const again = await inviting.invite(id);
      await inviting.shop.save(id, false);
      await round(inviting.shop.counter);
      await expect(accept(phone(), again, ADDRESS)).rejects.toMatchObject(refused);
    });

    test('a phone that was connected before is replaced, not doubled; its key rotates like any other', async () => {
      const id = await inviting.invitee(ADDRESS);
      const one = phone();
      const first = await accept(one, await inviting.invite(id), ADDRESS);
      const second = await accept(one, await inviting.invite(id), ADDRESS);
      expect(second).not.toBe(first);
      await round(inviting.shop.counter);
      expect((await inviting.shop.state(id)).devices).toHaveLength(1);
      await one.session();
      clock().now += 24 * HOUR;
      expect((await one.session()).rotate).toBe(true);
      one.key = (await one.rotate()).key;
      expect((await one.session()).rotate).toBe(false);
    });

    test('what the mail server refuses leaves nothing behind: the invitation before still works', async () => {
      const id = await inviting.invitee(ADDRESS);
      const { client } = inviting.shop.counter;
      inviting.mails.refuse.recipient = '550 no such user';
      const failed = (trouble: string) => ({ code: 'MAIL_FAILED', data: { trouble } });
      await expect(client.invitation.send({ customerId: id })).rejects.toMatchObject(failed('recipientRefused'));
      expect(await books()).toEqual([]);
      expect(await seen(id)).toEqual({ state: 'none' });

      inviting.mails.refuse.recipient = null;
      const token = await inviting.invite(id);
      inviting.mails.refuse.message = '554 spam';
      await expect(client.invitation.send({ customerId: id })).rejects.toMatchObject(failed('refused'));
      await inviting.mails.close();
      await expect(client.invitation.send({ customerId: id })).rejects.toMatchObject(failed('noAnswer'));
      expect(await books()).toHaveLength(1);
      expect(await seen(id)).toMatchObject({ state: 'sent' });
      await accept(phone(), token, ADDRESS);
    });

    test('a server that is gone is said so, and nothing is written', async () => {
      const id = await inviting.invitee(ADDRESS);
      inviting.shop.server.road.fate = (path) => (path.includes('invitation') ? 'lost' : 'pass');
      await expect(inviting.shop.counter.client.invitation.send({ customerId: id })).rejects.toMatchObject({
        code: 'OFFLINE',
      });
      inviting.shop.server.road.fate = () => 'pass';
      expect(inviting.mails.mails).toEqual([]);
      expect(await seen(id)).toEqual({ state: 'none' });
      inviting.shop.server.road.cut = true;
      await expect(inviting.shop.counter.client.invitation.send({ customerId: id })).rejects.toMatchObject({
        ...{ code: 'REFUSED', data: { reason: 'offline' } },
      });
      expect(await inviting.shop.counter.client.invitation.mailReady()).toEqual({ ready: null });
    });

    test('is refused without address, access, mail or public address, and to the server’s own judgement', async () => {
      const { client } = inviting.shop.counter;
      const reason = (customerId: string) =>
        client.invitation.send({ customerId }).then(
          () => 'sent',
          ({ data }: { data?: { reason?: string } }) => data?.reason,
        );
      expect(await reason(await inviting.invitee(null))).toBe('noEmail');
      expect(await reason(await inviting.shop.newCustomer({ email: ADDRESS }))).toBe('notActive');
      const id = await inviting.invitee(ADDRESS);
      const ask = (more: object) =>
        inviting
          .line()
          .invitation.send({ employeeId: inviting.proof.employeeId, customerId: id, email: ADDRESS, ...more });
      await expect(ask({ email: 'other@example.com' })).rejects.toMatchObject({ data: { reason: 'transferring' } });
      await inviting.line().mail.remove({ proof: inviting.proof });
      expect(await client.invitation.mailReady()).toEqual({ ready: false });
      expect(await reason(id)).toBe('mailNotSetUp');
      await client.settings.save({ changes: { appAddress: '' } });
      await round(inviting.shop.counter);
      expect(await reason(id)).toBe('noPublicAddress');
      await expect(ask({})).rejects.toMatchObject({ data: { reason: 'noPublicAddress' } });
      expect(inviting.mails.mails).toEqual([]);
    });

    test('is sent to nobody who is blocked, by whatever name the chain calls that, and the server judges so itself [A-33]', async () => {
      const id = await inviting.invitee(ADDRESS);
      const { client } = inviting.shop.counter;
      const { id: own } = await client.lists.save({
        ...{ list: 'customerStatus', id: null, ended: false, form: { name: 'Datensperre', meaning: 'blocked' } },
      });
      const { form } = await client.customers.byId({ id });
      await client.customers.save({
        ...{ id, form: { ...form, status: own }, basedOn: null, appActive: null, draftId: null },
      });
      await round(inviting.shop.counter);
      const sent = [
        client.invitation.send({ customerId: id }),
        inviting.line().invitation.send({ employeeId: inviting.proof.employeeId, customerId: id, email: ADDRESS }),
      ];
      for (const one of await Promise.allSettled(sent))
        expect(one).toMatchObject({ reason: { code: 'REFUSED', data: { reason: 'notWrittenTo' } } });
      expect(inviting.mails.mails).toEqual([]);
    });

    test('is sent by whoever works in the branch, to its customers, and not too often', async () => {
      const { client } = inviting.shop.counter;
      const id = await inviting.invitee(ADDRESS);
      const hire = async (more: object) =>
        (
          await client.employees.save({
            id: null,
            name: 'Bernd Bussard',
            role: 'employee',
            blocked: false,
            pin: PIN,
            ...more,
          })
        ).id;
      const [employee, blocked] = [await hire({}), await hire({ name: 'Dora Drossel', blocked: true })];
      const technical = await hire({ name: 'Warenwirtschaft', technical: true, pin: null });
      await round(inviting.shop.counter);
      const ask = (employeeId: string, customerId = id) =>
        inviting.line().invitation.send({ employeeId, customerId, email: ADDRESS });
      for (const nobody of [blocked, technical, 'nobody'])
        await expect(ask(nobody), nobody).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(ask(employee, 'nobody')).rejects.toMatchObject({ code: 'GONE' });
      for (let times = 0; times < 10; times++) await ask(employee);
      await expect(ask(employee)).rejects.toMatchObject({ code: 'TOO_MANY' });
      expect(inviting.mails.mails).toHaveLength(10);
      clock().now += HOUR;
      await ask(employee);
    });

    test('neither token nor address lies in the books, and after a restart all is as before', async () => {
      const id = await inviting.invitee(ADDRESS);
      const token = await inviting.invite(id);
      const rows = JSON.stringify(await books());
      expect(rows).not.toContain(token);
      expect(rows.toLowerCase()).not.toContain('sahin');
      await inviting.shop.server.restart();
      await accept(phone(), token, ADDRESS);
      expect(await seen(id)).toMatchObject({ state: 'accepted' });
    });
  });
});
