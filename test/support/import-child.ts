// A counter that imports, or goes on importing, until it is killed or done. Says on standard output how far it is.
// Run: import-child.ts <folder>
import { writeSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { createService } from '../../src-main/service/service.ts';
import { PIN, portsFor } from './counter.ts';

const [directory = ''] = process.argv.slice(2);
const service = createService(portsFor(directory, { now: Date.now() }, { now: Date.now, upkeep: 'byHand' }));
const client = createRouterClient(service.router, { context: { counter: service.counter } });
const state = await client.signIn.state();
if (state.phase !== 'signIn') throw new Error(state.phase);
await client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: PIN });

let begun = await client.customerImport.state();
// What was taken over before the last kill is put into the search first.
while (begun.job) {
  await new Promise((resolve) => setTimeout(resolve, 3));
  begun = await client.customerImport.state();
}
if (begun.run) await client.customerImport.resume();
else {
  const plan = begun.file?.proposal;
  if (!plan) throw new Error('no list is chosen');
  await client.customerImport.check(plan);
  await client.customerImport.start(plan);
}
let said = '';
for (;;) {
  const { job, run } = await client.customerImport.state();
  // What stands in the database: whoever reads this may rely on it.
  const report = `${job?.kind ?? 'ended'} ${run?.linesDone ?? 0}`;
  if (report !== said) writeSync(1, `${report}\n`);
  said = report;
  if (!job) break;
  await new Promise((resolve) => setTimeout(resolve, 3));
}
service.stop();
