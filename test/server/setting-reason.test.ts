// N-04 at the server: a preset that advertising law guards is not switched on past the counter without a reason; and the lists of
// the chain are taken from administrators alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WireChange } from '../../src-shared/sync/protocol.ts';
import type { TableName } from '../../src-shared/tables.ts';
import { openTwoChains, type TwoChains, update } from '../support/two-chains.ts';

let world: TwoChains;
beforeAll(async () => {
  world = await openTwoChains();
}, 120_000);
afterAll(() => world?.close());

function born(rowId: string, value: unknown): WireChange {
  const none = { field: null, from: null, groupFrom: null };
  const to = JSON.stringify({ value: JSON.stringify(value) });
  return { table: 'chainSetting', rowId, subjectId: rowId, kind: 'create', to, ...none };
}

function changed(rowId: string, from: unknown, value: unknown): WireChange {
  return {
    ...update('chainSetting', rowId, 'value', JSON.stringify(value)),
    from: JSON.stringify(JSON.stringify(from)),
  };
}

test('a guarded preset is switched on with a reason in the same set, or not at all [N-04]', async () => {
  const { own } = world;
  const reason = born('presetEmail.reason', 'Einwilligungen liegen auf Papier vor.');
  expect(await world.pushed(own, [born('presetEmail', true)])).toBe('badRow');
  expect(await world.pushed(own, [born('presetEmail', true), born('presetEmail.reason', 'kurz')])).toBe('badRow');
  expect(await world.pushed(own, [born('presetEmail', true), { ...reason, rowId: 'presetSms.reason' }])).toBe('badRow');
  expect(await world.pushed(own, [born('presetEmail', true), reason])).toBe('taken');
  expect(await world.pushed(own, [changed('presetEmail', true, false)])).toBe('taken');
  expect(await world.pushed(own, [changed('presetEmail', false, true)])).toBe('badRow');
  // What nothing guards needs none.
  expect(await world.pushed(own, [born('presetLetter', false)])).toBe('taken');
});

test.each(['customerStatus', 'property', 'payer', 'customerProgram', 'caseType'] satisfies TableName[])(
  '%s is kept by administrators alone',
  async (table) => {
    const { own } = world;
    const entry = world.creation(table, own);
    for (const employeeId of [own.people.employee, own.people.accounting])
      expect(await world.pushed(own, [entry], { employeeId }, [])).toBe('notAllowed');
    expect(await world.pushed(own, [entry], {}, [])).toBe('taken');
  },
);
