// The branch server as whoever runs it has it: `node src-server/main.ts` in a process of its own, with its settings in the
// environment. It can be stopped, killed and started again on the same folder and port.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import type { LiveNews } from '../../src-shared/sync/protocol.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Which build of it, and where it is started. */
type Program = { readonly main: string; readonly cwd: string };
const SOURCES: Program = { main: join(ROOT, 'src-server', 'main.ts'), cwd: ROOT };
const READY = 'Tresen-Filialserver bereit: ';
const CODE = 'Einrichtungscode: ';

export type Settings = Readonly<Record<string, string>>;

export type ServerProcess = {
  readonly address: string;
  readonly foundingCode: string | null;
  readonly process: ChildProcess;
  /** Its lines so far, parsed. */
  log(): Record<string, unknown>[];
  /** Everything it printed on both outputs. */
  printed(): string;
  /** Asks it to end. @returns its exit code */
  stop(): Promise<number | null>;
  /** Ends it with a signal that it cannot see. */
  kill(): Promise<void>;
};

export type Ended = { code: number | null; out: string; err: string };

/** @param settings as in the environment; TRESEN_PORT 0 unless given. @throws what it printed, when it ends instead */
export async function startServer(
  settings: Settings,
  args: readonly string[] = [],
  program: Program = SOURCES,
): Promise<ServerProcess> {
  const child = spawnServer({ TRESEN_PORT: '0', ...settings }, args, program);
  let [out, err] = ['', ''];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  let foundingCode: string | null = null;
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      out += `${line}\n`;
      if (line.startsWith(CODE)) foundingCode = line.slice(CODE.length);
      if (line.startsWith(READY)) resolve(line.slice(READY.length));
    });
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The server ended with ${code}: ${err}`)));
  });
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  return {
    address,
    get foundingCode() {
      return foundingCode;
    },
    process: child,
    log: () =>
      err
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    printed: () => out + err,
    stop: () => ended('SIGTERM'),
    kill: async () => {
      await ended('SIGKILL');
    },
  };
}

/** Runs it to its end: for what it refuses, --help and --backup. */
export async function runServer(settings: Settings, args: readonly string[] = []): Promise<Ended> {
  const child = spawnServer(settings, args, SOURCES);
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** A counter's live wire. */
export type Wire = { readonly heard: LiveNews[]; readonly closed: () => number | null; end(): void };

/** @returns once the server has said its first word */
export async function liveWire(address: string, token: string): Promise<Wire> {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/counter/live`, { rejectUnauthorized: false });
  const heard: LiveNews[] = [];
  let closed: number | null = null;
  socket.on('close', (code) => {
    closed = code;
  });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  const first = Promise.race([once(socket, 'message'), once(socket, 'close')]);
  socket.on('message', (message) => {
    heard.push(JSON.parse(String(message)) as LiveNews);
  });
  socket.send(token);
  await first;
  return { heard, closed: () => closed, end: () => socket.terminate() };
}

// --- details

function spawnServer(settings: Settings, args: readonly string[], { main, cwd }: Program): ChildProcess {
  const { TRESEN_SQLITE_BINDING: _, DATABASE_URL: __, ...env } = process.env; // Node.js has an addon of its own
  return spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
