// The catalogue of the chain's settings: key, kind, default, and on which page of the Filialverwaltung each one stands; and
// what a value must look like. A further setting is one more line here and its words in the texts. It does not know where
// values are kept or who asks for them.
import { type PublicAddressProblem, publicAddress } from '../app-access/credentials.ts';
import { SPAN_CHANGES } from '../branch-search/rules.ts';

export type SettingDefinition = {
  page: SettingPage;
  /** Under which heading of the page; the first one where none is given. */
  group?: SettingGroup;
  /** Switching this on wants the text of § 7 UWG read and a reason, which is logged (N-04). */
  guarded?: true;
} & (
  | { kind: 'switch'; default: boolean }
  | { kind: 'text'; default: string; longest: number }
  /** null = none given yet. */
  | { kind: 'webAddress'; default: null }
  /** Where the default is null, there may be none. */
  | { kind: 'number'; default: number | null; least: number; most: number }
  | { kind: 'choice'; default: string; options: readonly string[] }
  | { kind: 'choices'; default: readonly string[]; options: readonly string[] }
  /** Ids of customer statuses: built-in ones, or those of the chain's own list. */
  | { kind: 'status'; default: string }
  | { kind: 'statuses'; default: readonly string[] }
);

export type SettingPage = 'chain' | 'customer';

/** The headings of page 'Kunde', in their order. */
export const SETTING_GROUPS = [
  'general',
  'privacy',
  'serviceCase',
  'search',
  'cards',
  'comments',
  'responsibility',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

export const settings = {
  /** What the customers' app is called, on the screen and in every letter. */
  appName: { page: 'chain', kind: 'text', default: 'Meine Apotheke', longest: 60 },
  /** Where the branch server serves the customers' app; without it no registration form is printed. */
  appAddress: { page: 'chain', kind: 'webAddress', default: null },
  /** A-29: the consent dialog opens by itself after a new or changed customer without consent. */
  missingConsentHint: { page: 'chain', kind: 'switch', default: true },
  /** B-23: what the chain's customers bring along; 'none' = the mask has no such tab. */
  patientsKept: { page: 'chain', kind: 'choice', default: 'none', options: ['none', 'patients', 'animals'] },
  /** B-43: null = as many as are wanted. */
  licensedAccounts: { page: 'chain', kind: 'number', default: null, least: 1, most: 9999 },

  /** E-05, E-06: only one of the two can be on. */
  externalNumberEditable: { page: 'customer', group: 'general', kind: 'switch', default: false },
  externalNumberFixed: { page: 'customer', group: 'general', kind: 'switch', default: false },
  /** E-07, E-08 */
  payerHidden: { page: 'customer', group: 'general', kind: 'switch', default: false },
  /** E-09 */
  insuranceStatusHidden: { page: 'customer', group: 'general', kind: 'switch', default: false },
  /** E-10 */
  newCustomerKind: {
    ...{ page: 'customer', group: 'general', kind: 'choice', default: 'natural' },
    options: ['natural', 'legal'],
  },
  /** E-11, E-12 */
  newCustomerStatus: { page: 'customer', group: 'general', kind: 'status', default: 'active' },
  /** E-13 */
  sameBirthDateIsDuplicate: { page: 'customer', group: 'general', kind: 'switch', default: true },
  /** E-14: on = tab 'Eigenschaften', off = tab 'Administration'. */
  dunningBlockOnProperties: { page: 'customer', group: 'general', kind: 'switch', default: false },
  /** T-07: off = everybody who registers in the app waits for staff. */
  createCustomersFromApp: { page: 'customer', group: 'general', kind: 'switch', default: true },

  /** E-15 … E-20 */
  storageConsentWanted: { page: 'customer', group: 'privacy', kind: 'switch', default: true },
  /** E-22, T-05 */
  advertisingAfterStorage: { page: 'customer', group: 'privacy', kind: 'switch', default: true },
  /** E-23: off = the presets by channel are not looked at. */
  advertisingPreset: { page: 'customer', group: 'privacy', kind: 'switch', default: false },
  /** E-24: off = one box 'Werbung erlaubt', which means letters only. */
  advertisingByChannel: { page: 'customer', group: 'privacy', kind: 'switch', default: true },
  /** E-25, E-26 */
  bankAccountsExpire: { page: 'customer', group: 'privacy', kind: 'switch', default: true },
  /** E-28 */
  presetLetter: { page: 'customer', group: 'privacy', kind: 'switch', default: true },
  /** E-29 … E-31 */
  presetEmail: { page: 'customer', group: 'privacy', kind: 'switch', default: false, guarded: true },
  presetPhone: { page: 'customer', group: 'privacy', kind: 'switch', default: false, guarded: true },
  presetSms: { page: 'customer', group: 'privacy', kind: 'switch', default: false, guarded: true },

  /** E-32, E-33 */
  caseWantsFirstName: { page: 'customer', group: 'serviceCase', kind: 'switch', default: false },
  caseWantsAddress: { page: 'customer', group: 'serviceCase', kind: 'switch', default: true },
  caseWantsEmail: { page: 'customer', group: 'serviceCase', kind: 'switch', default: false },
  caseWantsPhone: { page: 'customer', group: 'serviceCase', kind: 'switch', default: true },
  caseWantsBirthDate: { page: 'customer', group: 'serviceCase', kind: 'switch', default: false },
  /** E-38, T-16 */
  monthsUntilAskedAgain: {
    ...{ page: 'customer', group: 'serviceCase', kind: 'number', default: 24, least: 1, most: 120 },
  },
  /** E-39 */
  missingFieldsColoured: { page: 'customer', group: 'serviceCase', kind: 'switch', default: false },
  /** E-40 */
  stopAdvertisingInHint: { page: 'customer', group: 'serviceCase', kind: 'switch', default: true },
  /** E-41 */
  caseNeedsAddress: { page: 'customer', group: 'serviceCase', kind: 'switch', default: false },

  /** E-42, E-43: the field 'Filiale' of the search begins empty. */
  noBranchPreselected: { page: 'customer', group: 'search', kind: 'switch', default: false },
  noBranchPreselectedHeadquarters: { page: 'customer', group: 'search', kind: 'switch', default: false },
  /** E-44 */
  quickSearchAllBranches: { page: 'customer', group: 'search', kind: 'switch', default: false },
  /** E-45 */
  searchStatuses: { page: 'customer', group: 'search', kind: 'statuses', default: ['active'] },
  /** E-46, E-47 */
  changeBranchInSearch: {
    ...{ page: 'customer', group: 'search', kind: 'choice', default: 'headquartersOnly' },
    options: SPAN_CHANGES,
  },

  /** E-48 */
  externalCards: { page: 'customer', group: 'cards', kind: 'switch', default: true },
  /** E-49 */
  cardValidity: { page: 'customer', group: 'cards', kind: 'switch', default: true },
  /** E-50, E-51 */
  programsFixed: { page: 'customer', group: 'cards', kind: 'switch', default: false },
  /** E-52 */
  programsNeedCard: { page: 'customer', group: 'cards', kind: 'switch', default: false },

  /** E-53 … E-55 */
  onlyLatestComment: { page: 'customer', group: 'comments', kind: 'switch', default: true },
  /** E-56 */
  commentTimeEditable: { page: 'customer', group: 'comments', kind: 'switch', default: false },
  /** E-57 */
  appointmentCommentsShown: { page: 'customer', group: 'comments', kind: 'switch', default: true },

  /** E-58, T-14 */
  takeOverByCard: { page: 'customer', group: 'responsibility', kind: 'switch', default: false },
  /** E-59 */
  takeOverForAllBranches: { page: 'customer', group: 'responsibility', kind: 'switch', default: false },
  /** E-60 */
  responsibleInMask: { page: 'customer', group: 'responsibility', kind: 'switch', default: true },
} as const satisfies Record<string, SettingDefinition>;

export type SettingDefinitions = typeof settings;
export type SettingKey = keyof SettingDefinitions;
export type Settings = { [K in SettingKey]: ValueOf<SettingDefinitions[K]> };

type ValueOf<D extends SettingDefinition> = D extends { kind: 'switch' }
  ? boolean
  : D extends { kind: 'text' | 'status' }
    ? string
    : D extends { kind: 'webAddress' }
      ? string | null
      : D extends { kind: 'number' }
        ? number | Extract<D['default'], null>
        : D extends { kind: 'statuses' }
          ? readonly string[]
          : D extends { kind: 'choice'; options: readonly (infer O)[] }
            ? O
            : D extends { kind: 'choices'; options: readonly (infer O)[] }
              ? readonly O[]
              : never;

export const settingKeys = Object.keys(settings) as SettingKey[];

/** What counts while nothing was set. Made from all keys, which `fromEntries` forgets. */
export function settingDefaults(): Settings {
  return Object.fromEntries(settingKeys.map((key) => [key, settings[key].default])) as unknown as Settings;
}

export function definitionOf(key: SettingKey): SettingDefinition {
  return settings[key];
}

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settings, key);
}

export const SETTING_PROBLEMS = [
  'missing',
  'tooLong',
  'notHttps',
  'notAnAddress',
  'onlyThisComputer',
  'hasExtras',
  'outOfRange',
  'notOffered',
  'onlyOneOfBoth',
  'reasonMissing',
] as const satisfies readonly (
  | PublicAddressProblem
  | 'tooLong'
  | 'outOfRange'
  | 'notOffered'
  | 'onlyOneOfBoth'
  | 'reasonMissing'
)[];
export type SettingProblem = (typeof SETTING_PROBLEMS)[number];

export type SettingReading = { ok: true; value: unknown } | { ok: false; problem: SettingProblem };

/** What somebody entered, tidied as it is kept, or why it cannot be. A value of a wrong type counts as not offered. */
export function readSetting(definition: SettingDefinition, entered: unknown): SettingReading {
  switch (definition.kind) {
    case 'switch':
      return typeof entered === 'boolean' ? kept(entered) : refused('notOffered');
    case 'text': {
      if (typeof entered !== 'string') return refused('notOffered');
      const text = entered.trim().replace(/\s+/g, ' ');
      if (text === '') return refused('missing');
      return text.length > definition.longest ? refused('tooLong') : kept(text);
    }
    case 'webAddress': {
      if (entered === null) return kept(null);
      if (typeof entered !== 'string') return refused('notOffered');
      if (entered.trim() === '') return kept(null);
      const reading = publicAddress(
        /^[a-z][a-z0-9+.-]*:/i.test(entered.trim()) ? entered : `https://${entered.trim()}`,
      );
      return reading.ok ? kept(reading.address) : reading;
    }
    case 'number': {
      if (entered === null && definition.default === null) return kept(null);
      if (typeof entered !== 'number' || !Number.isInteger(entered)) return refused('outOfRange');
      return entered < definition.least || entered > definition.most ? refused('outOfRange') : kept(entered);
    }
    case 'choice':
      return typeof entered === 'string' && definition.options.includes(entered)
        ? kept(entered)
        : refused('notOffered');
    case 'status':
      return isStatusId(entered) ? kept(entered) : refused('notOffered');
    case 'statuses':
      return Array.isArray(entered) && entered.every(isStatusId) ? kept([...new Set(entered)]) : refused('notOffered');
    case 'choices':
      return Array.isArray(entered) && entered.every((one) => definition.options.includes(one))
        ? kept(definition.options.filter((one) => entered.includes(one)))
        : refused('notOffered');
  }
}

/**
 * The value to work with. What is kept and no longer fits the definition (an option that was taken away, a file from
 * another version) counts as not set.
 * @param json as kept; null = never set
 */
export function settingValue<K extends SettingKey>(key: K, json: string | null): Settings[K] {
  const definition = definitionOf(key);
  const reading = json === null ? null : readSetting(definition, parsed(json));
  return (reading?.ok ? reading.value : definition.default) as Settings[K];
}

/** Settings of which only one can be on (E-05, E-06). */
const ONLY_ONE: readonly SettingKey[] = ['externalNumberEditable', 'externalNumberFixed'];

/** What is wrong with values that fit each by itself: both of two are on. Said at each of them. */
export function togetherProblems(values: Settings): { key: SettingKey; problem: SettingProblem }[] {
  const on = ONLY_ONE.filter((key) => values[key] === true);
  return on.length > 1 ? on.map((key) => ({ key, problem: 'onlyOneOfBoth' })) : [];
}

// --- N-04: switching certain presets on wants a reason

export const LEAST_REASON = 10;
export const LONGEST_REASON = 500;

/** The guarded settings that a change switches on. */
export function guardedSwitchedOn(before: Settings, after: Settings): SettingKey[] {
  return settingKeys.filter((key) => definitionOf(key).guarded && after[key] === true && before[key] !== true);
}

/**
 * The reason lies beside the setting in a row of its own, so that the log shows it and no reader of the value meets it. It is
 * emptied when the setting is switched off: each time it is switched on, a reason is written down.
 */
export function reasonKey(key: SettingKey): string {
  return `${key}.reason`;
}

/** The setting whose reason lies in the row of this id; null = it is none of a reason. */
export function settingOfReason(id: string): SettingKey | null {
  const key = id.replace(/\.reason$/, '');
  return key !== id && isSettingKey(key) && definitionOf(key).guarded ? key : null;
}

export function isReason(text: unknown): text is string {
  return typeof text === 'string' && text.trim().length >= LEAST_REASON && text.length <= LONGEST_REASON;
}

/** Why a preset has no effect as the other settings stand; null = it has one. */
export function idleBecause(
  key: SettingKey,
  values: Pick<Settings, 'advertisingPreset' | 'advertisingByChannel'>,
): 'presetOff' | 'lettersOnly' | null {
  if (!/^preset(Letter|Email|Phone|Sms)$/.test(key)) return null;
  if (!values.advertisingPreset) return 'presetOff';
  return key !== 'presetLetter' && !values.advertisingByChannel ? 'lettersOnly' : null;
}

/** Whether there is such a status is for whoever knows the chain's list. */
function isStatusId(entered: unknown): entered is string {
  return typeof entered === 'string' && entered.length > 0 && entered.length <= 64;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const kept = (value: unknown): SettingReading => ({ ok: true, value });
const refused = (problem: SettingProblem): SettingReading => ({ ok: false, problem });
