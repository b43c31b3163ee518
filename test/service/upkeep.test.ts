// What the counter does by itself: a save never moves the log, idle time does; the day's backup and the check come alone.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { connect } from '../../src-main/service/database/connection.ts';
import { checkpoint, IdleWork, keepLogShort } from '../../src-main/service/database/idle-work.ts';
import { closeAll, emptyFolder, openFolder, saveCustomer, setUp } from '../support/data-folder.ts';

afterEach(() => {
  vi.useRealTimers();
  closeAll();
});

async function shop() {
  const opened = openFolder(emptyFolder());
  await setUp(opened.client);
  const { house } = opened.service.counter;
  if (!house) throw new Error('not open');
  /** Pages in the log, and how many of them are in the database too. */
  const log = () => (house.db.sqlite.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[])[0];
  return { ...opened, house, log };
}

test('thousands of pages of saves move nothing into the database; a pause moves all of it, and the log begins anew', async () => {
  const { client, house, log } = await shop();
  await vi.waitFor(() => expect(log()?.checkpointed).toBe(log()?.log));
  const size = statSync(house.db.file).size;
  const stop = house.upkeep.idle.rest();
  for (let i = 0; (log()?.log ?? 0) < 3000; i++) await saveCustomer(client, `Kunde ${i}`, { note: 'x'.repeat(3900) });
  expect(statSync(house.db.file).size).toBe(size);
  stop();
  await vi.waitFor(() => expect(log()?.checkpointed).toBe(log()?.log), 5000);
  expect(statSync(house.db.file).size).toBeGreaterThan(size);
  await saveCustomer(client, 'Danach');
  expect(log()?.log).toBeLessThan(100);
});

test('who saves without a pause has a step done in between', async () => {
  const { house } = await shop();
  let steps = 0;
  const idle = new IdleWork([{ name: 'count', step: () => ++steps < 0 }, checkpoint(house.db.sqlite)], () => {});
  await vi.waitFor(
    () => {
      idle.saved();
      expect(steps).toBeGreaterThan(0);
    },
    { timeout: 5000, interval: 20 },
  );
  idle.stop();
});

test('a long task never leaves more in the log than a step can move', async () => {
  const { house, log } = await shop();
  const { sqlite } = house.db;
  sqlite.exec('CREATE TABLE heap (content BLOB)');
  const write = sqlite.prepare('INSERT INTO heap (content) VALUES (zeroblob(200000))');
  const unmoved: number[] = [];
  let left = 40;
  const long = {
    name: 'long',
    step: () => {
      write.run();
      unmoved.push((log()?.log ?? 0) - (log()?.checkpointed ?? 0));
      return --left > 0;
    },
  };
  const idle = new IdleWork([keepLogShort(sqlite), long, checkpoint(sqlite)], () => {});
  idle.runNow();
  expect(unmoved).toHaveLength(40);
  // 256 pages, and what one more step has written.
  expect(Math.max(...unmoved)).toBeLessThan(400);
  expect(log()?.checkpointed).toBe(log()?.log);
});

test('a log that a reader holds back keeps no task from its turn', async () => {
  const { house, log } = await shop();
  const { sqlite } = house.db;
  sqlite.exec('CREATE TABLE heap (content BLOB)');
  const reader = connect(house.db.file, house.ports.keyStore.read() ?? Buffer.alloc(0));
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM heap').get();
  sqlite.prepare('INSERT INTO heap (content) VALUES (zeroblob(2000000))').run();
  let turns = 0;
  const idle = new IdleWork([keepLogShort(sqlite), { name: 'count', step: () => ++turns < 3 }], () => {});
  idle.runNow();
  expect(turns).toBe(3);
  expect((log()?.log ?? 0) - (log()?.checkpointed ?? 0)).toBeGreaterThan(256);
  reader.close();
});

test('a task begins when the one before has nothing left; one that fails keeps no other from its turn', () => {
  const done: string[] = [];
  const failed: string[] = [];
  let left = 3;
  const idle = new IdleWork(
    [
      { name: 'first', step: () => done.push('first') > 0 && --left > 0 },
      {
        name: 'broken',
        step: () => {
          throw new Error('x');
        },
      },
      { name: 'last', step: () => done.push('last') < 0 },
    ],
    (task) => failed.push(task),
  );
  idle.runNow();
  expect(done).toEqual(['first', 'first', 'first', 'last']);
  expect(failed).toEqual(['broken']);
});

test('a counter left alone makes its backup and checks its file', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  const directory = emptyFolder();
  const { client, service } = openFolder(directory, { upkeep: 'automatic' });
  await setUp(client);
  expect(await client.backup.state()).toEqual({ lastAt: null, running: false, problem: null });
  vi.advanceTimersByTime(20_000);
  vi.useRealTimers();
  await vi.waitFor(async () => expect((await client.backup.state()).lastAt).not.toBeNull(), 5000);
  await vi.waitFor(async () => expect((await client.database.health()).state).toBe('good'), 5000);
  expect(readdirSync(join(directory, 'backups'))).toHaveLength(1);
  service.stop();
});

test('a counter closed while its background works ends in peace', async () => {
  const { client, service } = await shop();
  for (let i = 0; i < 50; i++) await saveCustomer(client, `Kunde ${i}`, { note: 'x'.repeat(3900) });
  const { dataDirectory } = service.counter.ports;
  const making = client.backup.makeNow();
  const checking = service.counter.house?.upkeep.health.check();
  await vi.waitFor(() => expect(existsSync(join(dataDirectory, 'backups'))).toBe(true));
  service.stop();
  await expect(making).rejects.toMatchObject({ code: 'FAILED' });
  await expect(checking).rejects.toMatchObject({ code: 'STOPPED' });
  const again = openFolder(dataDirectory);
  expect(again.service.counter.trouble).toBeNull();
});

test('jobs under way are given up at once with the counter', async () => {
  const { client, service, house } = await shop();
  for (let i = 0; i < 400; i++) await saveCustomer(client, `Kunde ${i}`, { note: 'x'.repeat(3900) });
  const alone = await timeOf(() => house.upkeep.health.check());
  const began = performance.now();
  const many = Array.from({ length: 30 }, () => house.upkeep.health.check().catch(() => 'given up'));
  await timeOf(() => house.upkeep.idle.runNow());
  service.stop();
  expect(await Promise.all(many)).toContain('given up');
  expect(performance.now() - began).toBeLessThan(alone * 30);
});

async function timeOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

test('a restore waits for the backup under way', async () => {
  const { client } = await shop();
  const first = await client.backup.makeNow();
  const restoring = client.backup.restore({ file: first.file, recoveryKey: null });
  const second = client.backup.makeNow().catch((error: unknown) => error);
  await restoring;
  await second;
  expect(await client.signIn.state()).toMatchObject({ phase: 'signIn' });
});
