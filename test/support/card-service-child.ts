// The process of card-service.ts: holds the machine's one place for a card service, runs pcscd and lays cards into its virtual
// readers. It ends with the test, and pcscd with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { doorOf, PCSCD, READER_DRIVER, type Slot, SOCKET_FOLDER } from './card-service.ts';
import { type LyingCard, layCard } from './card-socket.ts';
import type { CardMove } from './virtual-cards.ts';

export type Order =
  | { kind: 'reserve' }
  | { kind: 'start'; name: string; readers: 'both' | 'none' }
  | { kind: 'end'; how: 'fast' | 'crash' }
  | { kind: 'insert'; slot: Slot; atr: Uint8Array }
  | { kind: 'remove'; slot: Slot };
export type ChildOrder = (Order & { id: number }) | { kind: 'move'; slot: Slot; turn: number; move: CardMove };
export type ChildNews =
  | { kind: 'done'; id: number; error: string | null }
  | { kind: 'asked'; slot: Slot; turn: number; apdu: Uint8Array };

/** A name that the system takes back when this process ends, however it ends. */
const PLACE = '\0tresen-test-card-service';
/** Stands in the environment of each pcscd of ours. */
const OURS = 'TRESEN_TEST_CARD_SERVICE=1';
const SOCKET = join(SOCKET_FOLDER, 'pcscd.comm');
const DOOR = doorOf(process.ppid);
/** Of the first slot; the second has the next one. */
const FIRST_PORT = 35_963;
/** A service that waits for a hanging card does not end by being asked. */
const END_WITHIN_MS = 1500;

const config = mkdtempSync(join(tmpdir(), 'tresen-readers-'));
const cards = new Map<Slot, { atr: Uint8Array; lying: LyingCard | null }>();
const moves = new Map<number, (move: CardMove) => void>();
let service: ChildProcess | null = null;
let turns = 0;

process.on('message', (order: ChildOrder) => {
  if (order.kind === 'move') makeMove(order);
  else
    obey(order).then(
      () => tell({ kind: 'done', id: order.id, error: null }),
      (error: Error) => tell({ kind: 'done', id: order.id, error: error.message }),
    );
});
process.on('disconnect', () => process.exit());
process.on('exit', () => {
  service?.kill('SIGKILL');
  rmSync(DOOR, { force: true });
  rmSync(config, { recursive: true, force: true });
});

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'reserve':
      await reserve();
      clearUp();
      break;
    case 'start':
      writeReaders(order.readers === 'both' ? order.name : null);
      await start();
      if (order.readers === 'both') await Promise.all([...cards.keys()].map(lay));
      break;
    case 'end':
      await end(order.how);
      break;
    case 'insert':
      cards.set(order.slot, { atr: order.atr, lying: null });
      if (service) await lay(order.slot);
      break;
    case 'remove':
      cards.get(order.slot)?.lying?.pull();
      cards.delete(order.slot);
      break;
  }
}

async function reserve(): Promise<void> {
  for (;;) {
    const place = createServer();
    try {
      await once(place.listen(PLACE), 'listening');
      place.unref();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Ends what a test that was killed left running. @throws when the machine has a card service of its own */
function clearUp(): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const about = (file: string) => {
      try {
        return readFileSync(join('/proc', pid, file), 'utf8');
      } catch {
        return ''; // ended meanwhile
      }
    };
    if (about('comm').trim() !== 'pcscd') continue;
    if (!about('environ').split('\0').includes(OURS)) throw new Error(`this machine has a pcscd of its own (${pid})`);
    process.kill(Number(pid), 'SIGKILL');
  }
}

async function start(): Promise<void> {
  mkdirSync(SOCKET_FOLDER, { recursive: true });
  // There is one service at a time: what lies here was left by one that was killed.
  for (const name of readdirSync(SOCKET_FOLDER))
    if (/^pcscd\.(comm|pid)$|^tresen-test-/.test(name)) rmSync(join(SOCKET_FOLDER, name), { force: true });
  const [name = '', value = ''] = OURS.split('=');
  const started = spawn(PCSCD, ['--foreground', '--config', config], {
    stdio: 'ignore',
    env: { ...process.env, [name]: value },
  });
  service = started;
  while (!existsSync(SOCKET)) {
    if (started.exitCode !== null) throw new Error(`pcscd ended with ${started.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  renameSync(SOCKET, DOOR);
}

async function end(how: 'fast' | 'crash'): Promise<void> {
  const running = service;
  service = null;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'exit');
  running.kill(how === 'crash' ? 'SIGKILL' : 'SIGTERM');
  const patience = setTimeout(() => running.kill('SIGKILL'), END_WITHIN_MS);
  await ended;
  clearTimeout(patience);
  for (const card of cards.values()) card.lying?.pull();
}

/** @param name null = no reader is plugged in */
function writeReaders(name: string | null): void {
  const entry = [
    `FRIENDLYNAME "${name}"`,
    `DEVICENAME /dev/null:0x${FIRST_PORT.toString(16)}`,
    `LIBPATH ${READER_DRIVER}`,
    `CHANNELID 0x${FIRST_PORT.toString(16)}`,
    '',
  ];
  writeFileSync(join(config, 'readers'), name === null ? '' : entry.join('\n'));
}

async function lay(slot: Slot): Promise<void> {
  const card = cards.get(slot);
  if (!card) return;
  card.lying = await layCard(FIRST_PORT + slot, card.atr, (apdu, move) => {
    moves.set(++turns, move);
    tell({ kind: 'asked', slot, turn: turns, apdu });
  });
}

function makeMove({ slot, turn, move }: ChildOrder & { kind: 'move' }): void {
  moves.get(turn)?.(move);
  moves.delete(turn);
  if (move === 'pulled' || (typeof move === 'object' && 'after' in move)) cards.delete(slot);
}

function tell(news: ChildNews): void {
  if (process.connected) process.send?.(news, () => undefined);
}
