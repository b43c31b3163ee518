// When a declaration may be saved as a new version, and from when it counts. Which placeholders there are stands in
// consent/text-block.ts.
import { readDay, startOfDay } from '../calendar/day.ts';
import { type TextProblem, textProblems } from '../consent/text-block.ts';
import { localDay } from '../customers/rules.ts';

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
