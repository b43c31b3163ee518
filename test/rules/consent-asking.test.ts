// When staff are to ask a customer about the storage of data, and when not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskingFacts, countingAsk, decideAsking, runsOutSoon } from '../../src-shared/consent/asking.ts';
import { type ConsentState, renewalDueAt } from '../../src-shared/consent/rules.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const DAY = 86_400_000;

const state = {
  none: { state: 'none' },
  open: { state: 'open', since: NOW - DAY, versionId: 'version-1', by: 'anna' },
  granted: grantedAt(NOW - DAY),
  withdrawn: { state: 'withdrawn', since: NOW - DAY, by: 'anna', how: 'oral' },
} as const satisfies Record<string, ConsentState>;

function grantedAt(since: number): ConsentState {
  return { state: 'granted', since, versionId: 'version-1', by: 'anna', how: 'paper', entryId: 'entry-1' };
}

const facts = (over: Partial<AskingFacts> = {}): AskingFacts => ({
  ...{ wanted: true, storage: state.none, status: 'active', askedToday: false, ...over },
});

describe('the privacy dialog', () => {
  test('is due while there is no declaration or an unsigned one, and not where it is granted [E-15 E-16]', () => {
    expect(decideAsking(facts(), NOW)).toEqual({ due: true, why: 'missing' });
    expect(decideAsking(facts({ storage: state.open }), NOW)).toEqual({ due: true, why: 'open' });
    expect(decideAsking(facts({ storage: state.granted }), NOW)).toEqual({ due: false, because: 'granted' });
  });

  test('is due once a day [E-16]', () => {
    expect(decideAsking(facts({ askedToday: true }), NOW)).toEqual({ due: false, because: 'askedToday' });
  });

  test('is never due with the setting off [E-20]', () => {
    for (const storage of Object.values(state))
      expect(decideAsking(facts({ wanted: false, storage }), NOW)).toEqual({ due: false, because: 'notWanted' });
  });

  test('is never due after a withdrawal, nor for a customer who is locked or dead [A-33 A-36]', () => {
    expect(decideAsking(facts({ storage: state.withdrawn }), NOW)).toEqual({ due: false, because: 'withdrawn' });
    for (const status of ['blocked', 'deceased'] as const)
      expect(decideAsking(facts({ status }), NOW)).toEqual({ due: false, because: 'notServed' });
    expect(decideAsking(facts({ status: 'inactive' }), NOW).due).toBe(true);
  });

  test('is due again when a consent of two years runs out within 60 days, and after that [A-32 N-06]', () => {
    const since = Date.parse('2024-11-21T10:00:00Z');
    const due = renewalDueAt(since);
    const asked = (now: number) => decideAsking(facts({ storage: grantedAt(since) }), now);
    expect(due).toBe(Date.parse('2026-11-21T10:00:00Z'));
    expect(asked(due - 61 * DAY)).toEqual({ due: false, because: 'granted' });
    expect(asked(due - 60 * DAY)).toEqual({ due: true, why: 'renew' });
    expect(asked(due + 400 * DAY)).toEqual({ due: true, why: 'renew' });
    expect(runsOutSoon(since, due - 60 * DAY - 1)).toBe(false);
  });
});

test('of several askings of one day the earliest counts, in whatever order they became known', () => {
  const asked = fc.record({ id: fc.uuid(), at: fc.integer({ min: NOW, max: NOW + 3 }), askedBy: fc.constant('anna') });
  fc.assert(
    fc.property(fc.uniqueArray(asked, { minLength: 1, maxLength: 6, selector: (one) => one.id }), (all) => {
      const counts = countingAsk(all);
      expect(countingAsk([...all].reverse())).toEqual(counts);
      expect(Math.min(...all.map((one) => one.at))).toBe(counts?.at);
    }),
  );
  expect(countingAsk([])).toBeNull();
});
