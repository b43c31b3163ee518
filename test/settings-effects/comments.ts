// Group 'Kommentare': who may change them.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import type { Effects } from './effect.ts';

export const comments = {} satisfies Partial<Effects>;

/** Not seen at the screen yet. */
export const commentsWaiting = [
  'onlyLatestComment',
  'commentTimeEditable',
  'appointmentCommentsShown',
] as const satisfies readonly SettingKey[];
