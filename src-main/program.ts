// Where this program lies, which version it is, and its log: standard error and a file a day, nothing personal in either.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Level, type Logger } from 'pino';

/** The folder with package.json, resources/ and build/: the repository, or the packaged program. */
export const projectRoot = rootOf(dirname(fileURLToPath(import.meta.url)));

export const productVersion: string = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version;

/** Where a shop finds the log when support asks for an incident number. */
export function logFolder(dataDirectory: string): string {
  return join(dataDirectory, 'logs');
}

/** Two weeks: as long as somebody may take to report an incident, and no archive of who worked when. */
const KEPT_DAYS = 14;

/**
 * To a file a day as far as the data folder can be written (that trouble has a screen of its own), and to standard error
 * what is a warning at least. TRESEN_LOG sets another level for both.
 */
export function openLog(dataDirectory: string): Logger {
  const asked = process.env.TRESEN_LOG as Level | undefined;
  const level = asked ?? 'info';
  const streams: { level: Level; stream: { write(line: string): void } }[] = [
    { level: asked ?? 'warn', stream: pino.destination({ fd: 2, sync: true }) },
    { level, stream: dailyFile(logFolder(dataDirectory)) },
  ];
  const log = pino({ level, base: null }, pino.multistream(streams));
  const { node, electron } = process.versions;
  log.info({ version: productVersion, node, electron, platform: process.platform }, 'started');
  return log;
}

/**
 * What of an error nobody foresaw goes into the log: its kind and where it happened. The message stays out: it may quote
 * what was typed.
 */
export function traceOf(error: unknown): { kind: string; code: string | undefined; trace: string[] } {
  const { name, code, stack }: NodeJS.ErrnoException = error instanceof Error ? error : new Error('no error');
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { kind: name, code, trace: frames.map((line) => line.trim()) };
}

function dailyFile(folder: string): { write(line: string): void } {
  let day = '';
  return {
    write(line: string): void {
      try {
        const today = new Date().toISOString().slice(0, 10);
        if (today !== day) tidy(folder);
        day = today;
        appendFileSync(join(folder, `tresen-${today}.log`), line, { mode: 0o600 });
      } catch {
        // A full disk or a stick pulled out must not end the program for want of a log line.
      }
    },
  };
}

function tidy(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = readdirSync(folder).filter((name) => /^tresen-\d{4}-\d\d-\d\d\.log$/.test(name));
  for (const name of files.sort().slice(0, -KEPT_DAYS)) rmSync(join(folder, name), { force: true });
}

function rootOf(here: string): string {
  // src-main/ in the sources, build/main/ when bundled.
  return here.endsWith('src-main') ? dirname(here) : dirname(dirname(here));
}
