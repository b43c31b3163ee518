// A long list on the real service, in real threads: the counter stays free, and whatever interrupts it, everybody is there once.

import { describe, expect, test } from 'vitest';
import { allEntries } from '../../src-main/service/search/customer-entries.ts';
import { rebuildIndex } from '../../src-main/service/search/feed.ts';
import type { ImportState } from '../../src-shared/customer-import/contract.ts';
import { choose, csv, ended, lines, runImport } from '../support/customer-list.ts';
import { importingCounter } from '../support/importing-counter.ts';

const { at, database, all, count, save, signInAgain, inTheMiddle } = importingCounter();

/** Many transactions of an import, so that whatever interrupts it after the first finds it under way. */
const LINES = 9_000;

describe('a long list', () => {
  const whole = Buffer.from(csv(lines(0, LINES)));

  /** Every line once, complete, and nothing but the lines. */
  function expectEverybodyOnce(lineCount: number, more = 0): void {
    expect(count('customer')).toBe(lineCount + more);
    const rows = all<{
      number: string;
      lastName: string;
      birthDate: string;
      addresses: number;
      phones: number;
      births: number;
    }>(
      `SELECT c.number, c.lastName, c.birthDate,
         (SELECT count(*) FROM customerAddress a WHERE a.customerId = c.id AND a.id = c.homeAddressId) AS addresses,
         (SELECT count(*) FROM customerPhone p WHERE p.customerId = c.id) AS phones,
         (SELECT count(*) FROM change l WHERE l.subjectId = c.id AND l.kind = 'create') AS births
       FROM customer c WHERE c.birthDate IS NOT NULL ORDER BY CAST(c.number AS INTEGER)`,
    );
    expect(rows).toEqual(
      lines(0, lineCount).map(([number, , lastName, , born, , , , phone, mobile]) => ({
        ...{ number, lastName, birthDate: born?.split('.').reverse().join('-') },
        ...{ addresses: 1, phones: Number(phone !== '') + Number(mobile !== ''), births: 1 },
      })),
    );
    expect(count('searchRow') - more).toBe(lineCount);
    expect(count('searchLast') - more).toBe(lineCount);
    expect(all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  }

  async function begin(): Promise<ImportState> {
    const { file } = await choose(at.counter, whole);
    const plan = file?.proposal ?? ({} as never);
    await at.counter.client.customerImport.check(plan);
    return at.counter.client.customerImport.start(plan);
  }

  test('leaves the counter free to save meanwhile', async () => {
    await begin();
    let saved = 0;
    while ((await at.counter.client.customerImport.state()).job) {
      await save({ lastName: `Zwischendurch ${saved++}` });
      await new Promise(setImmediate);
    }
    expect(saved).toBeGreaterThan(3);
    expect((await at.counter.client.customerImport.state()).run?.state).toBe('done');
    const between = all<{ number: string }>("SELECT number FROM customer WHERE lastName LIKE 'Zwischendurch%'");
    expect(between).toHaveLength(saved);
    expect(new Set(between.map((row) => Number(row.number) >= 20_000 + LINES)).has(false)).toBe(false);
    expect(count('customer')).toBe(LINES + saved);
  });

  test('can be broken off and gone on with', async () => {
    await begin();
    await inTheMiddle();
    await at.counter.client.customerImport.cancel();
    const broken = (await ended(at.counter)).run;
    expect(broken).toMatchObject({ state: 'cancelled', resumable: true, notSearchableYet: 0 });
    expect(broken?.linesDone).toBeLessThan(LINES);
    expect(count('customer')).toBe(broken?.linesDone);
    await at.counter.client.customerImport.resume();
    expect((await ended(at.counter)).run).toMatchObject({ state: 'done', linesDone: LINES, counts: { taken: LINES } });
    expectEverybodyOnce(LINES);
  });

  test('goes on after the program ended in the middle', async () => {
    await begin();
    await inTheMiddle();
    at.counter.restart();
    await signInAgain();
    const { run } = await ended(at.counter);
    expect(run).toMatchObject({ state: 'interrupted', resumable: true });
    expect(count('customer')).toBe(run?.linesDone);
    await at.counter.client.customerImport.resume();
    expect((await ended(at.counter)).run).toMatchObject({ state: 'done', linesDone: LINES });
    expectEverybodyOnce(LINES);
  });

  test('is not begun twice at a time, nor without a trial', async () => {
    const { file } = await choose(at.counter, whole);
    const plan = file?.proposal ?? ({} as never);
    await expect(at.counter.client.customerImport.start(plan)).rejects.toMatchObject({ code: 'NOT_TRIED' });
    await at.counter.client.customerImport.check(plan);
    await expect(at.counter.client.customerImport.start({ ...plan, duplicates: 'fill' })).rejects.toMatchObject({
      code: 'NOT_TRIED',
    });
    await at.counter.client.customerImport.start(plan);
    await expect(at.counter.client.customerImport.start(plan)).rejects.toMatchObject({ code: 'BUSY' });
    await expect(at.counter.client.customerImport.resume()).rejects.toMatchObject({ code: 'BUSY' });
    await expect(at.counter.client.customerImport.forgetFile()).rejects.toMatchObject({ code: 'BUSY' });
    await ended(at.counter);
    await expect(at.counter.client.customerImport.resume()).rejects.toMatchObject({ code: 'NOTHING_TO_RESUME' });
  });

  test('lies in the search index as if each had been saved', async () => {
    await runImport(at.counter, Buffer.from(csv(lines(0, 300))));
    const found = await at.counter.client.search.find({ text: 'mueller carla 9.5.1970', limit: 20, offset: 0 });
    expect(found.rows.map((row) => row.number)).toEqual(['20120']);
    const tables = [
      'searchRow',
      'searchLast',
      'searchFirst',
      'searchPostcode',
      'searchBirth',
      'searchCode',
      'searchTown',
    ];
    const contents = () =>
      tables.map((table) =>
        all<Record<string, unknown>>(`SELECT * FROM ${table}`)
          .map(({ id: _, ...row }) => JSON.stringify(row))
          .sort(),
      );
    const imported = contents();
    rebuildIndex(database(), allEntries(database()));
    expect(contents()).toEqual(imported);
  });

  test('taken over a second time finds everybody there', async () => {
    await runImport(at.counter, whole);
    const { ended } = await runImport(at.counter, whole);
    expect(ended.run?.counts).toMatchObject({ taken: 0, duplicates: LINES });
    expectEverybodyOnce(LINES);
  });

  test('of fifty thousand lines, with line breaks inside', async () => {
    const rows = lines(0, 50_000).map((row, n) => (n % 1000 ? row : [...row.slice(0, -1), '"erste\r\nzweite Zeile"']));
    const { ended } = await runImport(at.counter, Buffer.from(csv(rows)));
    expect(ended.run).toMatchObject({ state: 'done', linesDone: 50_000, counts: { taken: 50_000, withProblems: 0 } });
    expect(count('customer')).toBe(50_000);
    expect(all("SELECT 1 FROM customer WHERE note = 'erste' || char(13, 10) || 'zweite Zeile'")).toHaveLength(50);
  });
});
