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
          'database-helper': join(ROOT, 'src-main', 'service', 'database', 'helper-process.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, 'kill-child.js');
}

/**
 * Starts a counter and kills it, with a signal that it cannot see, `afterMs` milliseconds after it began to save, or, when
 * negative, that long after its process was started. @throws when it ends by itself
 */
export function runAndKill(script: string, args: readonly string[], afterMs: number): Promise<Killed> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const killed: Killed = { confirmed: [], phase: 'opening' };
  let complaint = '';
  let timer = afterMs < 0 ? setTimeout(() => child.kill('SIGKILL'), -afterMs) : null;
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('confirmed ')) killed.confirmed.push(JSON.parse(line.slice(10)) as Confirmed);
    else killed.phase = line.slice(3) as Phase;
    if (killed.phase === 'saving') timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
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
