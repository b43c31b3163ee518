// Everything that a thief of the data folder could read if he had the key too: for tests that search it for a secret.
import { createDecipheriv } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { connect } from '../../src-main/service/database/connection.ts';
import { ownServerKey } from '../../src-main/service/own-server/own-place.ts';
import type { Ports } from '../../src-main/service/ports.ts';

type Described = { service: { counter: { ports: Ports } } };

/**
 * Every page of the database and of its log in clear, outdated ones and free space included; every value of every row in
 * one piece; the same of every backup; and all files of the data folder as they lie there, one after the other. The service
 * may go on running.
 */
export async function everythingIn(counter: Described): Promise<Buffer> {
  const { dataDirectory, keyStore } = counter.service.counter.ports;
  const key = keyStore.read();
  if (!key) throw new Error('the data folder has no key');
  return everythingUnder(dataDirectory, (file) => (basename(dirname(file)) === 'server' ? ownServerKey(key) : key));
}

/** The same of a branch server on SQLite. */
export async function everythingInServer({ directory, key }: { directory: string; key: Buffer }): Promise<Buffer> {
  return everythingUnder(directory, () => key);
}

function everythingUnder(directory: string, keyOf: (file: string) => Buffer): Buffer {
  const parts: Buffer[] = [];
  for (const file of filesUnder(directory)) {
    const bytes = readFileSync(file);
    parts.push(Buffer.from(`\n--- ${file}\n`), bytes);
    const opens = keyOf(file);
    if (/\.db-wal$|\.damaged-wal$/.test(file)) parts.push(...pagesOfLog(bytes, opens));
    if (/\.db$|\.backup$|\.damaged$/.test(file)) parts.push(...pagesOf(bytes, opens), ...rowsOf(file, opens));
  }
  return Buffer.concat(parts);
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

// The format of SQLCipher 4: AES-256-CBC, at the end of each page its start vector and an authentication code.
const PAGE = 4096;
const RESERVED = 80;
const SALT = 16;
const LOG_HEAD = 32;
const FRAME_HEAD = 24;

function pagesOf(bytes: Buffer, key: Buffer): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at + PAGE <= bytes.length; at += PAGE)
    pages.push(inClear(bytes.subarray(at, at + PAGE), key, at === 0 ? SALT : 0));
  return pages;
}

function pagesOfLog(bytes: Buffer, key: Buffer): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = LOG_HEAD; at + FRAME_HEAD + PAGE <= bytes.length; at += FRAME_HEAD + PAGE) {
    const page = bytes.subarray(at + FRAME_HEAD, at + FRAME_HEAD + PAGE);
    pages.push(inClear(page, key, bytes.readUInt32BE(at) === 1 ? SALT : 0));
  }
  return pages;
}

function inClear(page: Buffer, key: Buffer, from: number): Buffer {
  const end = PAGE - RESERVED;
  const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(page.subarray(from, end)), decipher.final()]);
}

/** Long values lie across pages: read by SQLite they are in one piece. Works on a copy. */
function rowsOf(file: string, key: Buffer): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-open-'));
  const copy = join(folder, 'copy.db');
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const sqlite = connect(copy, key);
    // What a virtual table shows lies in plain tables behind it.
    const names = sqlite
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
      .pluck()
      .all();
    const rows = names.flatMap((name) => sqlite.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][]);
    sqlite.close();
    return rows.flat().map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${value}\n`)));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}
