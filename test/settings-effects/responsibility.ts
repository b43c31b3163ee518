// Group 'Zuständigkeit': which branch and which employee a customer belongs to.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const responsibility = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const responsibilityWaiting = [
  'takeOverByCard',
  'takeOverForAllBranches',
  'responsibleInMask',
] as const satisfies readonly SettingKey[];
