// What is typed on a case's page over a state that was saved elsewhere meanwhile.
import { expect, test } from 'vitest';
import {
  blankItem,
  type CaseFields,
  fromCaseFields,
  mergeCase,
  withSavedIds,
} from '../../src-renderer/service-cases/case-fields.ts';

const item = (itemId: string | null, body: string, more: Partial<CaseFields['items'][number]> = {}) => ({
  ...{ ...blankItem, itemId, body },
  ...more,
});
const base: CaseFields = {
  ...{ title: 'Einlagen', status: 'open', note: '', caseTypeId: '', patientId: '' },
  items: [item('a', 'links'), item('b', 'rechts')],
};

test('what only one changed is taken, what both changed differently is said and stays as it is typed', () => {
  const mine: CaseFields = { ...base, title: 'Einlagen neu', note: 'eilt', items: base.items };
  const theirs: CaseFields = { ...base, status: 'ready', note: 'wartet', items: base.items };
  const { merged, clashes } = mergeCase(base, mine, theirs);
  expect(merged).toMatchObject({ title: 'Einlagen neu', status: 'ready', note: 'eilt' });
  expect([...clashes]).toEqual([['note', 'wartet']]);
});

test('items are the same by their id: a tick here and a new line there go together', () => {
  const mine = { ...base, items: [item('a', 'links', { done: true }), item('b', 'rechts'), item(null, 'Bezug')] };
  const theirs = { ...base, items: [item('a', 'links'), item('b', 'rechts'), item('c', 'Kleber')] };
  const { merged, clashes } = mergeCase(base, mine, theirs);
  expect(merged.items.map(({ itemId, body, done }) => [itemId, body, done])).toEqual([
    ...[['a', 'links', true] as const, ['b', 'rechts', false] as const],
    ...[['c', 'Kleber', false] as const, [null, 'Bezug', false] as const],
  ]);
  expect(clashes.size).toBe(0);
});

test('what is removed stays removed unless the other side changed it', () => {
  const mine = { ...base, items: [item('b', 'rechts, weich')] };
  const theirs = { ...base, items: [item('a', 'links')] };
  expect(mergeCase(base, mine, theirs).merged.items).toEqual([item(null, 'rechts, weich')]);
  const changed = { ...base, items: [item('a', 'links, hart'), item('b', 'rechts')] };
  expect(mergeCase(base, mine, changed).merged.items).toEqual([item('a', 'links, hart'), item('b', 'rechts, weich')]);
});

test('new lines keep their place when a save has given them ids, whatever is typed on since', () => {
  const sent = { ...base, items: [item('a', 'links'), blankItem, item(null, 'Bezug')] };
  const saved = { ...base, items: [item('a', 'links'), item('n', 'Bezug')] };
  const typed = { ...sent, items: [item('a', 'links'), blankItem, item(null, 'Bezug, rot')] };
  const { merged, clashes } = mergeCase(...withSavedIds(sent, typed, saved), saved);
  expect(merged.items).toEqual([item('a', 'links'), item('n', 'Bezug, rot')]);
  expect(clashes.size).toBe(0);
  expect(mergeCase(...withSavedIds(sent, sent, saved), saved).merged).toEqual(saved);
});

test('blank lines are not sent, and a problem is said at the line that was typed', () => {
  const { form, atPage } = fromCaseFields({ ...base, items: [blankItem, item(null, 'Bezug', { quantity: 'x' })] });
  expect(form.items).toEqual([{ id: null, body: 'Bezug', quantity: 0, done: false }]);
  expect(atPage('items.0.quantity')).toBe('items.1.quantity');
});
