// A real PostgreSQL of our own: Debian's programs, a cluster in a temporary folder, a port of its own on 127.0.0.1. It can be
// stopped, killed and started again. Where PostgreSQL is not installed, its tests are left out with the reason.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Why there is none here; null = there is one. */
export const noPostgres: string | null = reason();

export type TestPostgres = {
  /** Files of the server may be put here and below. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** A new, empty database. @param tablespace a folder that the cluster's owner may write to. @returns its DATABASE_URL */
  database(tablespace?: string): Promise<string>;
  /** 'fast' as an administrator does it, 'kill' as a power cut does. Connections break. */
  stop(how: 'fast' | 'kill'): Promise<void>;
  /** On the same port, with the same data. */
  start(): Promise<void>;
  close(): Promise<void>;
};

const PASSWORD = 'geheim & „sicher“';

/** @returns its version, for the list of real parts */
export function postgresVersion(): string {
  return noPostgres === null ? run(programs(), 'postgres', ['--version']).replace(/^\D+/, '').trim() : '';
}

export async function startPostgres(): Promise<TestPostgres> {
  if (noPostgres !== null) throw new Error(noPostgres);
  const bin = programs();
  const owner = process.getuid?.() === 0 ? unprivileged() : null;
  const folder = mkdtempSync(join(tmpdir(), 'tresen-postgres-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(folder, 0o755);
  if (owner) for (const path of [folder, data, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const initdb = ['--pgdata', data, '--username', 'tresen', '--auth', 'scram-sha-256', '--pwfile', passwordFile];
  run(bin, 'initdb', [...initdb, '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'], owner);
  const port = await freePort();
  let process_: ChildProcess | null = null;

  const urlOf = (name: string) => `postgres://tresen:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${name}`;
  const end = async (signal: NodeJS.Signals) => {
    const running = process_;
    process_ = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, 'exit');
  };
  const start = async () => {
    const settings = [
      'max_connections=60',
      'shared_buffers=16MB',
      'log_min_messages=fatal',
      `unix_socket_directories=`,
    ];
    const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((one) => ['-c', one])];
    // After a kill the former one's children may still be there for a moment; it does not start beside them.
    for (let tries = 20; tries > 0; tries--) {
      const child = spawn(join(bin, 'postgres'), args, { cwd: folder, stdio: 'ignore', ...owner });
      process_ = child;
      process.once('exit', () => child.kill('SIGQUIT'));
      if (await reachable(urlOf('postgres'), child)) return;
    }
    throw new Error('PostgreSQL does not start');
  };
  await start();
  let made = 0;
  return {
    owner,
    database: async (tablespace) => {
      const name = `shop${++made}`;
      await asked(urlOf('postgres'), async (client) => {
        if (tablespace) {
          if (owner) chownSync(tablespace, owner.uid, owner.gid);
          await client.query(`CREATE TABLESPACE ${name} LOCATION '${tablespace}'`);
        }
        await client.query(`CREATE DATABASE ${name}${tablespace ? ` TABLESPACE ${name}` : ''}`);
      });
      return urlOf(name);
    },
    // SIGINT is PostgreSQL's fast stop; on SIGKILL its children notice that the postmaster is gone, and end.
    stop: (how) => end(how === 'fast' ? 'SIGINT' : 'SIGKILL'),
    start,
    close: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

// --- details

function reason(): string | null {
  try {
    const bin = programs();
    if (process.getuid?.() === 0) unprivileged();
    run(bin, 'postgres', ['--version']);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Debian keeps them out of the path, a folder a version; the newest one. @throws when there are none */
function programs(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(debian, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (!found) throw new Error('postgresql is not installed');
  return found;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody'])
    try {
      const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
      return { uid: number('-u'), gid: number('-g') };
    } catch {
      // The next one.
    }
  throw new Error('there is no unprivileged user to run PostgreSQL as');
}

function run(bin: string, program: string, args: string[], owner: { uid: number; gid: number } | null = null): string {
  return execFileSync(join(bin, program), args, { encoding: 'utf8', stdio: 'pipe', cwd: tmpdir(), ...owner });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** @returns false when it has ended by itself */
async function reachable(url: string, child: ChildProcess): Promise<boolean> {
  for (;;) {
    if (child.exitCode !== null) return false;
    try {
      await asked(url, (client) => client.query('SELECT 1'));
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function asked(url: string, ask: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}
