// What sync is held against, in the same run: a plain server (the limit), and PouchDB with its own. Twenty thousand documents from
// one to the other, and one save until it is stored there.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child.ts';
import { BUILD } from './sample-database.ts';
import type { LimitQuestion } from './sync-limit-process.ts';
import type { PouchQuestion } from './sync-pouch-process.ts';

/** Of the limit, as the product's: sets in a push, rows in a pull. */
const PUSHED = 500;
const PULLED = 2000;
/** The one that PouchDB is quickest with. */
const POUCH_BATCH = 1000;
const PAUSE_MS = 20;

/** @returns seconds, end to end */
export function limitRound(documents: number, databaseUrl: string | null): Promise<number> {
  return withThree('sync-limit-process', 'limit', async ([server, one, two]) => {
    const { address } = await server.ask<{ address: string }>({ kind: 'serve', databaseUrl } satisfies LimitQuestion);
    await one.ask({ kind: 'fill', count: documents } satisfies LimitQuestion);
    const push = await one.ask<{ seconds: number }>({ kind: 'push', address, batch: PUSHED } satisfies LimitQuestion);
    const pull = await two.ask<{ seconds: number }>({ kind: 'pull', address, batch: PULLED } satisfies LimitQuestion);
    await checkCount(two, documents);
    return push.seconds + pull.seconds;
  });
}

/** @returns seconds, end to end */
export function pouchRound(documents: number): Promise<number> {
  return withThree('sync-pouch-process', 'pouch', async ([server, one, two]) => {
    const { address } = await server.ask<{ address: string }>({ kind: 'serve' } satisfies PouchQuestion);
    await one.ask({ kind: 'fill', count: documents } satisfies PouchQuestion);
    const asked = { address, batch: POUCH_BATCH };
    const push = await one.ask<{ seconds: number }>({ kind: 'push', ...asked } satisfies PouchQuestion);
    const pull = await two.ask<{ seconds: number }>({ kind: 'pull', ...asked } satisfies PouchQuestion);
    await checkCount(two, documents);
    return push.seconds + pull.seconds;
  });
}

/** @returns milliseconds of each save */
export function limitLive(saves: number, databaseUrl: string | null): Promise<number[]> {
  return withThree('sync-limit-process', 'limit-live', async ([server, one, two]) => {
    const { address } = await server.ask<{ address: string }>({ kind: 'serve', databaseUrl } satisfies LimitQuestion);
    await two.ask({ kind: 'listen', address } satisfies LimitQuestion);
    return savesSeen(saves, one, two, (mark) => ({ kind: 'save', address, mark }) satisfies LimitQuestion);
  });
}

/** @returns milliseconds of each save */
export function pouchLive(saves: number): Promise<number[]> {
  return withThree('sync-pouch-process', 'pouch-live', async ([server, one, two]) => {
    const { address } = await server.ask<{ address: string }>({ kind: 'serve' } satisfies PouchQuestion);
    await one.ask({ kind: 'live', address, way: 'to' } satisfies PouchQuestion);
    await two.ask({ kind: 'live', address, way: 'from' } satisfies PouchQuestion);
    return savesSeen(saves, one, two, (mark) => ({ kind: 'save', mark }) satisfies PouchQuestion);
  });
}

/** Saves with a pause between them, each awaited at the other end. @returns milliseconds of each */
export async function savesSeen(
  saves: number,
  here: Child,
  there: Child,
  save: (mark: string) => { kind: 'save'; mark: string },
): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < saves; at += 1) {
    const mark = `Marke ${at}`;
    const seen = there.ask<{ at: number }>({ kind: 'await', mark });
    const made = await here.ask<{ at: number }>(save(mark));
    times.push((await seen).at - made.at);
    await new Promise((go) => setTimeout(go, PAUSE_MS));
  }
  // The first ones meet code that is not compiled yet, at all of them.
  return times.slice(Math.floor(saves / 10));
}

export function freshFolder(name: string): string {
  const folder = join(BUILD, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

// --- details

async function withThree<R>(
  process: string,
  name: string,
  work: (three: readonly [server: Child, one: Child, two: Child]) => Promise<R>,
): Promise<R> {
  const three = [
    new Child(process, [freshFolder(`${name}-server`)]),
    new Child(process, [freshFolder(`${name}-one`)]),
    new Child(process, [freshFolder(`${name}-two`)]),
  ] as const;
  try {
    return await work(three);
  } finally {
    await Promise.all(three.map((child) => child.end()));
  }
}

async function checkCount(child: Child, documents: number): Promise<void> {
  const { customers } = await child.ask<{ customers: number }>({ kind: 'count' });
  if (customers !== documents) throw new Error(`${customers} of ${documents} documents arrived`);
}
