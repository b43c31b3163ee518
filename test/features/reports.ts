// Where the JSON reports of the last `npm test` lie, one for each room of the tests, and what they say about single tests.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
const ROOMS = ['house', 'unit', 'server', 'e2e'] as const;

export function reportOf(room: string): string {
  return join(ROOT, 'build', 'test-reports', `${room}.json`);
}

/** 'test/rules/kvnr.test.ts › title' → how it ended; empty where no `npm test` has run yet. */
export function outcomes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of ROOMS.map(reportOf).filter(existsSync)) {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    for (const { name, assertionResults } of testResults)
      for (const { title, status } of assertionResults) {
        const key = testKey(relative(ROOT, name).replaceAll('\\', '/'), title);
        // A title that several tests of a file bear, one a host or a storage, has passed where all of them have.
        if (found.get(key) !== 'failed') found.set(key, status);
      }
  }
  return found;
}

export function testKey(file: string, title: string): string {
  return `${file} › ${title}`;
}

type Report = { testResults: { name: string; assertionResults: { title: string; status: string }[] }[] };
