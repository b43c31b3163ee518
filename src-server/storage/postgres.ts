// PostgreSQL: several server processes on one database, which tell each other what was written by NOTIFY.
import { PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Branches, Dialect } from './storage.ts';

const CHANNEL = 'tresen_revision';
const RECONNECT_MS = 1000;
/** Of one process; PostgreSQL takes 100 unless it is told otherwise. */
const CONNECTIONS = 12;
const TRANSACTIONS_AT_ONCE = 6;
/** A listening connection is silent for hours: without a question nobody would notice that it is dead. */
const ASKED_EVERY_MS = 30_000;
const ANSWERS_WITHIN_MS = 10_000;

/** Tables in which something of a person lies. */
const HELD_PERSONS = [
  'syncedRow',
  'branchSearchLine',
  'branchSearchKey',
  'blobPart',
  'invitation',
  'appLogin',
] as const;

/** Instants and revisions are below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
};

/** @param url as DATABASE_URL; @param troubled told when a connection breaks outside a query */
export function postgresDialect(url: string, troubled: (error: Error) => void): Dialect {
  const connection = { connectionString: url, types, keepAlive: true, application_name: 'tresen-server' };
  const pool = new pg.Pool({ ...connection, max: CONNECTIONS, connectionTimeoutMillis: ANSWERS_WITHIN_MS });
  pool.on('error', troubled);
  // The pool listens to idle connections alone: one that breaks between two queries of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', troubled));
  return {
    kind: 'postgres',
    transactionsAtOnce: TRANSACTIONS_AT_ONCE,
    kysely: new PostgresDialect({ pool }),
    lockChain: (trx, chainId) =>
      trx.selectFrom('chain').selectAll().where('id', '=', chainId).forUpdate().executeTakeFirst(),
    announce: async (trx, chainId, revision, branches) => {
      await sql`SELECT pg_notify(${CHANNEL}, ${newsOf(chainId, revision, branches)})`.execute(trx);
    },
    leaveNothing: async (db) => {
      // Outdated rows go with the cleaning, which otherwise comes when PostgreSQL thinks it is worth it.
      for (const table of HELD_PERSONS) await sql`VACUUM ${sql.table(table)}`.execute(db).catch(troubled);
    },
    listen: async (heard) => {
      const ear = new Ear({ ...connection, connectionTimeoutMillis: ANSWERS_WITHIN_MS }, heard, troubled);
      await ear.open();
      return () => ear.close();
    },
    // Kysely ends the pool it was given.
    close: async () => undefined,
  };
}

// --- details

/** PostgreSQL carries 8,000 bytes. */
const LONGEST_NEWS = 7000;

function newsOf(chainId: string, revision: number, branches: Branches): string {
  const all = `${chainId} ${revision}`;
  const some = branches && `${all} ${JSON.stringify([...branches])}`;
  return some === null || Buffer.byteLength(some) > LONGEST_NEWS ? all : some;
}

/** A connection of its own that hears what any process announces. It is made anew when it breaks. */
class Ear {
  readonly #config: pg.ClientConfig;
  readonly #heard: (chainId: string, revision: number, branches: Branches) => void;
  readonly #troubled: (error: Error) => void;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(
    config: pg.ClientConfig,
    heard: (chainId: string, revision: number, branches: Branches) => void,
    troubled: (error: Error) => void,
  ) {
    this.#config = config;
    this.#heard = heard;
    this.#troubled = troubled;
  }

  /** @throws when the database cannot be had */
  async open(): Promise<void> {
    const client = new pg.Client({ ...this.#config, query_timeout: ANSWERS_WITHIN_MS });
    client.on('error', (error) => this.#broken(client, error));
    client.on('end', () => this.#broken(client, null));
    client.on('notification', ({ payload }) => {
      const [, chainId, revision, branches] = /^(\S+) (\d+)(?: (.+))?$/.exec(payload ?? '') ?? [];
      if (chainId) this.#heard(chainId, Number(revision), branches ? new Set(JSON.parse(branches) as string[]) : null);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      if (this.#closed) throw new Error('closed meanwhile');
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    this.#timer = setInterval(() => {
      client.query('SELECT 1').catch((error: Error) => this.#broken(client, error));
    }, ASKED_EVERY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  #broken(client: pg.Client, error: Error | null): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    if (error) this.#troubled(error);
    void client.end().catch(() => undefined);
    this.#again();
  }

  #again(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.open()
        .then(() => this.#catchUp())
        .catch((error: Error) => {
          if (this.#closed) return;
          this.#troubled(error);
          this.#again();
        });
    }, RECONNECT_MS);
  }

  /** What was announced while nobody listened here. */
  async #catchUp(): Promise<void> {
    const { rows } = (await this.#client?.query('SELECT id, revision FROM chain')) ?? { rows: [] };
    for (const { id, revision } of rows as { id: string; revision: number }[]) this.#heard(id, revision, null);
  }
}
