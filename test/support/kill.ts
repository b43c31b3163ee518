// Kills a working counter at a random moment and remembers what it had confirmed until then.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';

export type Phase = 'opening' | 'saving' | 'drafting' | 'printing' | 'backing up' | 'tidying';

export type Confirmed =
  | { kind: 'customer' | 'draft'; id: string; value: number }
  | { kind: 'letter'; id: string; letterNumber: string }
  | { kind: 'backup'; file: string };

export type Killed = {
  confirmed: Confirmed[];
  /** What the counter was at when it died. */
  phase: Phase;
};

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Bundles the counter that is to be killed, as the program is bundled: it then starts in a fifth of the time.
 * @returns the script
 */
export async function bundledCounter(): Promise<string> {
  const outDir = join(ROOT, 'build', 'kill-child');
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3', '@node-rs/argon2'] },
    build: {
      ssr: true,
      minify: false,
      reportCompressedSize: false,
      outDir,
      rolldownOptions: {
        input: {
          'kill-child': join(ROOT, 'test', 'support', 'kill-child.ts'),
          'database-helper': join(ROOT, 'src-main', 'service', 'helper-process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, 'kill-child.js');
}

/** So long after the process was started, or after the counter was at something for the so-manieth time. Milliseconds. */
export type Moment = { after: 'start' | Phase; times: number; ms: number };

/** Starts a counter and kills it at that moment, with a signal that it cannot see. @throws when it ends by itself */
export function runAndKill(script: string, args: readonly string[], moment: Moment): Promise<Killed> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const killed: Killed = { confirmed: [], phase: 'opening' };
  const killSoon = () => setTimeout(() => child.kill('SIGKILL'), moment.ms);
  let complaint = '';
  let left = moment.times;
  let timer = moment.after === 'start' ? killSoon() : null;
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('confirmed ')) killed.confirmed.push(JSON.parse(line.slice(10)) as Confirmed);
    else {
      killed.phase = line.slice(3) as Phase;
      if (killed.phase === moment.after && --left === 0) timer ??= killSoon();
    }
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (timer) clearTimeout(timer);
      if (signal === 'SIGKILL') resolve(killed);
      else reject(new Error(`the counter ended by itself (${code}): ${complaint}`));
    });
  });
}
