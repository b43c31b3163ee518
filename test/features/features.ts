// `npm run features`: the table line → test → how it ended in the last `npm test`; it fails on a due line without a test. With
// --prove it shows every effect of a setting the value of another position and demands that it turns red.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt } from '../../src-main/start/build.ts';
import { featureLines, type Line, outcomeOf } from './lines.ts';
import { outcomes, ROOT } from './reports.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

process.exitCode = process.argv.includes('--prove') ? await prove() : table();

function table(): number {
  const lines = featureLines();
  const ended = outcomes();
  for (const line of lines) describe(line, ended);
  const owed = lines.filter((line) => line.due && !line.tests.some((one) => one.exists));
  const failed = lines.filter((line) => line.due && line.tests.some((one) => outcomeOf(one, ended) === 'failed'));
  const due = lines.filter((line) => line.due).length;
  const shown = lines.filter((line) => line.tests.length > 0).length;
  print(`\n${lines.length} lines, ${shown} with a test; ${due} due, ${owed.length} of them without a test`);
  if (owed.length > 0) print(`Without a test: ${owed.map((line) => line.id).join(', ')}`);
  if (failed.length > 0) print(`Red in the last run: ${failed.map((line) => line.id).join(', ')}`);
  return owed.length + failed.length > 0 ? 1 : 0;
}

function describe({ id, says, issue, due, tests }: Line, ended: ReadonlyMap<string, string>): void {
  const when = due ? `issue ${issue}, due` : issue === 'later' ? 'later' : `issue ${issue}`;
  print(`${id}  ${says}  (${when})`);
  if (tests.length === 0) print('      – no test');
  for (const test of tests) {
    const outcome = test.exists ? outcomeOf(test, ended) : 'DOES NOT EXIST';
    print(`      ${outcome.padEnd(8)} ${test.file} › ${test.title}`);
  }
}

async function prove(): Promise<number> {
  await ensureBuilt(print);
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['run', '--config', join(ROOT, 'test', 'vitest.config.ts'), '--project', 'e2e'];
  const { TRESEN_SQLITE_BINDING: _, ...env } = process.env; // meant for Electron; here Node.js has its own
  const { status } = spawnSync(process.execPath, [vitest, ...options, 'test/e2e/settings-effects.test.ts'], {
    ...{ cwd: ROOT, stdio: 'inherit', env: { ...env, TRESEN_PROVE_SETTINGS: '1' } },
  });
  return status ?? 1;
}
