// Looks at a stop of a tour in every way there is: axe-core, weak colours in each theme, what is cut off or out of reach at the
// window's own size and at 200 % zoom. It collects what is wrong by the name of the stop, and refuses to judge.
import type { Page } from 'playwright-core';
import { axeFaults, contrastFaults, sightFaults, zoomFaults } from './perception.ts';
import { standsStill } from './tour.ts';

export type Looking = { readonly faults: string[]; readonly stops: string[]; look: (stop: string) => Promise<void> };

export function looking(page: Page): Looking {
  const faults: string[] = [];
  const stops: string[] = [];
  const look = async (stop: string) => {
    stops.push(stop);
    const found = await faultsOf(page);
    if (found.length === 0) return;
    // What a second look does not find was a page on its way from one state to the next (a backup that ends, news that come).
    await standsStill(page);
    const still = new Set(await faultsOf(page));
    faults.push(...found.filter((fault) => still.has(fault)).map((fault) => `${stop}: ${fault}`));
  };
  return { faults, stops, look };
}

async function faultsOf(page: Page): Promise<string[]> {
  return [
    ...(await axeFaults(page)),
    ...(await contrastFaults(page)),
    ...(await sightFaults(page)),
    ...(await zoomFaults(page)),
  ];
}
