// The limit of sync on this machine: a plain server with one table, and plain clients that post and get batches of JSON, one
// transaction a batch, everything down to the disk. No rights, no conflicts, no log, nothing enciphered.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { WebSocket, WebSocketServer } from 'ws';
import { answerQuestions } from './answering.ts';

const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');
const [directory = ''] = process.argv.slice(2);

export type LimitQuestion =
  /** @param databaseUrl null = SQLite */
  | { kind: 'serve'; databaseUrl: string | null }
  | { kind: 'fill'; count: number }
  | { kind: 'push'; address: string; batch: number }
  | { kind: 'pull'; address: string; batch: number }
  | { kind: 'count' }
  /** Fetches whenever there is news. */
  | { kind: 'listen'; address: string }
  /** Stores one and posts it; the time is when it began (epoch milliseconds with fractions). */
  | { kind: 'save'; address: string; mark: string }
  /** Waits until the mark is stored; the time is when it was. */
  | { kind: 'await'; mark: string };

type Document = { id: string; rev: number; body: string };
type Store = { put(some: readonly Document[]): Promise<void>; after(rev: number, most: number): Promise<Document[]> };

const MARKED = 'marked';
const sqlite = new Driver(join(directory, 'limit.db'));
sqlite.pragma('journal_mode = WAL');
sqlite.pragma('synchronous = FULL');
sqlite.exec('CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, rev INTEGER, body TEXT)');
sqlite.exec('CREATE INDEX IF NOT EXISTS document_rev ON document (rev)');
const put = sqlite.prepare('INSERT OR REPLACE INTO document (id, rev, body) VALUES (?, ?, ?)');
const after = sqlite.prepare('SELECT id, rev, body FROM document WHERE rev > ? ORDER BY rev LIMIT ?');
let revision = 0;
const store = sqlite.transaction((some: readonly Document[], own: boolean) => {
  for (const { id, rev, body } of some) put.run(id, own ? ++revision : rev, body);
});
const now = () => performance.timeOrigin + performance.now();
const awaited = new Map<string, (at: number) => void>();
const arrived = new Map<string, number>();
let cursor = 0;

answerQuestions<LimitQuestion>(async (question) => {
  switch (question.kind) {
    case 'serve':
      return {
        address: await serve(question.databaseUrl === null ? inSqlite : await inPostgres(question.databaseUrl)),
      };
    case 'fill': {
      const documents = Array.from({ length: question.count }, (_, at) => ({
        ...{ id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`, rev: 0 },
        body: JSON.stringify({
          ...{ number: String(1_000_000 + at), lastName: `Nachname ${at}`, firstName: `Vorname ${at % 500}` },
          ...{ birthDate: '1961-04-03', email: `kunde${at}@example.com`, status: 'active', kind: 'natural' },
        }),
      }));
      store(documents, true);
      return {};
    }
    case 'push': {
      const began = performance.now();
      for (let from = 0; ; ) {
        const some = after.all(from, question.batch) as Document[];
        if (some.length === 0) break;
        await post(question.address, some);
        from = some.at(-1)?.rev ?? from;
      }
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'pull': {
      const began = performance.now();
      while (await fetchSome(question.address, question.batch));
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'count':
      return sqlite.prepare('SELECT count(*) AS customers FROM document').get() as { customers: number };
    case 'listen':
      await listen(question.address);
      return {};
    case 'save': {
      const at = now();
      const document = { id: MARKED, rev: 0, body: JSON.stringify({ lastName: 'Marke', note: question.mark }) };
      store([document], true);
      await post(question.address, [document]);
      return { at };
    }
    case 'await':
      return { at: arrived.get(question.mark) ?? (await new Promise<number>((go) => awaited.set(question.mark, go))) };
  }
});

async function post(address: string, some: readonly Document[]): Promise<void> {
  const answer = await fetch(`${address}/push`, { method: 'POST', body: JSON.stringify(some) });
  await answer.arrayBuffer();
}

async function fetchSome(address: string, batch: number): Promise<boolean> {
  const answer = await fetch(`${address}/pull?after=${cursor}&limit=${batch}`);
  const some = (await answer.json()) as Document[];
  if (some.length === 0) return false;
  store(some, false);
  cursor = some.at(-1)?.rev ?? cursor;
  const marked = some.findLast(({ id }) => id === MARKED);
  if (marked) {
    const { note } = JSON.parse(marked.body) as { note: string };
    const at = now();
    arrived.set(note, at);
    awaited.get(note)?.(at);
  }
  return true;
}

async function listen(address: string): Promise<void> {
  const wire = new WebSocket(address.replace(/^http/, 'ws'));
  let running: Promise<unknown> = Promise.resolve();
  wire.on('message', () => {
    running = running.then(() => fetchSome(address, 1000));
  });
  await new Promise((resolve, reject) => {
    wire.once('open', resolve);
    wire.once('error', reject);
  });
}

const inSqlite: Store = {
  put: async (some) => store(some, true),
  after: async (rev, most) => after.all(rev, most) as Document[],
};

async function inPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  await pool.query('CREATE TABLE document (id text PRIMARY KEY, rev bigint, body text)');
  await pool.query('CREATE INDEX document_rev ON document (rev)');
  return {
    // One statement is one transaction.
    put: async (some) => {
      const rows = some.map(({ id, body }) => ({ id, rev: ++revision, body }));
      await pool.query(
        `INSERT INTO document SELECT * FROM json_to_recordset($1) AS t (id text, rev bigint, body text)
         ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, body = excluded.body`,
        [JSON.stringify(rows)],
      );
    },
    after: async (rev, most) => {
      const text = 'SELECT id, rev::int AS rev, body FROM document WHERE rev > $1 ORDER BY document.rev LIMIT $2';
      return (await pool.query(text, [rev, most])).rows as Document[];
    },
  };
}

function serve(documents: Store): Promise<string> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      await documents.put(JSON.parse(Buffer.concat(parts).toString('utf8')) as Document[]);
      response.end('{}');
      for (const wire of wires.clients) wire.send('news');
      return;
    }
    const some = await documents.after(Number(url.searchParams.get('after')), Number(url.searchParams.get('limit')));
    response.end(JSON.stringify(some));
  });
  const wires = new WebSocketServer({ server, perMessageDeflate: false });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
