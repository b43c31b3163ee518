// The catalogue of the chain's settings: key, kind, default, and on which page of the Filialverwaltung each one stands; and
// what a value must look like. A further setting is one more line here and its words in the texts. It does not know where
// values are kept or who asks for them.
import { type PublicAddressProblem, publicAddress } from '../app-access/credentials.ts';
import { SPAN_CHANGES } from '../branch-search/rules.ts';
import { customerStatuses } from '../customers/rules.ts';

export type SettingDefinition = { page: SettingPage } & (
  | { kind: 'switch'; default: boolean }
  | { kind: 'text'; default: string; longest: number }
  /** null = none given yet. */
  | { kind: 'webAddress'; default: null }
  | { kind: 'number'; default: number; least: number; most: number }
  | { kind: 'choice'; default: string; options: readonly string[] }
  | { kind: 'choices'; default: readonly string[]; options: readonly string[] }
);

export type SettingPage = 'chain' | 'customer';

export const settings = {
  /** What the customers' app is called, on the screen and in every letter. */
  appName: { page: 'chain', kind: 'text', default: 'Meine Apotheke', longest: 60 },
  /** Where the branch server serves the customers' app; without it no registration form is printed. */
  appAddress: { page: 'chain', kind: 'webAddress', default: null },
  /** A-29: the consent dialog opens by itself after a new or changed customer without consent. */
  missingConsentHint: { page: 'chain', kind: 'switch', default: true },
  /** E-42, E-43: the field 'Filiale' of the search begins empty. */
  noBranchPreselected: { page: 'customer', kind: 'switch', default: false },
  noBranchPreselectedHeadquarters: { page: 'customer', kind: 'switch', default: false },
  /** E-44 */
  quickSearchAllBranches: { page: 'customer', kind: 'switch', default: false },
  /** E-45 */
  searchStatuses: { page: 'customer', kind: 'choices', default: ['active'], options: customerStatuses },
  /** E-46, E-47 */
  changeBranchInSearch: { page: 'customer', kind: 'choice', default: 'headquartersOnly', options: SPAN_CHANGES },
  /** E-59 */
  takeOverForAllBranches: { page: 'customer', kind: 'switch', default: false },
  /** T-07: off = everybody who registers in the app waits for staff. */
  createCustomersFromApp: { page: 'customer', kind: 'switch', default: true },
} as const satisfies Record<string, SettingDefinition>;

export type SettingDefinitions = typeof settings;
export type SettingKey = keyof SettingDefinitions;
export type Settings = { [K in SettingKey]: ValueOf<SettingDefinitions[K]> };

type ValueOf<D extends SettingDefinition> = D extends { kind: 'switch' }
  ? boolean
  : D extends { kind: 'text' }
    ? string
    : D extends { kind: 'webAddress' }
      ? string | null
      : D extends { kind: 'number' }
        ? number
        : D extends { kind: 'choice'; options: readonly (infer O)[] }
          ? O
          : D extends { kind: 'choices'; options: readonly (infer O)[] }
            ? readonly O[]
            : never;

export const settingKeys = Object.keys(settings) as SettingKey[];

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
] as const satisfies readonly (PublicAddressProblem | 'tooLong' | 'outOfRange' | 'notOffered')[];
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
      if (typeof entered !== 'number' || !Number.isInteger(entered)) return refused('outOfRange');
      return entered < definition.least || entered > definition.most ? refused('outOfRange') : kept(entered);
    }
    case 'choice':
      return typeof entered === 'string' && definition.options.includes(entered)
        ? kept(entered)
        : refused('notOffered');
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

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const kept = (value: unknown): SettingReading => ({ ok: true, value });
const refused = (problem: SettingProblem): SettingReading => ({ ok: false, problem });
