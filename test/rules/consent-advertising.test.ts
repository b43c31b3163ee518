// Advertising: who may be reached how, what is asked for and when, what a preset is worth, and how long a proof is kept.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ADVERTISING,
  canUsePhone,
  isOnlyPreset,
  keptPreset,
  mayAskForAdvertising,
  type PresetSettings,
  phoneProofKeptUntil,
  presetChannels,
  readPreset,
  waysAskedFor,
} from '../../src-shared/consent/advertising.ts';
import { type AnswerFacts, canAnswer } from '../../src-shared/consent/asking.ts';
import { type Channel, type ConsentState, mayAdvertise, PURPOSES } from '../../src-shared/consent/rules.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const states = {
  none: { state: 'none' },
  open: { state: 'open', since: NOW, versionId: null, by: 'anna' },
  granted: { state: 'granted', since: NOW, versionId: null, by: 'anna', how: 'paper', entryId: 'entry-1' },
  withdrawn: { state: 'withdrawn', since: NOW, by: 'anna', how: 'oral' },
} as const satisfies Record<string, ConsentState>;

describe('who may be reached', () => {
  const allowed = (channel: Channel, status: Parameters<typeof mayAdvertise>[2] = 'active') =>
    Object.values(states).map((state) => mayAdvertise(channel, state, status));

  test('letters until the objection, the rest only after express consent [N-04]', () => {
    expect(allowed('letter')).toEqual([true, true, true, false]);
    for (const channel of ['email', 'phone', 'sms'] as const)
      expect(allowed(channel)).toEqual([false, false, true, false]);
  });

  test('nobody who is locked or dead [A-33 A-36]', () => {
    for (const status of ['blocked', 'deceased'] as const)
      for (const channel of ['letter', 'email', 'phone', 'sms'] as const)
        expect(allowed(channel, status)).toEqual([false, false, false, false]);
    expect(allowed('letter', 'inactive')).toEqual([true, true, true, false]);
  });
});

describe('what is asked for', () => {
  test('each way with the details, letters alone without them [E-24] [setting:advertisingByChannel]', () => {
    expect(waysAskedFor({ advertisingByChannel: true })).toEqual([
      ...['advertisingLetter', 'advertisingEmail', 'advertisingPhone', 'advertisingSms'],
    ]);
    expect(waysAskedFor({ advertisingByChannel: false })).toEqual(['advertisingLetter']);
  });

  test('nothing before the consent to storage, unless the chain asks at once [E-22 T-05]', () => {
    const may = (advertisingAfterStorage: boolean) =>
      Object.values(states).map((state) =>
        mayAskForAdvertising({ advertisingAfterStorage, advertisingByChannel: true }, state),
      );
    expect(may(true)).toEqual([false, false, true, false]);
    expect(may(false)).toEqual([true, true, true, true]);
  });
});

describe('a yes at the counter', () => {
  const facts = (over: Partial<AnswerFacts>): AnswerFacts => ({
    ...{ granted: ['storage'], how: 'oral', handedOut: [], declared: PURPOSES, storage: states.none },
    ...{ settings: { advertisingAfterStorage: true, advertisingByChannel: true }, ...over },
  });
  const refused = (over: Partial<AnswerFacts>) => {
    const decision = canAnswer(facts(over));
    return decision.allowed ? null : decision.reason;
  };

  test('said aloud needs a text in force, signed needs the sheet', () => {
    expect(refused({})).toBeNull();
    expect(refused({ declared: [] })).toBe('noDeclaration');
    expect(refused({ how: 'paper' })).toBe('notHandedOut');
    expect(refused({ how: 'paper', handedOut: ['storage'] })).toBeNull();
  });

  test('to advertising comes with or after the one to storage [E-22]', () => {
    expect(refused({ granted: ['advertisingSms'] })).toBe('storageFirst');
    expect(refused({ granted: ['advertisingSms'], storage: states.granted })).toBeNull();
    expect(refused({ granted: ['storage', 'advertisingSms'] })).toBeNull();
    const settings = { advertisingAfterStorage: false, advertisingByChannel: true };
    expect(refused({ granted: ['advertisingSms'], settings })).toBeNull();
  });

  test('goes to what is asked for alone: never to the app, never to a way without its box [E-24]', () => {
    expect(refused({ granted: ['app'] })).toBe('notAsked');
    expect(refused({ granted: ['branchSharing'] })).toBe('notAsked');
    const settings = { advertisingAfterStorage: false, advertisingByChannel: false };
    expect(refused({ granted: ['advertisingLetter'], settings })).toBeNull();
    expect(refused({ granted: ['advertisingEmail'], settings })).toBe('notAsked');
  });
});

describe('a preset', () => {
  const on: PresetSettings = {
    ...{ advertisingPreset: true, advertisingByChannel: true },
    ...{ presetLetter: true, presetEmail: false, presetPhone: false, presetSms: false },
  };

  test('ticks what each switch says, nothing without the master, letters alone without the details [E-23 E-28]', () => {
    expect(presetChannels(on)).toEqual(['letter']);
    expect(presetChannels({ ...on, presetLetter: false })).toEqual([]);
    expect(presetChannels({ ...on, presetEmail: true })).toEqual(['letter', 'email']);
    expect(presetChannels({ ...on, presetPhone: true })).toEqual(['letter', 'phone']);
    expect(presetChannels({ ...on, presetSms: true })).toEqual(['letter', 'sms']);
    const all = { ...on, presetEmail: true, presetPhone: true, presetSms: true };
    expect(presetChannels({ ...all, advertisingPreset: false })).toEqual([]);
    expect(presetChannels({ ...all, advertisingByChannel: false })).toEqual(['letter']);
  });

  test('is kept as it was, whatever else stands there', () => {
    fc.assert(
      fc.property(fc.subarray<Channel>(['letter', 'email', 'phone', 'sms']), (channels) => {
        expect(readPreset(keptPreset(channels))).toEqual(channels);
      }),
    );
    expect(readPreset('sms,carrier pigeon')).toEqual(['sms']);
  });

  test('shows until the customer has said something [N-04]', () => {
    const shown = (purpose: (typeof PURPOSES)[number]) =>
      Object.values(states).map((state) => isOnlyPreset(purpose, state, ['email']));
    expect(shown('advertisingEmail')).toEqual([true, true, false, false]);
    expect(shown('advertisingSms')).toEqual([false, false, false, false]);
    expect(shown('storage')).toEqual([false, false, false, false]);
  });
});

describe('the proof of a telephone consent [N-05]', () => {
  const entry = (kind: 'granted' | 'used' | 'withdrawn' | 'printed', day: string, purpose = ADVERTISING[2]) => ({
    ...{ kind, capturedAt: Date.parse(`${day}T10:00:00Z`), purpose: purpose ?? 'advertisingPhone' },
  });
  const until = (...entries: ReturnType<typeof entry>[]) => {
    const kept = phoneProofKeptUntil(entries);
    return kept === null ? null : new Date(kept).toISOString().slice(0, 10);
  };

  test('is kept five years from the grant and anew from each use, and no withdrawal shortens it', () => {
    expect(until()).toBeNull();
    expect(until(entry('printed', '2026-01-02'))).toBeNull();
    expect(until(entry('granted', '2026-01-02'))).toBe('2031-01-02');
    expect(until(entry('granted', '2026-01-02'), entry('used', '2027-03-04'))).toBe('2032-03-04');
    expect(until(entry('granted', '2026-01-02'), entry('withdrawn', '2028-05-06'))).toBe('2031-01-02');
    expect(until(entry('granted', '2026-01-02', 'advertisingEmail'))).toBeNull();
    expect(until(entry('granted', '2024-02-29'))).toBe('2029-03-01');
  });

  test('a call is noted where there is a consent to use', () => {
    expect(Object.values(states).map((state) => canUsePhone(state).allowed)).toEqual([false, false, true, false]);
  });
});
