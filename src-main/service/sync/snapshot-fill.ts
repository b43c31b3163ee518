// The first fill by a file: a workstation that has just joined and holds nothing of its own takes the branch's rows as a
// database that the server has made, and exchanges its empty one for it. It can be cut anywhere and goes on where it stopped;
// whatever does not work out, rows come instead.
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { RANGE_BYTES, type SnapshotState } from '../../../src-shared/snapshot/server-contract.ts';
import { PROTOCOL_VERSION } from '../../../src-shared/sync/protocol.ts';
import type { Background } from '../database/background.ts';
import type { Sqlite } from '../database/connection.ts';
import { readLocal } from '../database/local.ts';
import { commitRestore } from '../database/restore.ts';
import { SHAPE } from './fetch-again.ts';
import { membership } from './membership.ts';
import type { Fetch, ServerLine } from './server-line.ts';

export type SnapshotParts = {
  sqlite: Sqlite;
  dataDirectory: string;
  /** The counter's own, 32 bytes. */
  key: () => Buffer | null;
  version: string;
  line: () => ServerLine;
  fetch: Fetch;
  token: () => string | null;
  background: Background;
  log: Logger;
};

/** Stands in the new database until the folder was opened with it. */
export const FROM_SNAPSHOT = 'fromSnapshot';

const ASKED_AGAIN_MS = 500;
const ENDING = '.snapshot.unfinished';

type Ready = Extract<SnapshotState, { kind: 'ready' }>;
type Watching = { filling: (done: number, total: number) => void; stopped: () => boolean };

/** This workstation has only just joined: nobody has written anything here. */
export function maySnapshot(sqlite: Sqlite): boolean {
  const member = membership(sqlite);
  if (!member || member.filled || member.cursor > 0 || member.epoch !== null) return false;
  return !['changeSet', 'customer', 'draft', 'blob'].some((table) =>
    sqlite.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get(),
  );
}

/**
 * @returns whether the exchange is committed: the folder has to be closed and opened again. false = let the rows come
 */
export async function fillFromSnapshot(parts: SnapshotParts, watching: Watching): Promise<boolean> {
  if (!maySnapshot(parts.sqlite)) return false;
  try {
    const done = await fill(parts, watching);
    // Cut off by the end of the program it goes on at the next start; else the rows come.
    if (!done && !watching.stopped()) clearAway(parts.dataDirectory, null);
    return done;
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    if (!watching.stopped()) parts.log.warn({ name, code }, 'no first fill by a file');
    if (LINE_FAILURES.has(code ?? name ?? '')) throw error;
    clearAway(parts.dataDirectory, null);
    return false;
  }
}

/** Whether the database came so; asked once. */
export function cameFromSnapshot(sqlite: Sqlite): boolean {
  if (readLocal(sqlite, FROM_SNAPSHOT) === null) return false;
  sqlite.prepare('DELETE FROM local WHERE key = ?').run(FROM_SNAPSHOT);
  return true;
}

// --- details

/** What keeps the rows from coming, too: the next round goes on here. 'TypeError' is what fetch calls a line that was cut. */
const LINE_FAILURES = new Set(['REVOKED', 'PROTOCOL', 'UNKNOWN_WORKSTATION', 'UNAVAILABLE', 'TypeError']);

async function fill(parts: SnapshotParts, watching: Watching): Promise<boolean> {
  const ready = await whenReady(parts, watching);
  if (!ready) return false;
  const file = join(parts.dataDirectory, `${ready.id}${ENDING}`);
  clearAway(parts.dataDirectory, file);
  if (!(await download(parts, watching, ready, file))) return false;
  const key = parts.key();
  if (!key || watching.stopped()) return false;
  const local = localOf(parts.sqlite, ready);
  await parts.background.run('adoptSnapshot', { file, key, fromKey: Buffer.from(ready.key, 'hex'), local });
  // Somebody has written something meanwhile: then the rows come.
  if (watching.stopped() || !maySnapshot(parts.sqlite)) return false;
  commitRestore(parts.dataDirectory, file);
  return true;
}

async function whenReady({ line, version }: SnapshotParts, { filling, stopped }: Watching): Promise<Ready | null> {
  for (;;) {
    const state = await line().snapshot.state({ protocol: PROTOCOL_VERSION, version, shape: SHAPE });
    if (state.kind === 'none' || stopped()) return null;
    if (state.kind === 'ready') return state;
    if (state.total > 0) filling(0, state.total);
    await pause(ASKED_AGAIN_MS, undefined, { ref: false });
  }
}

/** Goes on behind what is there. @returns false where the file is another one by now, or is not what was said */
async function download(
  parts: SnapshotParts,
  { filling, stopped }: Watching,
  ready: Ready,
  file: string,
): Promise<boolean> {
  const hash = createHash('sha256');
  let have = existsSync(file) ? statSync(file).size : 0;
  if (have > 0) for await (const part of createReadStream(file)) hash.update(part as Buffer);
  const target = openSync(file, 'a', 0o600);
  try {
    while (have < ready.size) {
      if (stopped()) return false;
      const part = await range(parts, ready.id, have, Math.min(have + RANGE_BYTES, ready.size) - 1);
      if (!part) return false;
      for (let written = 0; written < part.length; ) written += writeSync(target, part, written, part.length - written);
      hash.update(part);
      have += part.length;
      filling(Math.floor((have / ready.size) * ready.customers), ready.customers);
    }
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
  if (hash.digest('hex') === ready.sha256) return true;
  rmSync(file, { force: true });
  return false;
}

async function range({ sqlite, fetch, token }: SnapshotParts, id: string, from: number, to: number) {
  const address = membership(sqlite)?.address ?? '';
  const headers = { authorization: `Bearer ${token() ?? ''}`, range: `bytes=${from}-${to}` };
  const answer = await fetch(new Request(`${address}/counter/snapshots/${id}`, { headers }));
  if (answer.status !== 206) return null;
  const bytes = Buffer.from(await answer.arrayBuffer());
  return bytes.length === to - from + 1 ? bytes : null;
}

/** What this workstation knows of itself goes along; and how far the rows are. */
function localOf(sqlite: Sqlite, { cursor, epoch }: Ready): { key: string; value: string }[] {
  const kept = sqlite.prepare('SELECT key, value FROM local').all() as { key: string; value: string }[];
  const member = { ...membership(sqlite), cursor, epoch, shape: SHAPE, filled: false, filling: null };
  return [
    ...kept.filter(({ key }) => key !== 'sync'),
    { key: 'sync', value: JSON.stringify(member) },
    { key: FROM_SNAPSHOT, value: 'yes' },
  ];
}

/** What an earlier try has left. */
function clearAway(dataDirectory: string, but: string | null): void {
  for (const name of readdirSync(dataDirectory)) {
    const file = join(dataDirectory, name);
    if (name.includes(ENDING) && file !== but) rmSync(file, { force: true });
  }
}
