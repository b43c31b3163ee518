// Group 'Datenschutz': the privacy dialog, advertising, bank accounts that nobody uses.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const privacy = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const privacyWaiting = [
  'storageConsentWanted',
  'advertisingAfterStorage',
  'advertisingPreset',
  'advertisingByChannel',
  'bankAccountsExpire',
  'presetLetter',
  'presetEmail',
  'presetPhone',
  'presetSms',
] as const satisfies readonly SettingKey[];
