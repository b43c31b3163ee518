// Group 'Allgemein': numbers, what a new customer is, what the mask shows.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const general = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const generalWaiting = [
  'externalNumberEditable',
  'externalNumberFixed',
  'payerHidden',
  'insuranceStatusHidden',
  'newCustomerKind',
  'newCustomerStatus',
  'sameBirthDateIsDuplicate',
  'dunningBlockOnProperties',
  'createCustomersFromApp',
] as const satisfies readonly SettingKey[];
