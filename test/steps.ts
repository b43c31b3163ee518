// All that `npm test` runs, in order, and what it says at the end: which real parts were there, what was left out for
// want of one, and the counts. It goes on after a failure so that one run tells everything. With names of steps as
// arguments it runs only those. It refuses to know any single test.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { BuildFailed, ensureBuilt } from '../src-main/start/build.ts';
import { obtainElectron } from '../src-main/start/electron-runtime.ts';
import { reportOf } from './features/reports.ts';
import { ensureDisplay } from './support/display.ts';
import { type Part, realParts } from './support/real-parts.ts';

/** `again`: what passed at the second try only. */
type Counts = { passed: number; failed: number; skipped: string[]; again: string[] };
type Step = { name: string; run: () => Promise<Counts> };
type Result = Counts & { name: string; seconds: number };

const root = join(import.meta.dirname, '..');
/** Stands in the environment of everything started here, so that what outlives its test is found. */
const mark = `TRESEN_TEST_RUN=${randomUUID()}`;

/** Vitest leaves one core free, which on two is half of the machine. */
const ON_ALL_CORES = [`--maxWorkers=${availableParallelism()}`];

const steps: Step[] = [
  { name: 'types', run: () => check(['typescript', 'bin', 'tsc'], ['-b']) },
  { name: 'lint', run: () => check(['@biomejs', 'biome', 'bin', 'biome'], ['check', '--error-on-warnings', '.']) },
  { name: 'house', run: () => vitest('house') },
  { name: 'unit', run: () => vitest('unit', ON_ALL_CORES) },
  { name: 'server', run: () => vitest('server', ON_ALL_CORES) },
  { name: 'simulate', run: () => program([join(root, 'test', 'simulation', 'simulate.ts'), '--seeds', '2000']) },
  { name: 'build', run: buildStep },
  // One file at a time: the windows share one screen and its keyboard.
  { name: 'e2e', run: () => vitest('e2e', ['--no-file-parallelism'], process.env) },
];

process.exitCode = await main(process.argv.slice(2));

async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no step ${unknown.join(', ')}; the steps are ${steps.map((s) => s.name).join(', ')}.\n`,
    );
    return 2;
  }
  await ensureDisplay();
  await obtainElectron(print); // what cannot be had is told with the other parts
  const parts = await realParts();
  print(describeParts(parts));
  const results: Result[] = [];
  for (const step of steps) if (names.length === 0 || names.includes(step.name)) results.push(await timed(step));
  endLeftOvers();
  return report(results, parts);
}

async function timed(step: Step): Promise<Result> {
  print(`\n── ${step.name} ${'─'.repeat(70 - step.name.length)}`);
  const started = Date.now();
  const counts = await step.run();
  return { ...counts, name: step.name, seconds: (Date.now() - started) / 1000 };
}

function check(script: string[], args: string[]): Promise<Counts> {
  return program([join(root, 'node_modules', ...script), ...args]);
}

async function program(args: string[]): Promise<Counts> {
  const code = await node(args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], again: [] };
}

async function buildStep(): Promise<Counts> {
  try {
    await ensureBuilt(print);
    return { passed: 1, failed: 0, skipped: [], again: [] };
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    print(error.message);
    return { passed: 0, failed: 1, skipped: [], again: [] };
  }
}

/** Runs one room of the tests. A file that fails outside its tests counts as one failure, so that nothing hides. */
async function vitest(project: string, more: string[] = [], env = forNode()): Promise<Counts> {
  const file = reportOf(project); // stays for `npm run features`
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(root, 'test', 'vitest.config.ts');
  const code = await node([script, 'run', '--config', config, '--project', project, ...reporters, ...more], env);
  const files = resultsIn(file);
  const tests = files.flatMap((one) => one.assertionResults);
  const failedTests = tests.filter((one) => one.status === 'failed').length;
  const brokenFiles = files.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  return {
    passed: tests.filter((one) => one.status === 'passed').length,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: tests.filter((one) => !['passed', 'failed'].includes(one.status)).map((one) => one.fullName),
    again: tests
      .filter((one) => one.status === 'passed' && one.failureMessages.length > 0)
      .map((one) => `${one.fullName}: ${one.failureMessages[0]?.split('\n')[0] ?? ''}`),
  };
}

type FileResult = {
  status: string;
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
};

function resultsIn(file: string): FileResult[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { testResults: FileResult[] }).testResults;
  } catch {
    return []; // Vitest did not get that far; its exit code says so
  }
}

function node(args: string[], env: NodeJS.ProcessEnv = forNode()): Promise<number> {
  const [name = '', value = ''] = mark.split('=');
  const colour = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...env, ...colour, [name]: value },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** The environment without the SQLite addon that is compiled for an older Electron: Node.js has its own. */
function forNode(): NodeJS.ProcessEnv {
  const { TRESEN_SQLITE_BINDING: _, ...env } = process.env;
  return env;
}

function describeParts(parts: Part[]): string {
  const own = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return [own, ...parts.map((part) => `${part.name}: ${part.missing ?? part.found}`)].join('\n');
}

function report(results: Result[], parts: Part[]): number {
  const missing = parts.filter((part) => part.missing !== null);
  // On CI every part has to be there: a test left out in silence would look like one that passed.
  const owed = process.env.TRESEN_TEST_ALL === '1' ? missing : [];
  const skipped = results.flatMap((result) => result.skipped);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, owed.length);

  print(`\n── summary ${'─'.repeat(63)}`);
  print(describeParts(parts));
  for (const part of missing) print(`Left out because of that: ${part.neededFor}.`);
  for (const part of owed) print(`FAILED: ${part.name} has to be there with TRESEN_TEST_ALL=1.`);
  for (const name of skipped) print(`  skipped: ${name}`);
  for (const name of results.flatMap((result) => result.again)) print(`  passed at the second try only: ${name}`);
  print(
    `\n${'step'.padEnd(9)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
  );
  for (const { name, passed, failed, skipped, seconds } of results) {
    const row = [String(passed).padStart(8), String(failed).padStart(8), String(skipped.length).padStart(9)];
    print(`${name.padEnd(9)}${row.join('')}${seconds.toFixed(1).padStart(9)}`);
  }
  print(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
}

/** Ends whatever a test started and left running. Only Linux lets us see whose it is. */
function endLeftOvers(): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const about = (name: string): string => {
      try {
        return readFileSync(`/proc/${pid}/${name}`, 'utf8');
      } catch {
        return ''; // ended meanwhile, or not ours
      }
    };
    if (!about('environ').split('\0').includes(mark)) continue;
    print(`Left running by a test, ended now: ${about('cmdline').replaceAll('\0', ' ').slice(0, 120)}`);
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // ended meanwhile
    }
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
