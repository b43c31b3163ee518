// Starts of windows, without anything attached that would slow them down: when they are ready, and what memory they take.
// Linux only, since that is where memory can be counted without counting shared pages twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { electronHere } from '../support/electron.ts';

const PROGRAMS = join(import.meta.dirname, 'window-programs');
const ROOT = join(import.meta.dirname, '..', '..');

export type Program = 'empty' | 'stamped';
/** Milliseconds from the start of the process. */
export type Stamps = Map<string, number>;

export type RunningWindow = { stamps: Stamps; bytes: () => number; end: () => Promise<void> };

/**
 * Starts a program and waits for its stamp `until`.
 * @param from.profile where the browser keeps its things; `fresh` empties it before
 */
export async function startWindow(
  program: Program,
  from: { until: string; profile: string; fresh?: boolean; options?: string[]; env?: Record<string, string> },
): Promise<RunningWindow> {
  const here = await electronHere();
  if (here.missing !== null) throw new Error(here.missing);
  if (from.fresh) rmSync(from.profile, { recursive: true, force: true });
  const began = performance.timeOrigin + performance.now();
  const child = spawn(here.binary, [...here.args, join(PROGRAMS, program), ...(from.options ?? [])], {
    env: {
      ...process.env,
      ...{ BENCH_PROFILE: from.profile, BENCH_PROGRAM: join(ROOT, 'build', 'main', 'main.js') },
      ...from.env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stamps: Stamps = new Map();
  let said = '';
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said += `${line}\n`;
      const [, what = '', at] = /^stamp (\S+) ([\d.]+)$/.exec(line) ?? [];
      if (!at) return;
      stamps.set(what, Number(at) - began);
      if (what === from.until) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`${program} did not come to ${from.until}:\n${said}`)), 60_000).unref();
  });
  return { stamps, bytes: () => memoryOf(child.pid ?? 0), end: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Proportional set size of a process and all its children. */
function memoryOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const stat = text(`/proc/${name}/stat`);
    // The name in brackets may hold blanks and brackets itself.
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0));
  }
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && isOurs(parents.get(pid) ?? 0));
  return [...parents.keys()]
    .filter((pid) => isOurs(pid))
    .reduce((sum, pid) => sum + 1024 * Number(/^Pss:\s+(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0);
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}
