// Y1, Y3: twenty thousand documents from one counter over the server to another, against a plain server on the same disk; and
// one save, from the moment it is made here until it is stored there.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../support/server-process.ts';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { median, ROUNDS, spreadOf } from './measure.ts';
import { ms } from './report.ts';
import { BUILD } from './sample-database.ts';
import type { LimitQuestion } from './sync-limit-process.ts';
import type { SyncQuestion } from './sync-process.ts';

/** Or as many as there are customers in the bench. */
const MOST_DOCUMENTS = 20_000;
const BATCH = 500;
const SAVES = 300;
/** PouchDB and its server as measured for the specification (section 4): documents a second, end to end, and live. */
const POUCHDB_RATE = 2563;
const POUCHDB_LIVE_MS = 11.4;

export async function measureSync({ report, count }: Bench): Promise<void> {
  const documents = Math.min(MOST_DOCUMENTS, count);
  const rounds: { ours: number; limit: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({
      limit: await limitRound(documents),
      ours: await ourRound(documents),
    });
  const ours = median(rounds.map((round) => round.ours));
  const limit = median(rounds.map((round) => round.limit));
  const rate = (seconds: number) => `${Math.round(documents / seconds).toLocaleString('en')} docs/s`;
  report.goal({
    ...{
      id: 'Y1',
      what: `${documents} documents end to end, SQLite`,
      value: rate(ours),
      against: `limit ${rate(limit)}`,
    },
    ...{ ratio: limit / ours, atLeast: 0.6, note: 'each with its change log, rights and conflicts judged' },
  });
  report.goal({
    ...{
      id: 'Y2',
      what: `${documents} documents end to end, SQLite`,
      value: rate(ours),
      against: `PouchDB ${POUCHDB_RATE}`,
    },
    ...{ ratio: documents / ours / POUCHDB_RATE, atLeast: 8 },
    note: 'the peer as measured for the specification, not in this run',
  });
  await measureLive(report);
}

async function ourRound(documents: number): Promise<number> {
  const server = await startServer();
  const [one, two] = [counter('sync-one'), counter('sync-two')];
  try {
    await one.ask({ kind: 'found', address: server.address, code: server.foundingCode } satisfies SyncQuestion);
    const { code } = await one.ask<{ code: string }>({ kind: 'code' } satisfies SyncQuestion);
    await two.ask({ kind: 'join', address: server.address, code } satisfies SyncQuestion);
    await one.ask({ kind: 'fill', count: documents } satisfies SyncQuestion);
    const push = await one.ask<{ seconds: number }>({ kind: 'round' } satisfies SyncQuestion);
    const pull = await two.ask<{ seconds: number }>({ kind: 'round' } satisfies SyncQuestion);
    const [here, there] = await Promise.all([one, two].map((each) => each.ask({ kind: 'count' })));
    if (JSON.stringify(here) !== JSON.stringify(there)) throw new Error('the two counters differ');
    return push.seconds + pull.seconds;
  } finally {
    await Promise.all([one.end(), two.end()]);
    await server.close();
  }
}

async function limitRound(documents: number): Promise<number> {
  const [server, one, two] = ['limit-server', 'limit-one', 'limit-two'].map(
    (name) => new Child('sync-limit-process', [freshFolder(name)]),
  );
  if (!server || !one || !two) throw new Error('no children');
  try {
    const { address } = await server.ask<{ address: string }>({ kind: 'serve' } satisfies LimitQuestion);
    await one.ask({ kind: 'fill', count: documents } satisfies LimitQuestion);
    const push = await one.ask<{ seconds: number }>({ kind: 'push', address, batch: BATCH } satisfies LimitQuestion);
    const pull = await two.ask<{ seconds: number }>({ kind: 'pull', address, batch: 1000 } satisfies LimitQuestion);
    const { customers } = await two.ask<{ customers: number }>({ kind: 'count' } satisfies LimitQuestion);
    if (customers !== documents) throw new Error(`${customers} documents arrived`);
    return push.seconds + pull.seconds;
  } finally {
    await Promise.all([server.end(), one.end(), two.end()]);
  }
}

async function measureLive(report: Bench['report']): Promise<void> {
  const server = await startServer();
  const [one, two] = [counter('sync-one', 'live'), counter('sync-two', 'live')];
  try {
    await one.ask({ kind: 'found', address: server.address, code: server.foundingCode } satisfies SyncQuestion);
    const { code } = await one.ask<{ code: string }>({ kind: 'code' } satisfies SyncQuestion);
    await two.ask({ kind: 'join', address: server.address, code } satisfies SyncQuestion);
    const times: number[] = [];
    for (let at = 0; at < SAVES; at += 1) {
      const mark = `Marke ${at}`;
      const seen = two.ask<{ at: number }>({ kind: 'await', mark } satisfies SyncQuestion);
      const made = await one.ask<{ at: number }>({ kind: 'save', mark } satisfies SyncQuestion);
      times.push((await seen).at - made.at);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { p50, p95 } = spreadOf(times.slice(5));
    report.goal({
      ...{ id: 'Y3', what: 'save here until it is stored there, p50', value: ms(p50) },
      ...{ against: `PouchDB live ${POUCHDB_LIVE_MS} ms`, ratio: p50 / POUCHDB_LIVE_MS, atMost: 0.8 },
      note: `p95 ${ms(p95)}; the peer as measured for the specification, not in this run`,
    });
  } finally {
    await Promise.all([one.end(), two.end()]);
    await server.close();
  }
}

function counter(name: string, sync = 'byHand'): Child {
  return new Child('sync-process', [freshFolder(name), sync]);
}

function freshFolder(name: string): string {
  const folder = join(BUILD, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
