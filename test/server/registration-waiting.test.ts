// Whoever registers himself and may be known, or where the chain wants it so, waits until staff decide (N-10, T-07); on the real
// service, the real server and a real mail server, with SQLite and with PostgreSQL.
import { describe, expect, test } from 'vitest';
import { phoneOf } from '../support/app-shop.ts';
import { noPostgres } from '../support/postgres.ts';
import { lineOf, personId, registered } from '../support/registering.ts';
import { registrationDesk } from '../support/registration-desk.ts';
import { joinedCounter, round } from '../support/sync.ts';

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('whoever registers', () => {
    const { at, all, customers, tasks, decide } = registrationDesk(kind);

    // N-10
    test('and may be known waits for staff; nothing of the known record is written over (N-10)', async () => {
      const known = await at.shop.newCustomer({
        ...{ firstName: 'Anna', lastName: 'Mueller', birthDate: '1961-04-03', email: 'familie@example.com' },
      });
      await round(at.shop.counter);
      const before = await customers();
      expect(await registered(at.phone, at.mails, { consents: ['app'] })).toBe('waiting');
      await expect(at.phone.session()).rejects.toMatchObject({
        ...{ code: 'WAITING', data: { appName: 'Meine Apotheke', branchName: 'Sonnen-Apotheke', accent: '#0e700e' } },
      });
      expect(await customers()).toEqual(before);
      const [task, ...more] = await tasks();
      expect(more).toEqual([]);
      expect(task).toMatchObject({ kind: 'assignConnection', customerId: null });
      expect(JSON.parse(String(task?.body))).toEqual({ name: 'Müller, Anna' });

      const taskId = String(task?.id);
      const asked = await lineOf(at.shop).tasks.registration({ taskId, employeeId: personId(at.shop.counter) });
      expect(asked).toMatchObject({
        ...{ deviceName: 'iPhone', consents: ['app'], hidden: 0 },
        person: { lastName: 'Müller', phone: '+493023125107', birthDate: '1961-04-03', email: 'anna@example.com' },
      });
      expect(asked.candidates).toMatchObject([
        { customerId: known, agrees: ['name', 'birthDate'], branchName: null, email: 'familie@example.com' },
      ]);
      expect(await decide(taskId, { kind: 'assign', customerId: known, take: [] })).toEqual({ customerId: known });
      expect((await at.phone.session()).customerName).toBe('Anna Mueller');
      expect(await customers()).toEqual(before);
      const { form } = await at.shop.counter.client.customers.byId({ id: known });
      expect(form.addresses).toHaveLength(1);
      expect(form.phones).toEqual([]);
      expect((await at.shop.state(known)).state).toEqual({ state: 'connected', devices: 1 });
      const documents = await at.shop.counter.client.documents.byCustomer({ customerId: known });
      expect(documents.map(({ kind }) => kind)).toEqual(['consentPrint']);
      expect(await tasks()).toEqual([]);
      const [log] = await all(
        `SELECT s.employeeId FROM changeSet s WHERE doing = 'customer.register'
         AND EXISTS (SELECT 1 FROM change c WHERE c.changeSetId = s.id AND c.subjectId = ?)`,
        known,
      );
      expect(log?.employeeId).toBe(personId(at.shop.counter));
      await expect(decide(taskId, { kind: 'create' })).rejects.toMatchObject({ code: 'GONE' });
      // What was decided is kept no longer where it was sealed.
      const kept = await at.shop.server.running.server.storage.db.selectFrom('registration').selectAll().execute();
      expect(kept.map(({ state, body, record }) => [state, body, record])).toEqual([['connected', null, null]]);
    });

    test('and is assigned: what differs is added where it was ticked', async () => {
      const known = await at.shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
      await round(at.shop.counter);
      expect(await registered(at.phone, at.mails)).toBe('waiting');
      const [task] = await tasks();
      const take = ['address', 'phone', 'email'] as const;
      await decide(String(task?.id), { kind: 'assign', customerId: known, take: [...take] });
      await round(at.shop.counter);
      const { form } = await at.shop.counter.client.customers.byId({ id: known });
      expect(form.email).toBe('anna@example.com');
      expect(form.phones.map(({ number }) => number)).toEqual(['+493023125107']);
      expect(form.addresses.map(({ street }) => street)).toEqual(['Talstr.', 'Sonnenstr.']);
      expect(form.homeAddress).toBe(1);
    });

    // T-07
    test('waits always where the chain wants it so; ‘Neu anlegen’ and ‘Ablehnen’; who is new begins as the chain has set it [E-11]', async () => {
      await at.shop.counter.client.settings.save({
        changes: { createCustomersFromApp: false, newCustomerStatus: 'inactive' },
      });
      await round(at.shop.counter);
      const before = (await customers()).length;
      expect(await registered(at.phone, at.mails)).toBe('waiting');
      const other = phoneOf(at.shop, '198.51.100.2');
      expect(await registered(other, at.mails, { person: { firstName: 'Paul' } })).toBe('waiting');
      const open = await tasks();
      const taskOf = (name: string) => String(open.find(({ body }) => String(body).includes(name))?.id);
      const { customerId } = await decide(taskOf('Anna'), { kind: 'create' });
      expect((await at.phone.session()).customerName).toBe('Anna Müller');
      expect(await decide(taskOf('Paul'), { kind: 'decline' })).toEqual({ customerId: null });
      await expect(other.session()).rejects.toMatchObject({ code: 'ENDED', data: { reason: 'declined' } });
      expect((await customers()).slice(before).map(({ id, status }) => [id, status])).toEqual([
        [customerId, 'inactive'],
      ]);
      expect(await tasks()).toEqual([]);
    });

    test('is not let in by assigning where the licence has ended', async () => {
      const known = await at.shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
      await round(at.shop.counter);
      await registered(at.phone, at.mails);
      const [task] = await tasks();
      at.shop.server.clock.now = Date.UTC(2028, 0, 1, 12);
      await expect(
        decide(String(task?.id), { kind: 'assign', customerId: known, take: ['email'] }),
      ).rejects.toMatchObject({ code: 'REFUSED', data: { reason: 'licenceEnded' } });
      expect((await at.shop.counter.client.customers.byId({ id: known })).form.email).toBeNull();
      expect(await tasks()).toHaveLength(1);
      await expect(at.phone.session()).rejects.toMatchObject({ code: 'WAITING' });
    });

    test('is the business of the branch’s own staff alone, and customers of other branches are not chosen', async () => {
      const known = await at.shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
      const house = at.shop.counter.service.counter.house;
      const moon = house?.newId() ?? '';
      house?.save('branch.save', (unit) => unit.create('branch', { id: moon, name: 'Mond-Apotheke' }));
      house?.save('employee.save', (unit) =>
        unit.create('employeeRole', {
          ...{ id: house.newId(), employeeId: personId(at.shop.counter), branchId: moon, role: 'administrator' },
        }),
      );
      await round(at.shop.counter);
      await registered(at.phone, at.mails);
      const [task] = await tasks();
      const taskId = String(task?.id);
      const away = await joinedCounter(at.shop.server, at.shop.counter, { branchId: moon });
      try {
        expect(away.service.counter.house?.db.sqlite.prepare('SELECT * FROM task').all()).toEqual([]);
        const line = lineOf(at.shop, away);
        const employeeId = personId(at.shop.counter);
        await expect(line.tasks.registration({ taskId, employeeId })).rejects.toMatchObject({
          code: 'GONE',
        });
        await expect(line.tasks.decide({ taskId, employeeId, decision: { kind: 'create' } })).rejects.toMatchObject({
          code: 'GONE',
        });
        await expect(lineOf(at.shop).tasks.registration({ taskId, employeeId: 'nobody' })).rejects.toMatchObject({
          code: 'NOT_ALLOWED',
        });
        await at.shop.counter.client.branchSearch.move({ customerId: known, toBranchId: moon });
        const { candidates, hidden } = await lineOf(at.shop).tasks.registration({ taskId, employeeId });
        expect([candidates, hidden]).toEqual([[], 1]);
        await expect(decide(taskId, { kind: 'assign', customerId: known, take: [] })).rejects.toMatchObject({
          code: 'GONE',
        });
      } finally {
        away.close();
      }
    });
  });
});
