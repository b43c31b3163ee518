// The branch server as a process of its own, with customers who can log in: for measuring a storm of logins, what its event
// loop says meanwhile, and how many bare password checks the same process does.
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { hash, verify } from '@node-rs/argon2';
import pino from 'pino';
import { createServer, type RunningServer } from '../../src-server/server.ts';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import { sqliteDialect } from '../../src-server/storage/sqlite.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import { plainPassword } from '../../src-shared/app-access/credentials.ts';
import { answerQuestions } from './answering.ts';

const [directory = ''] = process.argv.slice(2);
const PASSWORD = 'gartentor-laterne-otter-wolke-47';
const CHAIN = 'chain';
const BRANCH = 'branch';

export type LoginQuestion =
  | { kind: 'open'; databaseUrl: string | null; customers: number }
  /** As many checks at once as there are cores. */
  | { kind: 'bare checks'; forMs: number; atOnce: number }
  | { kind: 'watch' }
  | { kind: 'watched' };
export type Opened = { port: number; password: string; codes: string[] };

let running: RunningServer | null = null;
let storedHash = '';
const delay = monitorEventLoopDelay({ resolution: 5 });

answerQuestions<LoginQuestion>(async (question) => {
  switch (question.kind) {
    case 'open':
      return open(question.databaseUrl, question.customers);
    case 'bare checks': {
      const until = performance.now() + question.forMs;
      const began = performance.now();
      let done = 0;
      const checkOn = async () => {
        while (performance.now() < until) {
          if (!(await verify(storedHash, plainPassword(PASSWORD)))) throw new Error('the right password is wrong');
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: question.atOnce }, checkOn));
      return { perSecond: (done * 1000) / (performance.now() - began) };
    }
    case 'watch':
      delay.reset();
      delay.enable();
      return {};
    case 'watched':
      delay.disable();
      return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6 };
  }
});

async function open(databaseUrl: string | null, customers: number): Promise<Opened> {
  const key = randomBytes(32);
  running = await createServer({
    dialect: databaseUrl
      ? postgresDialect(databaseUrl, () => undefined)
      : sqliteDialect(join(directory, 'server.db'), key),
    ...{ key, now: Date.now, log: pino({ level: 'silent' }), version: 'bench', tls: null },
    trustedProxies: ['127.0.0.1'],
  });
  const { server } = running;
  const now = Date.now();
  await server.storage.db
    .insertInto('chain')
    .values({ id: CHAIN, epoch: 'e', revision: 0, nextCustomerNumber: 1, nextWorkstation: 2, createdAt: now } as never)
    .execute();
  storedHash = await hash(plainPassword(PASSWORD), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const codes = Array.from({ length: customers }, (_, at) => String(at).padStart(28, '0'));
  await writeAsServer(server, CHAIN, async ({ make }) => {
    make('branch', BRANCH, null, { name: 'Sonnen-Apotheke', headquarters: 0 });
    for (const [at, code] of codes.entries()) {
      const id = `customer-${at}`;
      make('customer', id, BRANCH, {
        ...{ number: String(10_000 + at), branchId: BRANCH, kind: 'natural', lastName: 'Müller', status: 'active' },
      });
      make('appAccess', id, BRANCH, {
        ...{ customerId: id, active: 1, passwordHash: storedHash, loginCode: code },
        loginCodeHash: createHash('sha256').update(code).digest('hex'),
      });
    }
  });
  return { port: await running.listen('127.0.0.1', 0), password: PASSWORD, codes };
}
