// 'Selbsttest' of page 'Geräte'.
import { opened } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { selfChecks } from './checks.ts';

export function diagnosticsHandlers(os: typeof procedures.diagnostics) {
  return {
    run: os.run.handler(async ({ context }) => {
      const house = opened(context);
      return { at: house.now(), checks: await selfChecks(house) };
    }),
  };
}
