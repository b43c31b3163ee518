// Group 'Vorgang': what is asked for before a case is made.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const cases = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const casesWaiting = [
  'caseWantsFirstName',
  'caseWantsAddress',
  'caseWantsEmail',
  'caseWantsPhone',
  'caseWantsBirthDate',
  'monthsUntilAskedAgain',
  'missingFieldsColoured',
  'stopAdvertisingInHint',
  'caseNeedsAddress',
] as const satisfies readonly SettingKey[];
