// `npm run bench`: the goals of the product as ratios taken in one run. A group of goals is one file; this one decides the
// order, repeats what a noisy machine spoiled, and writes the report. `--quick` takes 100,000 customers, `--only a,b` groups.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProcesses } from './bundle.ts';
import { measureCards } from './cards.ts';
import { Child } from './child.ts';
import { measureDuplicates } from './duplicates.ts';
import { measureElectron } from './electron.ts';
import { measureFilters } from './filters.ts';
import { measureFirstFill } from './first-fill.ts';
import { measureImport } from './import.ts';
import { measureLoad } from './load.ts';
import { measureLogins } from './logins.ts';
import { probeNoise } from './measure.ts';
import { type Queries, queriesAbout, somePeople } from './queries.ts';
import { Report } from './report.ts';
import { BUILD, sampleDatabase, workingCopy } from './sample-database.ts';
import { measureSaves } from './save-speed.ts';
import { measureColdStart } from './search-cold.ts';
import { measurePeers, type PeerFacts } from './search-peers.ts';
import { measureSearchSpeed } from './search-speed.ts';
import { measureSearchWhileWriting } from './search-writing.ts';
import { measureSync } from './sync-speed.ts';

export type Bench = {
  count: number;
  quick: boolean;
  report: Report;
  /** Data folder and database file of the sample. */
  sample: { directory: string; file: string };
  /** The product's database process. */
  product: Child;
  queries: Queries;
  /** What one group leaves for a later one. */
  facts: { flexsearch?: PeerFacts };
};

/** In this order; `quick` ones also run in CI. */
const GROUPS: readonly { name: string; quick: boolean; measure: (bench: Bench) => Promise<void> }[] = [
  { name: 'search', quick: true, measure: measureSearchSpeed },
  { name: 'filters', quick: true, measure: measureFilters },
  { name: 'writing', quick: false, measure: measureSearchWhileWriting },
  { name: 'peers', quick: true, measure: measurePeers },
  { name: 'cold', quick: false, measure: measureColdStart },
  { name: 'saves', quick: true, measure: measureSaves },
  { name: 'logins', quick: true, measure: measureLogins },
  { name: 'import', quick: false, measure: measureImport },
  { name: 'duplicates', quick: false, measure: measureDuplicates },
  { name: 'load', quick: false, measure: measureLoad },
  { name: 'sync', quick: true, measure: measureSync },
  { name: 'fill', quick: false, measure: measureFirstFill },
  { name: 'cards', quick: false, measure: measureCards },
  { name: 'window', quick: false, measure: measureElectron },
];

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, customers: { type: 'string' } },
});
const only = values.only?.split(',');
const count = Number(values.customers ?? (values.quick ? 100_000 : 1_000_000));
const chosen = GROUPS.filter(({ name, quick }) => (only ? only.includes(name) : quick || !values.quick));

const report = new Report();
report.facts.machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
report.facts.customers = count;
console.log(`${count} customers on ${report.facts.machine}`);
await bundleProcesses();
const sample = workingCopy(sampleDatabase(count));
const queries = queriesAbout(somePeople(count, 100));
const product = new Child('search-process', [sample.directory]);
const bench: Bench = { count, quick: values.quick, report, sample, product, queries, facts: {} };
const noise: Record<string, number> = {};

for (const { name, measure } of chosen) {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const from = report.lines.length;
    const before = probeNoise();
    await measure(bench);
    const after = probeNoise();
    noise[name] = Math.max(before.ratio, after.ratio);
    if (before.quiet && after.quiet) break;
    const said = `machine not quiet: p95/p50 of a fixed loop ${noise[name]?.toFixed(2)}`;
    if (attempt === 2) report.doubt(from, said);
    else {
      console.log(`     ${said}; once more`);
      report.forget(from);
    }
  }
}

await product.end();
report.facts.noise = noise;
report.write(join(BUILD, '..', 'bench.json'));
const failed = report.lines.filter(({ verdict }) => verdict === 'fail');
console.log(
  `${report.lines.filter(({ verdict }) => verdict === 'pass').length} met, ${failed.length} missed; build/bench.json`,
);
process.exit(failed.length > 0 ? 1 : 0);
