// The branch server as a process of its own, on a folder of its own, as `npm run server` starts it. It can be ended, killed and
// started again on the same port. It refuses to know what is kept in it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { removeFolder } from './remove-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const READY = 'Tresen-Filialserver bereit: ';
const CODE = 'Einrichtungscode: ';

export type ServerProcess = {
  /** 'http://127.0.0.1:…', the same after a restart. */
  readonly address: string;
  /** For the counter that founds the chain. */
  readonly foundingCode: string;
  log(): string;
  /** Ends it properly; its data stay. */
  stop(): Promise<void>;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** After one of both. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
};

/** @throws Error with what it printed, when it does not come up */
export async function startServer(): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-branch-server-'));
  let log = '';
  const run = async (port: string) => {
    const child = spawn(process.execPath, [join(root, 'src-server', 'main.ts')], {
      cwd: root,
      env: {
        ...process.env,
        ...{ TRESEN_DATA: join(folder, 'data'), TRESEN_KEY_FILE: join(folder, 'server.key') },
        ...{ TRESEN_HOST: '127.0.0.1', TRESEN_PORT: port, TRESEN_LOG: 'warn' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
    const said = { address: '', code: '' };
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        if (line.startsWith(READY)) said.address = line.slice(READY.length);
        if (line.startsWith(CODE)) said.code = line.slice(CODE.length);
        // A server that holds a chain already says no code.
        if (said.address !== '' && (said.code !== '' || port !== '0')) resolve();
      });
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`The branch server ended with ${code}: ${log}`)));
    });
    return { child, ...said };
  };
  const first = await run('0');
  let { child } = first;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    address: first.address,
    foundingCode: first.code,
    log: () => log,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async start() {
      child = (await run(new URL(first.address).port)).child;
    },
    async close() {
      await end('SIGTERM');
      await removeFolder(folder);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
