// The rooms of the tests: what runs where, and for how long a single test may take.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const room = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    passWithNoTests: false,
    projects: [
      room('house', ['test/architecture.test.ts'], 60_000),
      room('unit', ['test/{rules,service,migrations,print}/**/*.test.ts'], 60_000),
      room('e2e', ['test/e2e/**/*.test.ts'], 240_000),
    ],
  },
});
