// What `--demo` means to a program that is being started, in both hosts: a look at the folder before anything is made in
// it, and the sample once the service is there. What the sample is stands in service/demo.ts.
import process from 'node:process';
import { Refusal } from './refusal.ts';
import { type DemoRefusal, demoFolderRefusal } from './service/demo-folder.ts';
import type { Service } from './service/service.ts';

/** @throws Refusal when the folder holds anything already */
export function checkDemoFolder(dataDirectory: string): void {
  const refusal = demoFolderRefusal(dataDirectory);
  if (refusal) throw sentence(dataDirectory, refusal);
}

/** @throws Refusal, and then the service is stopped */
export async function fillForDemo(service: Service): Promise<void> {
  // Loaded where it is wanted: every other start has no use for it.
  const { DEMO_PEOPLE, fillWithDemo } = await import('./service/demo.ts');
  const refusal = await fillWithDemo(service.counter);
  if (!refusal) {
    const people = DEMO_PEOPLE.map(({ name, pin }) => `${name} (${pin})`).join(', ');
    process.stderr.write(`Beispieldaten, anmelden mit PIN: ${people}\n`);
    return;
  }
  service.stop();
  throw sentence(service.counter.ports.dataDirectory, refusal);
}

function sentence(dataDirectory: string, refusal: DemoRefusal): Refusal {
  return new Refusal(`--demo füllt nur einen leeren Datenordner, nicht ${dataDirectory}: ${refusal}.`);
}
