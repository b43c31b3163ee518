// Giving access to the app: licence and consent, switching on and off, the form with the code, the public address, and the
// honest state.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letterNumber, publicAddress } from '../../src-shared/app-access/credentials.ts';
import {
  type ActivationFacts,
  canActivate,
  canIssuePassword,
  canPrintForm,
  groupClosed,
  licenceOn,
  switchEffects,
} from '../../src-shared/app-access/rules.ts';
import { type AccessFacts, accessState, type ServerReach, showsDelayHint } from '../../src-shared/app-access/state.ts';
import type { ConsentState } from '../../src-shared/consent/rules.ts';

const granted: ConsentState = {
  ...{ state: 'granted', since: 1, versionId: 'version-3', by: 'anna', how: 'paper', entryId: 'entry-1' },
};
const consents: Record<ConsentState['state'], ConsentState> = {
  none: { state: 'none' },
  open: { state: 'open', since: 1, versionId: 'version-3', by: 'anna' },
  granted,
  withdrawn: { state: 'withdrawn', since: 1, by: 'anna', how: 'oral' },
};

describe('the licence', () => {
  test('is good on its last day and not after', () => {
    expect(licenceOn(null, '2026-11-21')).toEqual({ state: 'none' });
    expect(licenceOn('2026-11-21', '2026-11-21')).toEqual({ state: 'valid', until: '2026-11-21' });
    expect(licenceOn('2026-11-20', '2026-11-21')).toEqual({ state: 'ended', until: '2026-11-20' });
    expect(licenceOn('2027-01-01', '2026-12-31')).toMatchObject({ state: 'valid' });
  });

  //
  test('closes the group with its reason, but never over an access that exists', () => {
    expect(groupClosed(licenceOn(null, '2026-11-21'), false)).toBe('noLicence');
    expect(groupClosed(licenceOn('2026-11-20', '2026-11-21'), false)).toBe('licenceEnded');
    expect(groupClosed(licenceOn('2026-11-21', '2026-11-21'), false)).toBeNull();
    expect(groupClosed(licenceOn('2026-11-20', '2026-11-21'), true)).toBeNull();
  });
});

describe('activating', () => {
  const good: ActivationFacts = {
    licence: licenceOn('2027-12-31', '2026-11-21'),
    ...{ consent: granted, signed: true, saved: true, served: true },
  };

  //
  test('needs licence, a saved record and a signed consent', () => {
    expect(canActivate(good)).toEqual({ allowed: true });
    const refused = (over: Partial<ActivationFacts>) => canActivate({ ...good, ...over });
    expect(refused({ licence: { state: 'none' } })).toMatchObject({ reason: 'noLicence', leadsTo: null });
    expect(refused({ licence: licenceOn('2026-11-20', '2026-11-21') })).toMatchObject({ reason: 'licenceEnded' });
    expect(refused({ saved: false })).toMatchObject({ reason: 'customerNotSaved', leadsTo: null });
    expect(refused({ served: false })).toMatchObject({ reason: 'notServed', leadsTo: null });
    expect(refused({ signed: false })).toMatchObject({ reason: 'consentNotSigned', leadsTo: 'consent' });
    for (const [state, reason] of [
      ['none', 'consentMissing'],
      ['open', 'consentOpen'],
      ['withdrawn', 'consentWithdrawn'],
    ] as const)
      for (const signed of [true, false])
        expect(refused({ consent: consents[state], signed })).toEqual({ allowed: false, reason, leadsTo: 'consent' });
  });

  test('the licence is the first reason: without it no consent helps', () => {
    expect(
      canActivate({ licence: { state: 'none' }, consent: consents.none, signed: false, saved: false, served: true }),
    ).toMatchObject({
      reason: 'noLicence',
    });
  });
});

describe('switching', () => {
  test('on for the first time makes a code and asks for a password', () => {
    expect(switchEffects('never', true)).toEqual({
      ...{ kind: 'activated', newLoginCode: true, endsPassword: false, endsDevices: false },
      ...{ asksForPassword: true, mustConnectAnew: false },
    });
  });

  test('off ends code, password and devices', () => {
    expect(switchEffects('active', false)).toEqual({
      ...{ kind: 'deactivated', newLoginCode: false, endsPassword: true, endsDevices: true },
      ...{ asksForPassword: false, mustConnectAnew: false },
    });
  });

  test('on again makes a new code, ends the old letter, asks for a new password and says so', () => {
    expect(switchEffects('inactive', true)).toEqual({
      ...{ kind: 'reactivated', newLoginCode: true, endsPassword: true, endsDevices: false },
      ...{ asksForPassword: true, mustConnectAnew: true },
    });
  });

  test('saving without a change of the tick does nothing', () => {
    for (const [before, active] of [
      ['never', false],
      ['active', true],
      ['inactive', false],
    ] as const) {
      const effects = switchEffects(before, active);
      expect(effects.kind).toBe('unchanged');
      expect(Object.values(effects).filter((effect) => effect === true)).toEqual([]);
    }
  });

  test('a password needs a saved record and the tick, and one preview at a time', () => {
    const facts = { active: true, saved: true, served: true, previewOpen: false };
    expect(canIssuePassword(facts)).toEqual({ allowed: true });
    expect(canIssuePassword({ ...facts, active: false })).toEqual({ allowed: false, reason: 'notActive' });
    expect(canIssuePassword({ ...facts, saved: false })).toEqual({ allowed: false, reason: 'customerNotSaved' });
    expect(canIssuePassword({ ...facts, served: false })).toEqual({ allowed: false, reason: 'notServed' });
    expect(canIssuePassword({ ...facts, previewOpen: true })).toEqual({ allowed: false, reason: 'previewOpen' });
  });
});

describe('the form with the login code', () => {
  test('needs an active access, its code and a usable public address', () => {
    const facts = { active: true, hasLoginCode: true, served: true, publicAddress: 'https://app.example.com/' };
    expect(canPrintForm(facts)).toEqual({ allowed: true, address: 'https://app.example.com' });
    expect(canPrintForm({ ...facts, active: false })).toEqual({ allowed: false, reason: 'notActive' });
    expect(canPrintForm({ ...facts, served: false })).toEqual({ allowed: false, reason: 'notServed' });
    expect(canPrintForm({ ...facts, hasLoginCode: false })).toEqual({ allowed: false, reason: 'noLoginCode' });
    for (const none of [null, '', '  '])
      expect(canPrintForm({ ...facts, publicAddress: none })).toEqual({ allowed: false, reason: 'noPublicAddress' });
    expect(canPrintForm({ ...facts, publicAddress: 'http://app.example.com' })).toEqual({
      ...{ allowed: false, reason: 'badPublicAddress', problem: 'notHttps' },
    });
  });
});

describe('the public address', () => {
  test.each([
    ['https://app.example.com', 'https://app.example.com'],
    [' HTTPS://App.Example.COM/ ', 'https://app.example.com'],
    ['https://app.example.com:443/tresen//', 'https://app.example.com/tresen'],
    ['https://app.example.com:8443', 'https://app.example.com:8443'],
    ['https://xn--mller-kva.example/app', 'https://xn--mller-kva.example/app'],
  ])('%j is %j', (typed, address) => {
    expect(publicAddress(typed)).toEqual({ ok: true, address });
  });

  test.each([
    [null, 'missing'],
    ['http://app.example.com', 'notHttps'],
    ['javascript://x', 'notHttps'],
    ['app.example.com', 'notAnAddress'],
    ['https://', 'notAnAddress'],
    ['https:///app', 'notAnAddress'],
    ['https://app..example.com', 'notAnAddress'],
    ['https://-app.example.com', 'notAnAddress'],
    ['https://müller.example', 'notAnAddress'],
    ['https://app.example.com:0', 'notAnAddress'],
    ['https://app.example.com:70000', 'notAnAddress'],
    ['https://app.example.com/a b', 'notAnAddress'],
    ['https://anna@app.example.com', 'hasExtras'],
    ['https://app.example.com/?x=1', 'hasExtras'],
    ['https://app.example.com/#', 'hasExtras'],
    ['https://localhost:3000', 'onlyThisComputer'],
    ['https://127.0.0.1', 'onlyThisComputer'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(publicAddress(typed)).toEqual({ ok: false, problem });
  });

  test('cleaned once is clean, and never grows a hash', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        const found = publicAddress(url);
        if (!found.ok) return;
        taken += 1;
        expect(publicAddress(found.address)).toEqual(found);
        expect(`${found.address}/app/connect#x`.split('#')).toHaveLength(2);
        expect(new URL(found.address).protocol).toBe('https:');
      }),
    );
    expect(taken).toBeGreaterThan(10);
  });
});

test('letter numbers carry the workstation and keep counting past 9999', () => {
  expect([7, 9999, 10_000].map((counter) => letterNumber('T2', counter))).toEqual(['T2-0007', 'T2-9999', 'T2-10000']);
});

describe('the state on the mask', () => {
  const NOW = Date.parse('2026-11-21T10:45:00Z');
  const saved = NOW - 120_000;
  const confirmed = NOW - 60_000;
  const access: AccessFacts = {
    ...{ active: true, hasPassword: true, credentialAt: saved, confirmedAt: confirmed, lockedUntil: null, devices: 0 },
  };
  const reaches: ServerReach[] = ['none', 'offline', 'online'];

  test('is usable from the server’s word on, and connected with a device', () => {
    for (const server of reaches) {
      expect(accessState(access, server, NOW)).toEqual({ state: 'usableSince', at: confirmed });
      expect(accessState({ ...access, devices: 2 }, server, NOW)).toEqual({ state: 'connected', devices: 2 });
    }
  });

  test('waits honestly until then, and says for what', () => {
    for (const confirmedAt of [null, saved - 1]) {
      const fresh = { ...access, confirmedAt };
      expect(accessState(fresh, 'none', NOW)).toEqual({ state: 'waiting', server: 'none', since: saved });
      expect(accessState(fresh, 'offline', NOW)).toEqual({ state: 'waiting', server: 'offline', since: saved });
      expect(accessState(fresh, 'online', NOW)).toEqual({ state: 'transferring', since: saved });
    }
  });

  test('a lock counts until its end', () => {
    const locked = { ...access, devices: 1, lockedUntil: NOW + 1 };
    expect(accessState(locked, 'online', NOW)).toEqual({ state: 'lockedUntil', until: NOW + 1 });
    expect(accessState(locked, 'online', NOW + 1)).toEqual({ state: 'connected', devices: 1 });
  });

  test('without a password there is nothing to use', () => {
    expect(accessState({ ...access, hasPassword: false }, 'online', NOW)).toEqual({ state: 'passwordMissing' });
    const registered = { ...access, hasPassword: false, devices: 1, confirmedAt: NOW };
    expect(accessState(registered, 'online', NOW)).toEqual({ state: 'connected', devices: 1 });
  });

  test('switched off is off once the server knows, or when it never knew', () => {
    const off = { ...access, active: false, hasPassword: false };
    expect(accessState(null, 'online', NOW)).toEqual({ state: 'notActive' });
    expect(accessState(off, 'online', NOW)).toEqual({ state: 'notActive' });
    expect(accessState({ ...off, confirmedAt: null }, 'none', NOW)).toEqual({ state: 'notActive' });
    for (const server of reaches)
      expect(accessState({ ...off, credentialAt: confirmed + 1 }, server, NOW)).toEqual({
        ...{ state: 'deactivatedNotYetEffective', server },
      });
  });

  // N-13
  test('never says usable, connected or locked before the server has confirmed the newest credential', () => {
    const facts = fc.record({
      active: fc.boolean(),
      hasPassword: fc.boolean(),
      credentialAt: fc.integer({ min: 0, max: 9 }),
      confirmedAt: fc.option(fc.integer({ min: 0, max: 9 })),
      lockedUntil: fc.option(fc.integer({ min: 0, max: 9 })),
      devices: fc.integer({ min: 0, max: 2 }),
    });
    const seen = new Set<string>();
    fc.assert(
      fc.property(facts, fc.constantFrom(...reaches), fc.integer({ min: 0, max: 9 }), (one, server, now) => {
        const { state } = accessState(one, server, now);
        seen.add(state);
        const works = state === 'usableSince' || state === 'connected' || state === 'lockedUntil';
        const heard = one.confirmedAt !== null && one.confirmedAt >= one.credentialAt;
        const canGetIn = one.hasPassword || one.devices > 0;
        if (works) expect(one.active && canGetIn && heard).toBe(true);
        expect(showsDelayHint(accessState(one, server, now))).toBe(one.active && canGetIn && !heard);
      }),
      { numRuns: 2000 },
    );
    expect(seen.size).toBe(8);
  });
});
