// The self-test: seven numbered checks of what the counter stands on, with figures and words that name nobody.
import { afterEach, expect, test } from 'vitest';
import { CHECKS, type SelfCheck } from '../../src-shared/diagnostics/contract.ts';
import type { PrinterInfo } from '../../src-shared/printing/jobs.ts';
import { testReaders } from '../support/card-port.ts';
import { openCounter, type TestCounter } from '../support/counter.ts';

let counter: TestCounter;
afterEach(() => counter.close());

type Of<Name extends SelfCheck['check']> = Extract<SelfCheck, { check: Name }>;

async function checked<Name extends SelfCheck['check']>(name: Name): Promise<Of<Name>> {
  const { checks } = await counter.client.diagnostics.run();
  return checks.find(({ check }) => check === name) as Of<Name>;
}

const printer = (more: Partial<PrinterInfo> = {}): PrinterInfo => ({
  ...{ id: 'system:1', name: 'Bei Frau Mustermann', isDefault: true, state: 'ready', trays: [] },
  ...more,
});
const offering = (...list: PrinterInfo[]) => ({
  list: async () => list,
  print: async () => ({ ok: true as const, finished: true }),
});

test('all checks are made, in the order of their numbers, and name neither people nor printers', async () => {
  const readers = testReaders();
  counter = await openCounter({
    ports: { printers: offering(printer()), cardReaders: readers.port, upkeep: 'byHand' },
  });
  const { checks } = await counter.client.diagnostics.run();
  expect(checks.map(({ check }) => check)).toEqual([...CHECKS]);
  const said = JSON.stringify(checks);
  for (const name of ['Mustermann', 'Amsel', 'Sonnen', 'Testleser', counter.directory])
    expect(said).not.toContain(name);
});

test('a printer that stopped is to be looked at, and none that prints is a fault', async () => {
  const printers = [printer(), printer({ id: 'system:2', state: 'stopped', problem: 'PRINT_JAM' })];
  counter = await openCounter({ ports: { printers: { ...offering(), list: async () => printers }, upkeep: 'byHand' } });
  expect(await checked('printers')).toEqual({
    check: 'printers',
    verdict: 'attention',
    printers: [
      { state: 'ready', problem: null },
      { state: 'stopped', problem: 'PRINT_JAM' },
    ],
  });
  printers.shift();
  expect((await checked('printers')).verdict).toBe('failed');
  printers.shift();
  expect(await checked('printers')).toMatchObject({ verdict: 'failed', printers: [] });
});

test('readers: one that answers is good, a silent card or a resting service is to be looked at', async () => {
  const readers = testReaders();
  counter = await openCounter({ ports: { cardReaders: readers.port, upkeep: 'byHand' } });
  expect(await checked('cardReaders')).toMatchObject({ verdict: 'good', readers: ['empty'] });
  readers.state = { service: 'running', readers: [{ name: 'Leser', state: 'silent' }] };
  expect((await checked('cardReaders')).verdict).toBe('attention');
  readers.state = { service: 'stopped', readers: [] };
  expect(await checked('cardReaders')).toMatchObject({ verdict: 'attention', service: 'stopped' });
});

test('the database: without a backup it is to be looked at, with one it is good, and late again after four days', async () => {
  counter = await openCounter({ ports: { upkeep: 'byHand' } });
  expect(await checked('database')).toMatchObject({ verdict: 'attention', backupAt: null });
  await counter.client.backup.makeNow();
  const { verdict, backupAt, bytes } = await checked('database');
  expect([verdict, backupAt]).toEqual(['good', counter.clock.now]);
  expect(bytes).toBeGreaterThan(100_000);
  counter.clock.now += 4 * 86_400_000 + 1;
  expect((await checked('database')).verdict).toBe('attention');
});

test('clock and server of a counter without one: nothing to compare, and said so', async () => {
  counter = await openCounter({ ports: { upkeep: 'byHand' } });
  expect(await checked('clock')).toEqual({ check: 'clock', verdict: 'attention', minutesOff: null });
  expect(await checked('server')).toEqual({ check: 'server', verdict: 'attention', state: { kind: 'none' } });
  expect(await checked('disk')).toMatchObject({ refusal: null });
  expect(await checked('versions')).toMatchObject({ program: '0.0.0-test', node: process.versions.node });
});
