// The limit of sync on this machine: a plain server with one table, and plain clients that post and get batches of JSON, one
// transaction a batch, everything down to the disk. No rights, no conflicts, no log.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerQuestions } from './answering.ts';

const Driver = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');
const [directory = ''] = process.argv.slice(2);

export type LimitQuestion =
  | { kind: 'serve' }
  | { kind: 'fill'; count: number }
  | { kind: 'push'; address: string; batch: number }
  | { kind: 'pull'; address: string; batch: number }
  | { kind: 'count' };

type Document = { id: string; rev: number; body: string };

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

answerQuestions<LimitQuestion>(async (question) => {
  switch (question.kind) {
    case 'serve':
      return { address: await serve() };
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
        await fetch(`${question.address}/push`, { method: 'POST', body: JSON.stringify(some) });
        from = some.at(-1)?.rev ?? from;
      }
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'pull': {
      const began = performance.now();
      for (let from = 0; ; ) {
        const some = (await (
          await fetch(`${question.address}/pull?after=${from}&limit=${question.batch}`)
        ).json()) as Document[];
        if (some.length === 0) break;
        store(some, false);
        from = some.at(-1)?.rev ?? from;
      }
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'count':
      return sqlite.prepare('SELECT count(*) AS customers FROM document').get() as { customers: number };
  }
});

function serve(): Promise<string> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      store(JSON.parse(Buffer.concat(parts).toString('utf8')) as Document[], true);
      response.end('{}');
      return;
    }
    const some = after.all(Number(url.searchParams.get('after')), Number(url.searchParams.get('limit')));
    response.end(JSON.stringify(some));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
