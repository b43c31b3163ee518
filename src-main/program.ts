// Where this program lies, which version it is, and its log: standard error and nothing personal.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino, { type Logger } from 'pino';

/** The folder with package.json, resources/ and build/: the repository, or the packaged program. */
export const projectRoot = rootOf(dirname(fileURLToPath(import.meta.url)));

export const productVersion: string = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version;

export function launchLog(): Logger {
  return pino({ level: process.env.TRESEN_LOG ?? 'info', base: null }, pino.destination({ fd: 2, sync: true }));
}

function rootOf(here: string): string {
  // src-main/ in the sources, build/main/ when bundled.
  return here.endsWith('src-main') ? dirname(here) : dirname(dirname(here));
}
