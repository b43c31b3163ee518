// `npm run simulate -- --seeds N [--seed S]`: runs storms on all cores, prints what met what, and fails where a seed fails or an
// operation has never met a fault. `--seed S` alone replays one storm and says what went wrong in it.
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { OPERATIONS } from './operations.ts';
import { addMet, describeMet, neverMet, type Report } from './report.ts';
import { dropTemplate, makeTemplate } from './shop.ts';
import { FAULTS, storm } from './storm.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, child: { type: 'boolean' } },
});
const first = Number(values.seed ?? 1);
const seeds = Number(values.seeds ?? (values.seed === undefined ? 2000 : 1));

if (values.child) await asChild();
else process.exitCode = await asParent();

// --- details

async function asChild(): Promise<void> {
  const report = await run(first, seeds, Number(process.env.TRESEN_EVERY ?? 1));
  process.send?.({ ...report, met: [...report.met] });
  process.disconnect?.();
}

async function asParent(): Promise<number> {
  const began = Date.now();
  const workers = Math.min(availableParallelism(), Math.max(1, Math.floor(seeds / 20)));
  const reports =
    workers === 1 ? [await run(first, seeds, 1)] : await Promise.all(range(workers).map((at) => inChild(at, workers)));
  const whole: Report = { seeds: 0, sets: 0, conflicts: 0, refused: 0, failed: [], met: new Map() };
  for (const report of reports) {
    for (const key of ['seeds', 'sets', 'conflicts', 'refused'] as const) whole[key] += report[key];
    whole.failed.push(...report.failed);
    addMet(whole.met, report.met);
  }
  print(describeMet(whole.met));
  // A single storm cannot meet everything.
  const never = seeds >= 200 ? neverMet(whole.met) : [];
  for (const one of never) print(`FAILED: ${one} never happened`);
  for (const { seed, problems } of whole.failed.sort((a, b) => a.seed - b.seed).slice(0, 20)) {
    print(`FAILED: seed ${seed} (npm run simulate -- --seed ${seed})`);
    for (const problem of problems.slice(0, seeds === 1 ? 100 : 4)) print(`  ${problem}`);
  }
  const seconds = (Date.now() - began) / 1000;
  const { sets, conflicts, refused } = whole;
  print(
    `seeds ${first} to ${first + seeds - 1}: ${whole.seeds - whole.failed.length} passed, ${whole.failed.length} failed`,
  );
  print(
    `${sets} change sets, ${conflicts} conflicts, ${refused} refused; ${OPERATIONS.length} operations, ${FAULTS.length} faults`,
  );
  print(`${seconds.toFixed(0)} s, ${Math.round((whole.seeds * 60) / seconds)} seeds a minute`);
  return whole.failed.length + never.length === 0 && whole.seeds === seeds ? 0 : 1;
}

async function run(from: number, count: number, every: number): Promise<Report> {
  const report: Report = { seeds: 0, sets: 0, conflicts: 0, refused: 0, failed: [], met: new Map() };
  const template = await makeTemplate();
  try {
    for (let seed = from; seed < first + count; seed += every) {
      const outcome = await storm(template, seed);
      report.seeds += 1;
      for (const key of ['sets', 'conflicts', 'refused'] as const) report[key] += outcome[key];
      if (outcome.problems.length > 0) report.failed.push({ seed, problems: outcome.problems });
      addMet(report.met, outcome.met);
    }
  } finally {
    dropTemplate(template);
  }
  return report;
}

/** Seeds go round the workers, so that all of them end at about the same time. */
function inChild(at: number, workers: number): Promise<Report> {
  const args = ['--child', '--seed', String(first + at), '--seeds', String(seeds - at)];
  const child = fork(import.meta.filename, args, { env: { ...process.env, TRESEN_EVERY: String(workers) } });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const report = message as Omit<Report, 'met'> & { met: [string, number][] };
      resolve({ ...report, met: new Map(report.met) });
    });
    child.once('error', reject);
    child.once('exit', (code) => code !== 0 && reject(new Error(`a worker ended with ${code}`)));
  });
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
