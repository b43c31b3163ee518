// How long what is kept, and what an erasure does with a row of each kind: refused with its reason, gone, or kept until a day.
import { expect, test } from 'vitest';
import { erasurePlan, treatmentOf } from '../../src-shared/erasure/plan.ts';
import { keptUntil, RETENTION, RETENTION_KINDS } from '../../src-shared/erasure/retention.ts';
import { confirmationOf, decideErasure, type ErasableRow, phoneProofUntil } from '../../src-shared/erasure/rules.ts';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import { synced, type TableName, tables } from '../../src-shared/tables.ts';

const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const row = (table: string, body: ErasableRow['body'], id = `${table}-1`): ErasableRow => ({
  ...{ table, id, removedAt: null, body },
});
const customer = row('customer', { number: '10342', branchId: 'b', lastName: 'Quitte', mergedIntoId: null }, 'c');

function decide(rows: ErasableRow[], more: Partial<Parameters<typeof decideErasure>[0]> = {}) {
  return decideErasure({
    ...{ rows: [customer, ...rows], customerId: 'c', branchId: 'b', today: '2026-11-30', dayOf, documents: {} },
    ...{ before: null, neutral: () => null, ...more },
  });
}

test('vouchers are kept 8 years to the end of the year since 2025, 10 before; letters 6, documents 12, proofs of calls 5 to the day [E-81 N-05]', () => {
  expect(keptUntil('voucher', '2020-06-01', '2024-12-31')).toBe('2030-12-31');
  expect(keptUntil('voucher', '2020-06-01', '2025-01-01')).toBe('2028-12-31');
  expect(keptUntil('letter', '2020-06-01', '2026-01-01')).toBe('2026-12-31');
  expect(keptUntil('standardDocument', '2020-06-01', '2026-01-01')).toBe('2032-12-31');
  expect(keptUntil('phoneProof', '2024-02-29', '2026-01-01')).toBe('2029-02-28');
  expect(new Set(RETENTION.map(({ kind }) => kind))).toEqual(new Set(RETENTION_KINDS));
});

test('every field of every table of customers has a decision, and what nobody has decided is refused by name [N-07]', () => {
  for (const table of Object.keys(tables) as TableName[]) {
    if (synced[table].subject !== 'customerId' && table !== 'customer') continue;
    for (const field of bodyColumns(table))
      expect([`${table}.${field}`, treatmentOf(table, field)]).not.toContain(undefined);
  }
  expect(Object.keys(erasurePlan).sort()).toEqual(Object.keys(tables).sort());
  const ahead = decide([row('customerPhone', { e164: '+4930', nickname: 'Omi' }), row('horoscope', { sign: 'Waage' })]);
  expect(ahead.refusals).toEqual([{ reason: 'unknownCategory', fields: ['customerPhone.nickname', 'horoscope.sign'] }]);
});

test('the clock of § 7a UWG begins anew with each call and ends by itself [N-05]', () => {
  const entry = (kind: string, day: string) =>
    row('consentEntry', { purpose: 'advertisingPhone', kind, capturedAt: Date.parse(day) }, day);
  const at = (today: string, ...rows: ErasableRow[]) => phoneProofUntil({ rows, today, dayOf });
  expect(at('2026-11-30', entry('granted', '2022-01-10'))).toBe('2027-01-10');
  expect(at('2026-11-30', entry('granted', '2022-01-10'), entry('used', '2025-03-04'))).toBe('2030-03-04');
  expect(at('2026-11-30', entry('granted', '2020-01-10'))).toBeNull();
  expect(at('2026-11-30', entry('withdrawn', '2026-01-10'))).toBeNull();
});

test('reasons against it are all said: open cases, a living mandate, conflicts, files nobody has judged [E-82]', () => {
  const refused = decide([
    row('serviceCase', { number: 'V-T1-0007', status: 'ready' }),
    row('bankAccount', { mandateReference: 'M1', mandateEndedOn: null }),
    row('conflict', { decidedAt: null }),
    row('document', { kind: 'other', name: 'brief.pdf' }, 'd'),
  ]).refusals;
  expect(refused.map(({ reason }) => reason)).toEqual([
    'openCases',
    'livingMandate',
    'openConflicts',
    'documentsUndecided',
  ]);
  expect(decide([], { branchId: 'other' }).refusals).toEqual([{ reason: 'otherBranch' }]);
  expect(decide([], { before: { lockedUntil: null } }).refusals).toEqual([{ reason: 'erasedAlready' }]);
  expect(decide([], { before: { lockedUntil: '2026-11-30' } }).refusals).toEqual([{ reason: 'erasedAlready' }]);
  expect(decide([], { before: { lockedUntil: '2026-11-29' } }).refusals).toEqual([]);
});

test('a sale stays without a name, a letter keeps the name with it and locks [A-33 E-77]', () => {
  const sale = row('cashSale', { cents: 1990, body: 'Handcreme', at: Date.parse('2026-01-10') });
  const sold = decide([sale]);
  expect(sold.lockedUntil).toBeNull();
  expect(sold.fields.get(customer)?.get('lastName')).toEqual({ done: 'blanked' });
  expect(sold.fields.get(sale)?.get('body')).toMatchObject({ done: 'kept', why: 'voucher', until: '2034-12-31' });
  const file = row('document', { kind: 'other', name: 'brief.pdf', createdAt: Date.parse('2026-01-10') }, 'd');
  const kept = decide([file], { documents: { d: 'letter' } });
  expect(kept.lockedUntil).toBe('2032-12-31');
  expect(kept.fields.get(customer)?.get('lastName')).toMatchObject({ why: 'letter', withRecord: true });
  expect(decide([file], { documents: { d: 'none' } }).lockedUntil).toBeNull();
});

test('what must be typed is the number, or how many [E-82]', () => {
  expect(confirmationOf(['10342'])).toBe('10342');
  expect(confirmationOf(['10342', '10343'])).toBe('2');
});
