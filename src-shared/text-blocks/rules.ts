// When a declaration may be saved as a new version, from when it counts, and when a version that was replaced has run out. Which
// placeholders there are stands in consent/text-block.ts.
import { germanDay, readDay, startOfDay } from '../calendar/day.ts';
import { madeAt } from '../change-log/log-bounds.ts';
import { type TextProblem, textProblems } from '../consent/text-block.ts';
import { localDay } from '../customers/rules.ts';
import { isStillKept } from '../erasure/retention.ts';

/** Characters: about three printed pages. */
export const LONGEST_TEXT = 12_000;

export type VersionProblem = TextProblem | { readonly problem: 'tooLong' | 'unchanged' | 'notADay' | 'past' };

/**
 * Why this cannot become a new version; empty = it can.
 * @param newest the text it was made from
 * @param validFrom as typed
 */
export function versionProblems(body: string, newest: string, validFrom: string, now: number): VersionProblem[] {
  const text = tidyText(body);
  const problems: VersionProblem[] = [...textProblems(text)];
  if (text.length > LONGEST_TEXT) problems.push({ problem: 'tooLong' });
  if (text === tidyText(newest)) problems.push({ problem: 'unchanged' });
  const day = readDay(validFrom);
  if (day === null) problems.push({ problem: 'notADay' });
  else if (day < localDay(now)) problems.push({ problem: 'past' });
  return problems;
}

/** The text as it is kept and hashed: no blanks at line ends, no empty lines around it. */
export function tidyText(body: string): string {
  return body
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}

/** From today means from now: a sheet printed this morning still bears the text it was printed with. */
export function validFromInstant(day: string, now: number): number {
  return day === localDay(now) ? now : startOfDay(day);
}

type Version = {
  readonly id: string;
  readonly textBlockId: string;
  readonly number: number;
  readonly validFrom: number;
};

/**
 * The versions whose period is over (E-81): it begins when a newer one came into force. The newest of a text block never runs out;
 * what a consent names is for the caller to keep.
 * @param all of a chain, of whichever text blocks
 * @param day 'YYYY-MM-DD', one that is sure
 */
export function runOutVersions<V extends Version>(all: readonly V[], day: string): V[] {
  return all.filter(({ textBlockId, number }) => {
    const newer = all.filter((one) => one.textBlockId === textBlockId && one.number > number);
    if (newer.length === 0) return false;
    return !isStillKept('templateHistory', germanDay(Math.min(...newer.map(inForceFrom))), day);
  });
}

/** The later of what its counter's clock and what its id say: ids only grow, and a clock may have been set back. */
function inForceFrom({ id, validFrom }: Version): number {
  return Math.max(validFrom, madeAt(id) ?? 0);
}
