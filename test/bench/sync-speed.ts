// Y1 to Y3: twenty thousand documents from one counter over the server to another, and one save, from the moment it is made here
// until it is stored there; on both databases, in turn with the limit and with PouchDB.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../support/branch-server.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { inRounds, median, ROUNDS } from './measure.ts';
import { ms } from './report.ts';
import { freshFolder, limitLive, limitRound, pouchLive, pouchRound, savesSeen } from './sync-peers.ts';
import type { SyncQuestion } from './sync-process.ts';

/** Or as many as there are customers in the bench. */
const MOST_DOCUMENTS = 20_000;
/** Of each round; three hundred in all. */
const SAVES = 100;

type Kind = { name: 'SQLite' | 'PostgreSQL'; url: () => Promise<string | null>; overPouch: number };

export async function measureSync({ report, count }: Pick<Bench, 'report' | 'count'>): Promise<void> {
  const documents = Math.min(MOST_DOCUMENTS, count);
  const postgres = noPostgres === null ? await startPostgres() : null;
  try {
    const kinds = kindsOn(postgres);
    await measureDocuments(report, documents, kinds);
    await measureLive(report, kinds);
  } finally {
    await postgres?.close();
  }
  if (noPostgres === null) return;
  for (const id of ['Y1', 'Y2', 'Y3']) report.skip(id, 'sync on PostgreSQL', noPostgres);
}

function kindsOn(postgres: TestPostgres | null): Kind[] {
  const kinds: Kind[] = [{ name: 'SQLite', url: async () => null, overPouch: 8 }];
  if (postgres) kinds.push({ name: 'PostgreSQL', url: () => postgres.database(), overPouch: 5 });
  return kinds;
}

async function measureDocuments(report: Bench['report'], documents: number, kinds: readonly Kind[]): Promise<void> {
  const pouch: number[] = [];
  const found = kinds.map((kind) => ({ ...kind, ours: [] as Round[], limit: [] as number[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    pouch.push(await pouchRound(documents));
    for (const { url, ours, limit } of found) {
      limit.push(await limitRound(documents, await url()));
      ours.push(await ourRound(documents, await url()));
    }
  }
  const rate = (seconds: number) => `${Math.round(documents / seconds).toLocaleString('en')}/s`;
  const peer = median(pouch);
  for (const { name, overPouch, ours, limit } of found) {
    const [seconds, bare] = [median(ours.map(({ push, pull }) => push + pull)), median(limit)];
    const what = `${documents} documents end to end, ${name}`;
    const ways = `up ${rate(median(ours.map(({ push }) => push)))}, down ${rate(median(ours.map(({ pull }) => pull)))}`;
    report.goal({
      ...{ id: 'Y1', what, value: rate(seconds), against: `limit ${rate(bare)}`, ratio: bare / seconds, atLeast: 0.6 },
      note: `${ways}; judged, logged, enciphered and found by a search at the other counter, the limit only stored`,
    });
    report.goal({
      ...{ id: 'Y2', what, value: rate(seconds), against: `PouchDB ${rate(peer)}`, ratio: peer / seconds },
      ...{ atLeast: overPouch, note: 'the peer keeps nothing safe from a power cut' },
    });
  }
}

async function measureLive(report: Bench['report'], kinds: readonly Kind[]): Promise<void> {
  const parts: Record<string, () => Promise<number[]>> = { pouch: () => pouchLive(SAVES) };
  for (const { name, url } of kinds) {
    parts[`limit ${name}`] = async () => limitLive(SAVES, await url());
    parts[`ours ${name}`] = async () => ourLive(await url());
  }
  const { pouch, ...found } = await inRounds(parts);
  for (const { name } of kinds) {
    const [ours, limit] = [found[`ours ${name}`], found[`limit ${name}`]];
    if (!ours || !limit || !pouch) continue;
    const what = `save here until it is stored there, p50, ${name}`;
    const note = `p95 ${ms(ours.p95)}, limit ${ms(limit.p95)}, PouchDB ${ms(pouch.p95)}`;
    const line = { id: 'Y3', what, value: ms(ours.p50), note };
    report.goal({ ...line, against: `limit ${ms(limit.p50)}`, ratio: ours.p50 / limit.p50, atMost: 1.5 });
    report.goal({ ...line, against: `PouchDB live ${ms(pouch.p50)}`, ratio: ours.p50 / pouch.p50, atMost: 0.8 });
  }
}

type Round = { push: number; pull: number };

function ourRound(documents: number, databaseUrl: string | null): Promise<Round> {
  return withCounters('byHand', databaseUrl, async (one, two) => {
    await one.ask({ kind: 'fill', count: documents } satisfies SyncQuestion);
    const { seconds: push } = await one.ask<{ seconds: number }>({ kind: 'round' } satisfies SyncQuestion);
    const { seconds: pull } = await two.ask<{ seconds: number }>({ kind: 'round' } satisfies SyncQuestion);
    const [here, there] = await Promise.all([one, two].map((each) => each.ask({ kind: 'count' })));
    if (JSON.stringify(here) !== JSON.stringify(there)) throw new Error('the two counters differ');
    return { push, pull };
  });
}

function ourLive(databaseUrl: string | null): Promise<number[]> {
  return withCounters('live', databaseUrl, (one, two) =>
    savesSeen(SAVES, one, two, (mark) => ({ kind: 'save', mark }) satisfies SyncQuestion),
  );
}

/** A server and two counters of one branch that belong to it. */
async function withCounters<R>(
  sync: 'byHand' | 'live',
  databaseUrl: string | null,
  work: (one: Child, two: Child) => Promise<R>,
): Promise<R> {
  const folder = freshFolder('sync-server');
  const server = await startServer({
    ...{ TRESEN_DATA: join(folder, 'data'), TRESEN_KEY_FILE: join(folder, 'server.key') },
    ...{ TRESEN_HOST: '127.0.0.1', TRESEN_LOG: 'warn', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) },
  });
  const { address, foundingCode } = server;
  const counters = ['one', 'two'].map((name) => new Child('sync-process', [freshFolder(`sync-${name}`), sync]));
  const [one, two] = counters;
  try {
    if (!one || !two || foundingCode === null) throw new Error('no counters, or a server that has a chain');
    await one.ask({ kind: 'found', address, code: foundingCode } satisfies SyncQuestion);
    const { code } = await one.ask<{ code: string }>({ kind: 'code' } satisfies SyncQuestion);
    await two.ask({ kind: 'join', address, code } satisfies SyncQuestion);
    return await work(one, two);
  } finally {
    await Promise.all(counters.map((child) => child.end()));
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
