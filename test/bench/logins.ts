// L1: a storm of logins. The server does nearly as many as the bare password checks allow, its event loop stays free, and
// everybody else's calls go on. On SQLite, and on PostgreSQL where it is installed.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import type { LoginQuestion, Opened } from './login-process.ts';
import { median, ROUNDS, type Spread, spreadOf } from './measure.ts';
import { PlainLine } from './plain-line.ts';
import { ms } from './report.ts';

const CUSTOMERS = 2000;
const AT_ONCE = 32;
const STORM_MS = 8000;
const OTHER_EVERY_MS = 20;

export async function measureLogins(bench: Pick<Bench, 'report'>): Promise<void> {
  await measureOn(bench, 'SQLite', null);
  if (noPostgres !== null) {
    bench.report.skip('L1', 'logins on PostgreSQL', noPostgres);
    return;
  }
  const postgres: TestPostgres = await startPostgres();
  try {
    await measureOn(bench, 'PostgreSQL', await postgres.database());
  } finally {
    await postgres.close();
  }
}

async function measureOn({ report }: Pick<Bench, 'report'>, name: string, databaseUrl: string | null): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'tresen-bench-logins-'));
  const server = new Child('login-process', [directory]);
  const ask = <A>(question: LoginQuestion) => server.ask<A>(question);
  const atOnce = availableParallelism();
  try {
    const opened = await ask<Opened>({ kind: 'open', databaseUrl, customers: CUSTOMERS });
    const lines = linesTo(opened);
    const key = await lines.logIn();
    const rounds: { bare: number; logins: number; loop: number; others: Spread }[] = [];
    await ask({ kind: 'bare checks', forMs: 1000, atOnce });
    for (let round = 0; round < ROUNDS; round += 1) {
      const { perSecond: bare } = await ask<{ perSecond: number }>({
        kind: 'bare checks',
        forMs: STORM_MS / 2,
        atOnce,
      });
      await ask({ kind: 'watch' });
      const storm = await lines.storm(key);
      const { p99: loop } = await ask<{ p99: number }>({ kind: 'watched' });
      rounds.push({ bare, loop, ...storm });
    }
    lines.end();
    const of = (figure: (round: (typeof rounds)[number]) => number) => median(rounds.map(figure));
    const [bare, logins, loop] = [of((one) => one.bare), of((one) => one.logins), of((one) => one.loop)];
    const others = of((one) => one.others.p95);
    const note = `${AT_ONCE} at once, each with a device written`;
    const against = `bare checks ${bare.toFixed(1)}/s`;
    report.goal({
      ...{ id: 'L1', what: `logins on ${name}`, value: `${logins.toFixed(1)}/s`, against, note },
      ...{ ratio: logins / bare, atLeast: 0.85 },
    });
    report.goal({
      ...{ id: 'L1', what: `event loop meanwhile, p99, ${name}`, value: ms(loop), against: '20 ms' },
      ...{ ratio: loop / 20, atMost: 1 },
    });
    report.goal({
      ...{ id: 'L1', what: `other calls meanwhile, p95, ${name}`, value: ms(others), against: '50 ms' },
      ...{ ratio: others / 50, atMost: 1 },
    });
  } finally {
    await server.end();
    rmSync(directory, { recursive: true, force: true });
  }
}

function linesTo({ port, password, codes }: Opened) {
  const lines = Array.from({ length: AT_ONCE }, () => new PlainLine(port));
  const other = new PlainLine(port);
  let next = 0;
  const logIn = async (line: PlainLine, at: number): Promise<string> => {
    const body = JSON.stringify({ code: codes[at % codes.length], password, deviceName: 'iPhone' });
    // Through the proxy that the server trusts: customers come from everywhere.
    const from = `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
    const { status, text } = await line.ask('POST', '/api/connect', { 'x-forwarded-for': from }, body);
    if (status !== 200) throw new Error(`a login was answered ${status} ${text}`);
    return (JSON.parse(text) as { key: string }).key;
  };
  return {
    logIn: () => logIn(other, 0),
    async storm(key: string): Promise<{ logins: number; others: Spread }> {
      const began = performance.now();
      const until = began + STORM_MS;
      let done = 0;
      const times: number[] = [];
      const comeOn = async (line: PlainLine) => {
        while (performance.now() < until) {
          next += 1;
          await logIn(line, next);
          done += 1;
        }
      };
      const lookIn = async () => {
        for (let at = 0; performance.now() < until; at += 1) {
          const asked = performance.now();
          const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': `10.200.0.${at & 255}` };
          const { status } = await other.ask('GET', '/api/session', headers);
          if (status !== 200) throw new Error(`a session was answered ${status}`);
          times.push(performance.now() - asked);
          await new Promise((go) => setTimeout(go, OTHER_EVERY_MS));
        }
      };
      await Promise.all([...lines.map(comeOn), lookIn()]);
      return { logins: (done * 1000) / (performance.now() - began), others: spreadOf(times) };
    },
    end: () => {
      for (const line of [...lines, other]) line.end();
    },
  };
}
