// The consent ledger: states follow from entries in any order of arrival, a withdrawal wins, and each step has its reason.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CAPTURE_WAYS,
  canAddScan,
  canFile,
  canHandOut,
  canRecordSigned,
  canWithdraw,
  consentState,
  dialogOccasion,
  ENTRY_KINDS,
  isProven,
  isSigned,
  type LedgerEntry,
  newestSheet,
  opensByItself,
  PURPOSES,
  type Purpose,
  renewalDueAt,
  type SignedInput,
  storageHint,
} from '../../src-shared/consent/rules.ts';

const at = (text: string) => Date.parse(text);
const MORNING = at('2026-11-21T10:00:00Z');
const MINUTE = 60_000;

let made = 0;
function entry(kind: LedgerEntry['kind'], minutes: number, over: Partial<LedgerEntry> = {}): LedgerEntry {
  made += 1;
  return {
    id: `entry-${String(made).padStart(6, '0')}`,
    purpose: 'app',
    kind,
    capturedAt: MORNING + minutes * MINUTE,
    capturedHow: 'paper',
    capturedBy: 'anna',
    textBlockVersionId: 'version-3',
    textSha256: 'a'.repeat(64),
    aboutEntryId: null,
    documentId: null,
    ...over,
  };
}

const anyEntry: fc.Arbitrary<LedgerEntry> = fc.record({
  id: fc.uuid(),
  purpose: fc.constantFrom<Purpose>('storage', 'app'),
  kind: fc.constantFrom(...ENTRY_KINDS),
  // Few instants, so that entries at the same one are common.
  capturedAt: fc.integer({ min: MORNING, max: MORNING + 5 }),
  capturedHow: fc.constantFrom(...CAPTURE_WAYS),
  capturedBy: fc.constantFrom('anna', 'bernd'),
  textBlockVersionId: fc.constantFrom('version-2', 'version-3', null),
  textSha256: fc.constant(null),
  aboutEntryId: fc.constant(null),
  documentId: fc.constant(null),
});
const anyLedger = fc.uniqueArray(anyEntry, { selector: (one) => one.id, maxLength: 12 });

describe('the state of a purpose', () => {
  test('goes from nothing over handed out and signed to withdrawn', () => {
    const printed = entry('printed', 0);
    const granted = entry('granted', 4, { capturedHow: 'tablet', capturedBy: 'bernd' });
    const withdrawn = entry('withdrawn', 90, { capturedHow: 'oral' });
    expect(consentState([], 'app')).toEqual({ state: 'none' });
    expect(consentState([printed], 'app')).toEqual({
      ...{ state: 'open', since: MORNING, versionId: 'version-3', by: 'anna' },
    });
    expect(consentState([printed, granted], 'app')).toEqual({
      ...{ state: 'granted', since: MORNING + 4 * MINUTE, versionId: 'version-3', by: 'bernd' },
      ...{ how: 'tablet', entryId: granted.id },
    });
    expect(consentState([printed, granted, withdrawn], 'app')).toEqual({
      ...{ state: 'withdrawn', since: MORNING + 90 * MINUTE, by: 'anna', how: 'oral' },
    });
  });

  test('is each purpose’s own', () => {
    const ledger = [entry('granted', 0), entry('withdrawn', 1, { purpose: 'storage' })];
    expect(PURPOSES.map((purpose) => consentState(ledger, purpose).state)).toEqual(
      PURPOSES.map((purpose) => (purpose === 'app' ? 'granted' : purpose === 'storage' ? 'withdrawn' : 'none')),
    );
  });

  test('a withdrawal beats the grant captured before it, though the grant arrives last', () => {
    expect(consentState([entry('withdrawn', 10), entry('granted', 9)], 'app').state).toBe('withdrawn');
    expect(consentState([entry('withdrawn', 10), entry('granted', 10)], 'app').state).toBe('withdrawn');
  });

  test('a grant after the withdrawal counts again', () => {
    const ledger = [entry('granted', 0), entry('withdrawn', 10), entry('granted', 11)];
    expect(consentState(ledger, 'app')).toMatchObject({ state: 'granted', since: MORNING + 11 * MINUTE });
  });

  test('handing out, reading a notice, scanning and filing change no word of the customer', () => {
    for (const kind of ['printed', 'acknowledged', 'scanned', 'filed'] as const) {
      expect(consentState([entry('granted', 0), entry(kind, 5)], 'app').state).toBe('granted');
      expect(consentState([entry('withdrawn', 0), entry(kind, 5)], 'app').state).toBe('withdrawn');
    }
    expect(consentState([entry('acknowledged', 0), entry('scanned', 1), entry('filed', 2)], 'app').state).toBe('none');
  });

  test('does not depend on the order of arrival', () => {
    fc.assert(
      fc.property(
        anyLedger.chain((ledger) =>
          fc.tuple(fc.constant(ledger), fc.shuffledSubarray(ledger, { minLength: ledger.length })),
        ),
        ([ledger, shuffled]) => {
          for (const purpose of PURPOSES)
            expect(consentState(shuffled, purpose)).toEqual(consentState(ledger, purpose));
        },
      ),
    );
  });

  test('is granted only when no withdrawal is as late as the last grant', () => {
    let grants = 0;
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const times = (kind: string) =>
          ledger.filter((one) => one.purpose === 'app' && one.kind === kind).map((one) => one.capturedAt);
        const lastGrant = Math.max(...times('granted'));
        const lastWithdrawal = Math.max(...times('withdrawn'));
        const { state } = consentState(ledger, 'app');
        expect(state === 'granted').toBe(lastGrant > lastWithdrawal);
        expect(state === 'withdrawn').toBe(lastWithdrawal >= lastGrant && lastWithdrawal > 0);
        if (state === 'granted') grants += 1;
      }),
      { numRuns: 500 },
    );
    expect(grants).toBeGreaterThan(3);
  });

  test('a withdrawal now ends every grant so far, whatever the ledger says', () => {
    fc.assert(
      fc.property(anyLedger, (ledger) => {
        const withdrawn = entry('withdrawn', 60);
        expect(consentState([withdrawn, ...ledger], 'app').state).toBe('withdrawn');
      }),
    );
  });
});

describe('handing out and signing', () => {
  const input: SignedInput = {
    ...{ purpose: 'app', versionId: 'version-3', versionValidOn: '2026-10-01' },
    ...{ signedOn: '2026-11-21', signedAt: MORNING + 4 * MINUTE, withScan: false },
  };
  const now = MORNING + 5 * MINUTE;

  test('needs a saved record and a text', () => {
    const facts = { saved: true, versionId: 'version-3', status: 'active', asked: true } as const;
    expect(canHandOut(facts)).toEqual({ allowed: true });
    expect(canHandOut({ ...facts, saved: false })).toEqual({ allowed: false, reason: 'customerNotSaved' });
    expect(canHandOut({ ...facts, versionId: null })).toEqual({ allowed: false, reason: 'noDeclaration' });
    expect(canHandOut({ ...facts, asked: false })).toEqual({ allowed: false, reason: 'storageFirst' });
    for (const status of ['blocked', 'deceased'] as const)
      expect(canHandOut({ ...facts, status })).toEqual({ allowed: false, reason: 'notServed' });
  });

  test('is taken for the version that was handed out', () => {
    expect(canRecordSigned([entry('printed', 0)], input, now)).toEqual({ allowed: true, effect: 'granted' });
  });

  test('is refused for another version or purpose, unless the signed sheet is shown', () => {
    const ledgers = [
      [],
      [entry('printed', 0, { textBlockVersionId: 'version-2' })],
      [entry('printed', 0, { purpose: 'storage' })],
      [entry('granted', 0)],
    ];
    for (const ledger of ledgers) {
      expect(canRecordSigned(ledger, input, now)).toEqual({ allowed: false, reason: 'notHandedOut' });
      expect(canRecordSigned(ledger, { ...input, withScan: true }, now)).toMatchObject({ allowed: true });
    }
  });

  test('is refused for tomorrow and for a day before the text', () => {
    const printed = [entry('printed', 0)];
    expect(canRecordSigned(printed, { ...input, signedAt: now + 1 }, now)).toEqual({
      allowed: false,
      reason: 'inTheFuture',
    });
    const early = { ...input, signedOn: '2026-09-30', signedAt: at('2026-09-29T22:00:00Z') };
    expect(canRecordSigned(printed, early, now)).toEqual({ allowed: false, reason: 'beforeText' });
    const firstDay = { ...input, signedOn: '2026-10-01', signedAt: at('2026-09-30T22:00:00Z') };
    expect(canRecordSigned(printed, firstDay, now)).toMatchObject({ allowed: true });
  });

  test('says when a later withdrawal leaves it without effect', () => {
    const ledger = [entry('printed', 0), entry('withdrawn', 4.5)];
    expect(canRecordSigned(ledger, input, now)).toEqual({ allowed: true, effect: 'overruled' });
    const state = consentState([...ledger, entry('granted', 4)], 'app').state;
    expect(state).toBe('withdrawn');
  });

  test('the effect that was announced is the state that follows', () => {
    fc.assert(
      fc.property(anyLedger, fc.integer({ min: MORNING, max: MORNING + 6 }), (ledger, signedAt) => {
        const decision = canRecordSigned(ledger, { ...input, signedAt, withScan: true }, now);
        if (!decision.allowed) throw new Error(decision.reason);
        const after = consentState([...ledger, entry('granted', 0, { capturedAt: signedAt })], 'app');
        if (decision.effect === 'granted') expect(after.state).toBe('granted');
        else expect(after).toEqual(consentState(ledger, 'app'));
      }),
    );
  });

  test('only paper and tablet are a signature', () => {
    const how = (capturedHow: LedgerEntry['capturedHow']) =>
      isSigned(consentState([entry('granted', 0, { capturedHow })], 'app'));
    expect(CAPTURE_WAYS.filter(how)).toEqual(['paper', 'tablet']);
    expect(isSigned(consentState([entry('printed', 0)], 'app'))).toBe(false);
    expect(isSigned(consentState([entry('granted', 0), entry('withdrawn', 1)], 'app'))).toBe(false);
  });

  test('a tick in the app proves as much as a signature, a word at the counter does not', () => {
    const how = (capturedHow: LedgerEntry['capturedHow']) =>
      isProven(consentState([entry('granted', 0, { capturedHow })], 'app'));
    expect(CAPTURE_WAYS.filter(how)).toEqual(['paper', 'tablet', 'app']);
    expect(isProven(consentState([entry('acknowledged', 0, { capturedHow: 'app' })], 'app'))).toBe(false);
  });

  test('a scan needs a signature, also one that was withdrawn later', () => {
    expect(canAddScan([entry('printed', 0)], 'app')).toEqual({ allowed: false, reason: 'nothingSigned' });
    expect(canAddScan([entry('granted', 0, { purpose: 'storage' })], 'app').allowed).toBe(false);
    expect(canAddScan([entry('granted', 0), entry('withdrawn', 1)], 'app').allowed).toBe(true);
  });
});

describe('the signed sheet', () => {
  //
  test('is filed once, on paper, and not where nothing was signed', () => {
    const printed = entry('printed', 0);
    const granted = entry('granted', 1);
    const onTablet = entry('granted', 2, { capturedHow: 'tablet' });
    const ledger = [printed, granted, onTablet];
    expect(canFile(ledger, granted.id)).toEqual({ allowed: true });
    for (const id of [printed.id, onTablet.id, 'nobody'])
      expect(canFile(ledger, id)).toEqual({ allowed: false, reason: 'nothingSigned' });
    const filed = entry('filed', 3, { aboutEntryId: granted.id });
    expect(canFile([...ledger, filed], granted.id)).toEqual({ allowed: false, reason: 'alreadyFiled' });
  });

  test('holds every purpose that was ticked on it, and none of an earlier one', () => {
    const earlier = entry('granted', 0, { purpose: 'advertisingEmail' });
    const mail = entry('granted', 5, { purpose: 'advertisingEmail' });
    const sms = entry('granted', 5, { purpose: 'advertisingSms' });
    const other = entry('granted', 5, { purpose: 'app' });
    const ads = ['advertisingLetter', 'advertisingEmail', 'advertisingPhone', 'advertisingSms'] as const;
    expect(newestSheet([sms, other, earlier, mail], ads)).toEqual([sms, mail]);
    expect(newestSheet([earlier, entry('printed', 9, { purpose: 'advertisingSms' })], ads)).toEqual([earlier]);
    expect(newestSheet([other], ads)).toEqual([]);
  });
});

describe('withdrawing', () => {
  test('is possible from every state but withdrawn', () => {
    const states = [[], [entry('printed', 0)], [entry('granted', 0)]].map((ledger) => consentState(ledger, 'app'));
    expect(states.map((state) => canWithdraw(state).allowed)).toEqual([true, true, true]);
    expect(canWithdraw(consentState([entry('withdrawn', 0)], 'app'))).toEqual({ allowed: false, reason: 'withdrawn' });
  });
});

describe('what follows', () => {
  const states = {
    none: consentState([], 'app'),
    open: consentState([entry('printed', 0)], 'app'),
    granted: consentState([entry('granted', 0)], 'app'),
    withdrawn: consentState([entry('withdrawn', 0)], 'app'),
  };
  const soon = MORNING + MINUTE;

  //
  test('missing consent is a hint, and after two years a reminder', () => {
    expect(storageHint(states.none, soon)).toBe('missing');
    expect(storageHint(states.open, soon)).toBe('open');
    expect(storageHint(states.withdrawn, soon)).toBe('withdrawn');
    expect(storageHint(states.granted, soon)).toBeNull();
    const due = at('2028-11-21T10:00:00Z');
    expect(renewalDueAt(MORNING)).toBe(due);
    expect(storageHint(states.granted, due - 1)).toBeNull();
    expect(storageHint(states.granted, due)).toBe('renew');
    expect(renewalDueAt(at('2024-02-29T12:00:00Z'))).toBe(at('2026-03-01T12:00:00Z'));
  });

  //
  test('the dialog opens by itself for what is missing, on an occasion, where the shop wants it', () => {
    const on = { remindOfMissing: true, storageConsentWanted: true };
    const hints = Object.values(states).map((state) => storageHint(state, soon));
    for (const occasion of ['customerCreated', 'personalDataChanged'] as const) {
      expect(hints.map((hint) => opensByItself(occasion, hint, on))).toEqual([true, true, false, false]);
      expect(opensByItself(occasion, storageHint(states.granted, renewalDueAt(MORNING)), on)).toBe(true);
      expect(opensByItself(occasion, 'missing', { ...on, remindOfMissing: false })).toBe(false);
      expect(opensByItself(occasion, 'missing', { ...on, storageConsentWanted: false })).toBe(false);
    }
    expect(opensByItself(null, 'missing', on)).toBe(false);
  });

  test('personal data are name, birth, address and ways to reach somebody', () => {
    expect(dialogOccasion({ createdCustomer: true, changedFields: [] })).toBe('customerCreated');
    expect(dialogOccasion({ createdCustomer: false, changedFields: ['note', 'addresses'] })).toBe(
      'personalDataChanged',
    );
    expect(
      dialogOccasion({ createdCustomer: false, changedFields: ['note', 'status', 'responsibleEmployeeId'] }),
    ).toBeNull();
    expect(dialogOccasion({ createdCustomer: false, changedFields: [] })).toBeNull();
  });
});
