// Group 'Kundenkarten und Kundenprogramme'.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const cards = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const cardsWaiting = [
  'externalCards',
  'cardValidity',
  'programsFixed',
  'programsNeedCard',
] as const satisfies readonly SettingKey[];
