// Every setting has its effect: the rows of all groups. A setting without a row does not compile.
import { cards } from './cards.ts';
import { cases } from './cases.ts';
import { chain } from './chain.ts';
import { comments } from './comments.ts';
import type { Effects } from './effect.ts';
import { general } from './general.ts';
import { privacy } from './privacy.ts';
import { responsibility } from './responsibility.ts';
import { search } from './search.ts';

export const effects: Effects = {
  ...chain,
  ...general,
  ...privacy,
  ...cases,
  ...search,
  ...cards,
  ...comments,
  ...responsibility,
};
