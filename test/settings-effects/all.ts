// Every setting has its effect: the rows of all groups, and the settings that have none yet. A setting in neither, or in both,
// does not compile; nor does one that still waits once the list must be empty.
import type { SettingKey } from '../../src-shared/settings/rules.ts';
import { cards, cardsWaiting } from './cards.ts';
import { cases, casesWaiting } from './cases.ts';
import { chain, chainWaiting } from './chain.ts';
import { comments, commentsWaiting } from './comments.ts';
import type { Effects } from './effect.ts';
import { general, generalWaiting } from './general.ts';
import { privacy, privacyWaiting } from './privacy.ts';
import { responsibility, responsibilityWaiting } from './responsibility.ts';
import { search, searchWaiting } from './search.ts';

const delivered = {
  ...chain,
  ...general,
  ...privacy,
  ...cases,
  ...search,
  ...cards,
  ...comments,
  ...responsibility,
} satisfies Partial<Effects>;

type Delivered = keyof typeof delivered;

/** Without a row: their effect is still being built. */
export const WAITING = [
  ...chainWaiting,
  ...generalWaiting,
  ...privacyWaiting,
  ...casesWaiting,
  ...searchWaiting,
  ...cardsWaiting,
  ...commentsWaiting,
  ...responsibilityWaiting,
] as const satisfies readonly Exclude<SettingKey, Delivered>[];

/** The compiler names the settings that have neither a row nor a place in WAITING. */
const complete: { readonly [K in Exclude<SettingKey, Delivered | (typeof WAITING)[number]>]: never } = {};

export const effects: Partial<Effects> = { ...delivered, ...complete };
