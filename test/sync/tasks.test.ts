// 'Aufgaben' at the counter: what the server puts there is listed with names, counted, and finished once, on every workstation
// of the branch; a registration is finished by its decision alone, and without a server it says so.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { type AppShop, openAppShop, phoneOf } from '../support/app-shop.ts';
import type { TestCounter } from '../support/counter.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { personId, registered, setUpMail } from '../support/registering.ts';
import { joinedCounter, round } from '../support/sync.ts';

let shop: AppShop;
let mails: MailServer;
let second: TestCounter;

beforeEach(async () => {
  shop = await openAppShop();
  mails = await startMailServer();
  await setUpMail(shop, mails);
  second = await joinedCounter(shop.server, shop.counter);
});
afterEach(async () => {
  second.close();
  await shop.close();
  await mails.close();
});

/** As the server makes it when two counters issued letters at the same time. */
async function letterTask(customerId: string): Promise<void> {
  const { server } = shop.server.running;
  const { id: chainId } = await server.storage.db.selectFrom('chain').select('id').executeTakeFirstOrThrow();
  const seat = shop.counter.service.counter.session.seat;
  await writeAsServer(server, chainId, async ({ make, now }) => {
    const body = {
      ...{ letterNumber: 'T1-0003', employeeId: personId(shop.counter), workstationId: seat?.workstation.id, at: now },
    };
    make('task', server.newId(), seat?.branch.id ?? '', {
      ...{ branchId: seat?.branch.id ?? '', kind: 'newPasswordNeeded', customerId, body: JSON.stringify(body) },
      ...{ createdAt: now, doneAt: null, doneBy: null },
    });
  });
}

test('a letter that is worth nothing is listed at every workstation, and done once', async () => {
  const customerId = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller' });
  await round(shop.counter);
  await letterTask(customerId);
  for (const counter of [shop.counter, second]) {
    await round(counter);
    expect(await counter.client.tasks.count()).toBe(1);
    expect((await counter.client.tasks.open()).tasks).toMatchObject([
      {
        customer: { id: customerId, name: 'Müller, Anna' },
        about: { kind: 'newPasswordNeeded', letterNumber: 'T1-0003', employee: 'Anna Amsel', workstation: 'Tresen 1' },
      },
    ]);
  }
  const [task] = (await second.client.tasks.open()).tasks;
  await second.client.tasks.finish({ id: task?.id ?? '' });
  expect(await second.client.tasks.count()).toBe(0);
  await round(second);
  await round(shop.counter);
  expect(await shop.counter.client.tasks.open()).toEqual({ tasks: [], count: 0 });
  await expect(shop.counter.client.tasks.finish({ id: task?.id ?? '' })).rejects.toMatchObject({ code: 'GONE' });
});

test('a registration is decided at either workstation, with the line only, and finished by nothing else', async () => {
  const known = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', birthDate: '1961-04-03' });
  await round(shop.counter);
  const phone = phoneOf(shop);
  expect(await registered(phone, mails)).toBe('waiting');
  await round(shop.counter);
  await round(second);
  const [task] = (await second.client.tasks.open()).tasks;
  const id = task?.id ?? '';
  expect(task).toMatchObject({ customer: null, about: { kind: 'assignConnection', name: 'Müller, Anna' } });
  await expect(second.client.tasks.finish({ id })).rejects.toMatchObject({ code: 'GONE' });
  const decision = { kind: 'assign' as const, customerId: known, take: ['phone' as const] };
  shop.server.road.cut = true;
  await expect(second.client.tasks.registration({ id })).rejects.toMatchObject({ code: 'OFFLINE' });
  await expect(second.client.tasks.decide({ id, decision })).rejects.toMatchObject({ code: 'OFFLINE' });
  shop.server.road.cut = false;
  const sent = await second.client.tasks.registration({ id });
  expect([sent.phone, sent.candidates.map(({ customerId }) => customerId)]).toEqual(['030 23125107', [known]]);
  expect(await second.client.tasks.decide({ id, decision })).toEqual({ customerId: known });
  // It has come back with the round that followed.
  expect(await second.client.tasks.count()).toBe(0);
  const { form } = await second.client.customers.byId({ id: known });
  expect(form.phones.map(({ number }) => number)).toEqual(['+493023125107']);
  await expect(shop.counter.client.tasks.decide({ id, decision })).rejects.toMatchObject({ code: 'GONE' });
  expect((await phone.session()).customerName).toBe('Anna Müller');
});

test('a registration that stayed behind on another server can only be put away', async () => {
  await shop.counter.client.settings.save({ changes: { createCustomersFromApp: false } });
  await round(shop.counter);
  await registered(phoneOf(shop), mails);
  await round(shop.counter);
  const [task] = (await shop.counter.client.tasks.open()).tasks;
  const id = task?.id ?? '';
  await shop.server.running.server.storage.db.deleteFrom('registration').execute();
  const { tasks } = shop.counter.client;
  await expect(tasks.registration({ id })).rejects.toMatchObject({ code: 'GONE' });
  await expect(tasks.decide({ id, decision: { kind: 'create' } })).rejects.toMatchObject({ code: 'GONE' });
  expect(await tasks.decide({ id, decision: { kind: 'decline' } })).toEqual({ customerId: null });
  expect(await tasks.count()).toBe(0);
  const logged = shop.counter.service.counter.house?.db.sqlite
    .prepare("SELECT employeeId FROM changeSet WHERE doing = 'task.finish'")
    .all();
  expect(logged).toEqual([{ employeeId: personId(shop.counter) }]);
});
