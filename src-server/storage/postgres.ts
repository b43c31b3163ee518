// PostgreSQL: several server processes on one database, which tell each other what was written by NOTIFY.
import { PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Dialect } from './storage.ts';

const CHANNEL = 'tresen_revision';
const RECONNECT_MS = 1000;

/** Instants and revisions are below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
};

/** @param url as DATABASE_URL; @param troubled told when a connection breaks outside a query */
export function postgresDialect(url: string, troubled: (error: Error) => void): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 10_000 });
  pool.on('error', troubled);
  return {
    kind: 'postgres',
    kysely: new PostgresDialect({ pool }),
    lockChain: (trx, chainId) =>
      trx.selectFrom('chain').selectAll().where('id', '=', chainId).forUpdate().executeTakeFirst(),
    announce: async (trx, chainId, revision) => {
      await sql`SELECT pg_notify(${CHANNEL}, ${`${chainId} ${revision}`})`.execute(trx);
    },
    listen: (heard) => listenFor(url, heard, troubled),
    // Kysely ends the pool it was given.
    close: async () => undefined,
  };
}

/** A connection of its own, made anew when it breaks. */
async function listenFor(
  url: string,
  heard: (chainId: string, revision: number) => void,
  troubled: (error: Error) => void,
): Promise<() => Promise<void>> {
  let ended = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  const connect = async () => {
    const next = new pg.Client({ connectionString: url });
    next.on('error', (error) => {
      troubled(error);
      again();
    });
    next.on('notification', ({ payload }) => {
      const [chainId, revision] = (payload ?? '').split(' ');
      if (chainId) heard(chainId, Number(revision));
    });
    await next.connect();
    await next.query(`LISTEN ${CHANNEL}`);
    client = next;
  };
  const again = () => {
    if (ended || timer) return;
    void client?.end().catch(() => undefined);
    client = null;
    timer = setTimeout(() => {
      timer = null;
      connect().catch((error: Error) => {
        troubled(error);
        again();
      });
    }, RECONNECT_MS);
  };
  await connect();
  return async () => {
    ended = true;
    if (timer) clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
