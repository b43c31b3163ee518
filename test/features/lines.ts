// The lines of the feature catalogue, the issue that brings each, and the tests that show them: those that name a line at the
// end of their title ('… [E-25 E-26]') or in a comment right above, and older ones that lines.json maps. It runs no test.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import catalogue from './lines.json' with { type: 'json' };
import { ROOT, testKey } from './reports.ts';

export type Line = {
  readonly id: string;
  readonly says: string;
  readonly issue: number | 'later';
  /** Must be shown by a test by now. */
  readonly due: boolean;
  readonly tests: readonly ShowingTest[];
};

/** `title` as it stands in the source, placeholders included. */
export type ShowingTest = { readonly file: string; readonly title: string; readonly exists: boolean };

/** Issues whose lines must all be shown. */
export const DUE_ISSUES: readonly (number | 'later')[] = [2, 3, 4, 5];

type Entry = { says: string; issue: number | 'later'; shown?: Record<string, string[]> };

export function featureLines(): Line[] {
  const sources = new Map(testFiles().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  const named = testsThatNameLines(sources);
  return Object.entries(catalogue as Record<string, Entry>).map(([id, { says, issue, shown = {} }]) => {
    const mapped = Object.entries(shown).flatMap(([file, titles]) =>
      titles.map((title) => ({ file, title, exists: holdsTitle(sources.get(file) ?? '', title) })),
    );
    return { id, says, issue, due: DUE_ISSUES.includes(issue), tests: [...mapped, ...(named.get(id) ?? [])] };
  });
}

/** Lines that tests name and the catalogue does not have. */
export function unknownLines(): string[] {
  const sources = new Map(testFiles().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  return [...testsThatNameLines(sources).keys()].filter((id) => !Object.hasOwn(catalogue, id));
}

/** How the test ended in the last `npm test`: the worst of all that its title stands for; 'not run' where none is there. */
export function outcomeOf({ file, title }: ShowingTest, outcomes: ReadonlyMap<string, string>): string {
  const exact = outcomes.get(testKey(file, title));
  if (exact) return exact;
  const shape = new RegExp(`^${testKey(file, title).split(PLACEHOLDER).map(escaped).join('.*')}$`);
  const ended = [...outcomes].filter(([key]) => shape.test(key)).map(([, status]) => status);
  return ended.find((status) => status !== 'passed') ?? ended[0] ?? 'not run';
}

// --- details

const PLACEHOLDER = /\$\{[^}]*\}|%[sdifjo]|\$[a-zA-Z.]+/;
const ID = '[A-ENT]-\\d{2}';
/** The settings that a test shows may stand behind the lines. */
const QUOTED_WITH_LINES = new RegExp(
  `(['"\`])((?:\\\\.|(?!\\1)[^\\n])*\\[((?:${ID}[, ]*)+)\\](?: \\[setting:\\w+\\])*)\\1`,
  'g',
);
const COMMENTED_TEST = new RegExp(
  `^[ \\t]*//[ \\t]*((?:${ID}(?:, | … | )?)+).*\\n[ \\t]*(?:test|it)\\b[^'"\`]*(['"\`])((?:\\\\.|(?!\\2)[^\\n])*)\\2`,
  'gm',
);

function testFiles(): string[] {
  return readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function testsThatNameLines(sources: ReadonlyMap<string, string>): Map<string, ShowingTest[]> {
  const found = new Map<string, ShowingTest[]>();
  const add = (ids: string, file: string, title: string) => {
    for (const [id] of ids.matchAll(new RegExp(ID, 'g')))
      found.set(id, [...(found.get(id) ?? []), { file, title: unescaped(title), exists: true }]);
  };
  for (const [file, source] of sources) {
    for (const [, , title = '', ids = ''] of source.matchAll(QUOTED_WITH_LINES)) add(ids, file, title);
    for (const [, ids = '', , title = ''] of source.matchAll(COMMENTED_TEST)) add(ids, file, title);
  }
  return found;
}

function holdsTitle(source: string, title: string): boolean {
  return ["'", '"', '`'].some((quote) => unescaped(source).includes(`${quote}${title}${quote}`));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(['"`])/g, '$1');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
