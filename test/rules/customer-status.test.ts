// What the status of a customer lets a person save about him, change by change.
import { describe, expect, test } from 'vitest';
import { customerStatuses } from '../../src-shared/customers/rules.ts';
import {
  isUnserved,
  STATUS_RULES,
  type StatusStep,
  statusRefusal,
  WRITTEN_ANYHOW,
} from '../../src-shared/customers/status.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';

const employee = { administrator: false, undoing: false };
const administrator = { administrator: true, undoing: false };

const create = (table: TableName): StatusStep => ({ table, kind: 'create', field: null, to: '{}' });
const remove = (table: TableName): StatusStep => ({ table, kind: 'remove', field: null, to: null });
const update = (table: TableName, field: string, to = '"x"'): StatusStep => ({ table, kind: 'update', field, to });
const status = update('customer', 'status', '"active"');
const endsAccess = [update('appAccess', 'active', '0'), update('appAccess', 'passwordHash', 'null')];
const switchesOn = update('appAccess', 'active', '1');

const ofCustomers = (Object.keys(synced) as TableName[]).filter(
  (table) => synced[table].subject === 'customerId' && !synced[table].madeByServer,
);

test('who is active or inactive is nobody’s hindrance [A-36]', () => {
  for (const meaning of ['active', 'inactive'] as const)
    for (const table of ofCustomers)
      for (const step of [create(table), remove(table), update(table, 'x'), switchesOn])
        expect(statusRefusal(meaning, [step], employee)).toBeNull();
});

describe('who is blocked [A-33 A-36]', () => {
  const refused = (steps: StatusStep[], by = employee) => statusRefusal('blocked', steps, by);

  test('is only read: nothing of the record is made, changed or taken from it, whoever wants that', () => {
    for (const table of ofCustomers.filter((one) => !WRITTEN_ANYHOW.has(one)))
      for (const step of [create(table), remove(table), update(table, 'x')])
        for (const by of [employee, administrator]) expect(refused([step], by)).toBe('readOnly');
    expect(refused([update('customer', 'lastName')], administrator)).toBe('readOnly');
  });

  test('gives and withdraws consents, gets his papers filed, and what waits for him is put away', () => {
    expect(refused([...WRITTEN_ANYHOW].flatMap((table) => [create(table as TableName)]))).toBeNull();
    expect(refused([update('conflict', 'decidedAt'), update('task', 'doneAt'), remove('document')])).toBeNull();
    expect(refused([create('consentEntry'), update('customerPhone', 'e164')])).toBe('readOnly');
  });

  test('is noted at what his card says otherwise, and nothing more of it [A-50]', () => {
    expect(refused([update('customer', 'cardDiffers')])).toBeNull();
    expect(refused([update('customer', 'cardDiffers'), update('customer', 'birthDate')])).toBe('readOnly');
  });

  test('loses the access to the app, and gets neither a new one nor a new password', () => {
    expect(refused(endsAccess)).toBeNull();
    expect(refused([create('consentEntry'), ...endsAccess])).toBeNull();
    for (const step of [create('appAccess'), switchesOn, update('appAccess', 'passwordHash')])
      expect(refused([step])).toBe('readOnly');
  });

  test('can be deleted, brought back, or made as that with all that belongs to him', () => {
    expect(refused([remove('customer')])).toBeNull();
    expect(refused([create('customer')])).toBeNull();
    expect(refused([create('customer'), create('customerAddress'), create('customerCard')])).toBeNull();
    expect(refused([remove('customerAddress'), remove('customer')])).toBeNull();
  });

  test('gets another status from an administrator alone, first and by itself', () => {
    expect(refused([status])).toBe('needsAdministrator');
    expect(refused([status, update('customer', 'note')])).toBe('needsAdministrator');
    expect(refused([status], administrator)).toBeNull();
    // What every save puts right by itself.
    expect(refused([status, update('customer', 'homeAddressId')], administrator)).toBeNull();
    expect(refused([update('customer', 'homeAddressId')], administrator)).toBe('readOnly');
    for (const also of [update('customer', 'note'), update('customerPhone', 'status'), switchesOn, create('cashSale')])
      expect(refused([status, also], administrator)).toBe('readOnly');
  });

  test('is taken back by an administrator together with what was saved along', () => {
    const both = [status, update('customer', 'note'), remove('customerPhone')];
    expect(refused(both, { administrator: true, undoing: true })).toBeNull();
    expect(refused(both, { administrator: false, undoing: true })).toBe('needsAdministrator');
    expect(refused([update('customer', 'note')], { administrator: true, undoing: true })).toBe('readOnly');
  });
});

test('who is deceased stays to be edited, and nothing new is begun for him [A-36]', () => {
  const refused = (step: StatusStep) => statusRefusal('deceased', [step], employee);
  for (const table of ['serviceCase', 'cashSale', 'customerCard', 'programMembership', 'appAccess'] as const)
    expect(refused(create(table))).toBe('notServed');
  expect(refused(switchesOn)).toBe('notServed');
  for (const step of [
    ...[status, update('customer', 'note'), create('customerPhone'), create('customerComment')],
    ...[update('serviceCase', 'status'), create('serviceCaseItem'), remove('customerCard'), ...endsAccess],
  ])
    expect(refused(step)).toBeNull();
  expect(statusRefusal('deceased', [create('customer'), create('customerCard')], employee)).toBeNull();
});

test('unserved is who is not served', () => {
  for (const meaning of customerStatuses) expect(isUnserved(meaning)).toBe(!STATUS_RULES[meaning].served);
  expect(customerStatuses.filter(isUnserved)).toEqual(['blocked', 'deceased']);
});
