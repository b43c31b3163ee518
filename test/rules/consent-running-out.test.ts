// Which grants stand on the worklist of those that run out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOutSoon } from '../../src-shared/consent/asking.ts';
import { renewalDueAt } from '../../src-shared/consent/rules.ts';
import { grantedWithin } from '../../src-shared/consent/running-out.ts';

test('a grant is on exactly one of both lists when it runs out within 60 days or has done so [N-06 A-32]', () => {
  const instant = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') });
  fc.assert(
    fc.property(instant, fc.integer({ min: -900, max: 10 }), (now, days) => {
      const since = now + days * 86_400_000;
      const on = (which: 'soon' | 'past') => {
        const { from, to } = grantedWithin(which, now);
        return since > from && since <= to;
      };
      expect(on('past')).toBe(renewalDueAt(since) <= now);
      expect(on('soon') || on('past')).toBe(runsOutSoon(since, now));
      expect(on('soon') && on('past')).toBe(false);
    }),
  );
});

test('a grant of a leap day is due on the first of March', () => {
  const since = Date.parse('2024-02-29T10:00:00Z');
  const { from, to } = grantedWithin('past', Date.parse('2026-03-01T10:00:00Z'));
  expect(since > from && since <= to).toBe(true);
  expect(since <= grantedWithin('past', Date.parse('2026-02-28T10:00:00Z')).to).toBe(false);
});
