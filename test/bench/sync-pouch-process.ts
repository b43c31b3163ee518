// PouchDB as a peer of sync: its own server (express-pouchdb) and its own replication, on leveldb. The same documents; nothing of
// it is forced down to the disk, which is its way.
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerQuestions } from './answering.ts';

const [directory = ''] = process.argv.slice(2);
const require = createRequire(import.meta.url);

export type PouchQuestion =
  | { kind: 'serve' }
  | { kind: 'fill'; count: number }
  | { kind: 'push'; address: string; batch: number }
  | { kind: 'pull'; address: string; batch: number }
  | { kind: 'count' }
  /** Replicates without an end, this way. */
  | { kind: 'live'; address: string; way: 'to' | 'from' }
  | { kind: 'save'; mark: string }
  | { kind: 'await'; mark: string };

type Doc = { _id: string; _rev?: string; note?: string };
type Replication = Promise<unknown> & {
  on(event: 'active' | 'paused' | 'error', heard: (error?: Error) => void): void;
};
type Options = { batch_size?: number; live?: boolean; retry?: boolean };
type Pouch = {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  put(doc: Doc): Promise<{ rev: string }>;
  info(): Promise<{ doc_count: number }>;
  replicate: Record<'to' | 'from', (address: string, options: Options) => Replication>;
  changes(options: object): { on(event: 'change', heard: (change: { doc: Doc }) => void): void };
};
type PouchMaker = { new (path: string): Pouch; defaults(options: object): PouchMaker };

const PouchDB = require('pouchdb') as PouchMaker;
const MARKED = 'marked';
const now = () => performance.timeOrigin + performance.now();
const awaited = new Map<string, (at: number) => void>();
const arrived = new Map<string, number>();
let opened: Pouch | null = null;
let rev: string | undefined;
const db = () => {
  opened ??= new PouchDB(join(directory, 'shop'));
  return opened;
};

answerQuestions<PouchQuestion>(async (question) => {
  switch (question.kind) {
    case 'serve':
      return { address: await serve() };
    case 'fill': {
      const documents = Array.from({ length: question.count }, (_, at) => ({
        ...{ _id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`, number: String(1_000_000 + at) },
        ...{ lastName: `Nachname ${at}`, firstName: `Vorname ${at % 500}`, birthDate: '1961-04-03' },
        ...{ email: `kunde${at}@example.com`, status: 'active', kind: 'natural' },
      }));
      for (let from = 0; from < documents.length; from += 5000) await db().bulkDocs(documents.slice(from, from + 5000));
      return {};
    }
    case 'push':
    case 'pull': {
      const way = question.kind === 'push' ? 'to' : 'from';
      db();
      const began = performance.now();
      await db().replicate[way](`${question.address}/shop`, { batch_size: question.batch });
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'count':
      return { customers: (await db().info()).doc_count };
    case 'live': {
      if (question.way === 'from')
        db()
          .changes({ since: 'now', live: true, include_docs: true })
          .on('change', ({ doc: { note = '' } }) => {
            const at = now();
            arrived.set(note, at);
            awaited.get(note)?.(at);
          });
      const going = db().replicate[question.way](`${question.address}/shop`, { live: true, retry: true });
      await new Promise<void>((level, failed) => {
        going.on('paused', (error) => (error ? failed(error) : level()));
        going.on('error', (error) => failed(error ?? new Error('replication ended')));
      });
      return {};
    }
    case 'save': {
      const at = now();
      const doc = { ...{ _id: MARKED, lastName: 'Marke', note: question.mark }, ...(rev ? { _rev: rev } : {}) };
      rev = (await db().put(doc)).rev;
      return { at };
    }
    case 'await':
      return { at: arrived.get(question.mark) ?? (await new Promise<number>((go) => awaited.set(question.mark, go))) };
  }
});

function serve(): Promise<string> {
  type App = { use(path: string, part: unknown): void; listen(port: number, host: string, done: () => void): unknown };
  const app = (require('express') as () => App)();
  const make = require('express-pouchdb') as (pouch: PouchMaker, options: object) => unknown;
  const settings = { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(directory, 'log.txt') };
  app.use('/', make(PouchDB.defaults({ prefix: join(directory, 'server-') }), settings));
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${((server as { address(): unknown }).address() as AddressInfo).port}`);
    });
  });
}
