// Looks at a stop of a tour in every way there is: axe-core, weak colours in each theme, what is cut off or out of reach at the
// window's own size and at 200 % zoom. It collects what is wrong by the name of the stop, and refuses to judge.
import type { Page } from 'playwright-core';
import { axeFaults, contrastFaults, sightFaults, zoomFaults } from './perception.ts';

export type Looking = { readonly faults: string[]; readonly stops: string[]; look: (stop: string) => Promise<void> };

export function looking(page: Page): Looking {
  const faults: string[] = [];
  const stops: string[] = [];
  const look = async (stop: string) => {
    stops.push(stop);
    const found = [
      ...(await axeFaults(page)),
      ...(await contrastFaults(page)),
      ...(await sightFaults(page)),
      ...(await zoomFaults(page)),
    ];
    faults.push(...found.map((fault) => `${stop}: ${fault}`));
  };
  return { faults, stops, look };
}
