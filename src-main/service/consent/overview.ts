// What the dialog and the tab 'Datenschutz' show of a customer: every purpose with the state that follows from the ledger, what
// can be done next, and the lines of the ledger. Reads only.

import {
  canUsePhone,
  isOnlyPreset,
  mayAskForAdvertising,
  phoneProofKeptUntil,
  readPreset,
  waysAskedFor,
} from '../../../src-shared/consent/advertising.ts';
import type {
  ConsentOverview,
  DeclarationRecord,
  LedgerLine,
  PurposeRecord,
} from '../../../src-shared/consent/contract.ts';
import {
  CHANNEL_OF,
  type Channel,
  canAddScan,
  canFile,
  canHandOut,
  canWithdraw,
  consentState,
  PURPOSES,
  type Purpose,
  renewalDueAt,
  storageHint,
} from '../../../src-shared/consent/rules.ts';
import {
  fillText,
  type PlaceholderValues,
  TEXT_BLOCK_OF,
  type TextBlockKey,
} from '../../../src-shared/consent/text-block.ts';
import type { CustomerStatus } from '../../../src-shared/customers/rules.ts';
import { employeeNames } from '../documents/handlers.ts';
import { documentsOf } from '../documents/shelf.ts';
import type { House } from '../house.ts';
import { askedToday, standingOf } from '../privacy-asking.ts';
import { setting } from '../settings.ts';
import { advertisingSettings } from './advertising-settings.ts';
import { type Declaration, declarationsOf, placeholderValues, versionNumbers } from './declarations.ts';
import { consentEntriesOf, type KeptEntry } from './ledger.ts';

/** undefined when there is no such customer. */
export function consentOverviewOf(house: House, customerId: string): ConsentOverview | undefined {
  const values = placeholderValues(house, customerId);
  const standing = standingOf(house, customerId);
  if (!values || !standing) return undefined;
  const entries = consentEntriesOf(house, customerId);
  const storage = consentState(entries, 'storage');
  const advertising = advertisingSettings(house);
  const facts: Facts = {
    ...{ values, entries, status: standing.status, preset: readPreset(standing.advertisingPreset) },
    advertisingAsked: mayAskForAdvertising(advertising, storage),
    names: employeeNames(house),
    numbers: versionNumbers(house),
    now: house.now(),
  };
  const asked = askedToday(house, customerId);
  return {
    declarations: declarationsOf(house).map((declaration) => declarationRecord(declaration, facts)),
    lines: linesOf(house, customerId, facts),
    storageHint: storageHint(storage, facts.now),
    remindOfMissing: setting(house, 'missingConsentHint'),
    storageConsentWanted: setting(house, 'storageConsentWanted'),
    askedToday: asked && { at: asked.at, by: facts.names.get(asked.askedBy ?? '') ?? null },
    advertising: {
      ...{ asked: facts.advertisingAsked, ways: waysAskedFor(advertising) },
      phoneProofUntil: phoneProofKeptUntil(entries),
      notePhone: canUsePhone(consentState(entries, 'advertisingPhone')),
    },
  };
}

export function purposesOf(key: TextBlockKey): Purpose[] {
  return PURPOSES.filter((purpose) => TEXT_BLOCK_OF[purpose] === key);
}

type Facts = {
  values: PlaceholderValues;
  entries: readonly KeptEntry[];
  status: CustomerStatus;
  preset: readonly Channel[];
  advertisingAsked: boolean;
  /** By id. */
  names: ReadonlyMap<string, string>;
  numbers: ReadonlyMap<string, number>;
  now: number;
};

function declarationRecord(declaration: Declaration, facts: Facts): DeclarationRecord {
  const { key, title, current } = declaration;
  const purposes = purposesOf(key);
  const scans = purposes.map((purpose) => canAddScan(facts.entries, purpose));
  return {
    key,
    title,
    current: current && { versionId: current.id, number: current.number, validFrom: current.validFrom },
    missing: current ? [...fillText(current.body, facts.values).missing] : [],
    signable: signable(declaration, purposes, facts),
    purposes: purposes.map((purpose) => purposeRecord(purpose, facts)),
    handOut: canHandOut({
      ...{ saved: true, versionId: current?.id ?? null, status: facts.status },
      asked: facts.advertisingAsked || purposes.every((purpose) => CHANNEL_OF[purpose] === null),
    }),
    addScan: scans.find((one) => one.allowed) ?? scans[0] ?? { allowed: true },
  };
}

function signable({ versions }: Declaration, purposes: readonly Purpose[], { entries }: Facts) {
  return versions
    .map(({ id, number, validFrom }) => {
      const printed = entries.filter((one) => one.kind === 'printed' && one.textBlockVersionId === id);
      const offered = purposes.filter((purpose) => printed.some((one) => one.purpose === purpose));
      const at = Math.max(...printed.map((one) => one.capturedAt));
      const needsScan = offered.length === 0;
      return { at, versionId: id, number, validFrom, needsScan, purposes: needsScan ? [...purposes] : offered };
    })
    .sort((one, other) => (one.at === other.at ? other.number - one.number : other.at - one.at))
    .map(({ at: _, ...version }) => version);
}

function purposeRecord(purpose: Purpose, facts: Facts): PurposeRecord {
  const state = consentState(facts.entries, purpose);
  const nothing = {
    since: null,
    by: null,
    how: null,
    version: null,
    scope: null,
    renewalDueAt: null,
    renewalDue: false,
  };
  const preset = isOnlyPreset(purpose, state, facts.preset);
  const common = { purpose, state: state.state, withdraw: canWithdraw(state), preset };
  if (state.state === 'none') return { ...common, ...nothing };
  const { since } = state;
  const by = facts.names.get(state.by) ?? null;
  const kind = ({ open: 'printed', granted: 'granted', withdrawn: 'withdrawn' } as const)[state.state];
  const entry = facts.entries.findLast(
    (one) => one.purpose === purpose && one.kind === kind && one.capturedAt === since,
  );
  const said = {
    ...{ since, by, how: state.state === 'open' ? null : state.how, scope: entry?.scope ?? null },
    version: facts.numbers.get(entry?.textBlockVersionId ?? '') ?? null,
  };
  if (state.state !== 'granted') return { ...common, ...nothing, ...said };
  const due = renewalDueAt(since);
  return { ...common, ...said, renewalDueAt: due, renewalDue: facts.now >= due };
}

/** By day, and within a day as they were entered: what bears no time of day was still done after the printing. */
function linesOf(house: House, customerId: string, { entries, names, numbers }: Facts): LedgerLine[] {
  const documents = new Map(documentsOf(house, customerId).map((one) => [one.id, one]));
  return entries
    .map((entry): LedgerLine => {
      const document = documents.get(entry.documentId ?? '');
      const { id, purpose, kind, recordedAt, scope, aboutEntryId } = entry;
      return {
        ...{ id, purpose, kind, recordedAt, scope, aboutEntryId, at: entry.capturedAt, how: entry.capturedHow },
        by: names.get(entry.capturedBy) ?? null,
        version: numbers.get(entry.textBlockVersionId ?? '') ?? null,
        document: document ? { id: document.id, name: document.name, mediaType: document.mediaType } : null,
        canFile: canFile(entries, id).allowed,
      };
    })
    .sort((one, other) => dayNumber(one.at) - dayNumber(other.at) || (one.id < other.id ? -1 : 1));
}

function dayNumber(at: number): number {
  const day = new Date(at);
  return day.getFullYear() * 10_000 + day.getMonth() * 100 + day.getDate();
}
