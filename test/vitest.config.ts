// The rooms of the tests: what runs where, and for how long a single test may take.
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** What has to turn red is waited for a short while only, and gets one try (`npm run features -- --prove`). */
const proving = process.env.TRESEN_PROVE_SETTINGS === '1';

const room = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  // A condition is waited for as long as a busy machine may need; none of them measures time.
  // Real processes, windows and spoolers share the machine with whatever else runs there: a test gets a second try, and the
  // summary of `npm test` names each one that needed it.
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: testTimeout,
    expect: { poll: { timeout: proving ? 5_000 : 60_000 } },
    retry: proving ? 0 : 1,
  },
});

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    passWithNoTests: false,
    projects: [
      room('house', ['test/{architecture,features}.test.ts'], 60_000),
      room('unit', ['test/{rules,service,migrations,print}/**/*.test.ts'], 60_000),
      room('server', ['test/{server,simulation,sync}/**/*.test.ts'], 120_000),
      room('e2e', ['test/e2e/**/*.test.ts'], 240_000),
    ],
  },
});
