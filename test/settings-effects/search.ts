// Group 'Kunde suchen': what the search begins with and how far it reaches.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const search = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const searchWaiting = [
  'noBranchPreselected',
  'noBranchPreselectedHeadquarters',
  'quickSearchAllBranches',
  'searchStatuses',
  'changeBranchInSearch',
] as const satisfies readonly SettingKey[];
