// The system's card service for tests: a real pcscd of our own with two virtual readers, into which cards of virtual-cards.ts
// are put. A machine has room for one such service: whoever starts it waits until the one before has ended, whichever way.
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { ChildNews, ChildOrder, Order } from './card-service-child.ts';
import { type CardMove, hex, type VirtualCard } from './virtual-cards.ts';

export const PCSCD = '/usr/sbin/pcscd';
export const READER_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
export const SOCKET_FOLDER = '/run/pcscd';

/**
 * Where the service of test process `test` is found. At its usual place every counter that another test has running would find it,
 * too, and read the cards as well.
 */
export function doorOf(test: number): string {
  return join(SOCKET_FOLDER, `tresen-test-${test}.comm`);
}

/** Why there is none here; null = there is one. */
export const noCardService: string | null = reason();

/** @returns its version, for the list of real parts */
export function cardServiceVersion(): string {
  if (noCardService !== null) return '';
  const { stdout } = spawnSync(PCSCD, ['--version'], { encoding: 'utf8' });
  return `pcscd ${/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? ''}`;
}

/** 0 and 1: the two slots. By custom a health card goes into 0, a customer card onto 1. */
export type Slot = 0 | 1;

export type CardService = {
  /** As PC/SC calls the slots. */
  readonly readers: readonly [string, string];
  /** Puts a card in. Resolves when it touches the contacts; the service sees it some 0.2 to 0.5 seconds later. */
  insert(slot: Slot, card: VirtualCard): Promise<void>;
  /** Pulls it out. A card that hangs lets go, too. */
  remove(slot: Slot): Promise<void>;
  /** The commands that the last card of this slot was given since it was put in, in hexadecimal. */
  asked(slot: Slot): readonly string[];
  /** Ends the service as it is ended by its administrator ('fast') or by a crash. Cards stay where they are. */
  end(how: 'fast' | 'crash'): Promise<void>;
  /** Starts it again. @param readers 'none' = none is plugged in; a virtual one comes and goes with the service alone */
  start(readers?: 'both' | 'none'): Promise<void>;
  /** Ends all. */
  stop(): Promise<void>;
};

/**
 * @param options.readers 'none' = the service runs and no reader is plugged in
 * @param options.name what the readers are called, before their numbers
 * @param options.running false = the service is installed and does not run
 */
export async function startCardService(
  options: { readers?: 'both' | 'none'; name?: string; running?: boolean } = {},
): Promise<CardService> {
  if (noCardService !== null) throw new Error(noCardService);
  const { readers = 'both', name = 'Virtual PCD', running = true } = options;
  // The system's library looks there; whatever this process starts inherits it.
  process.env.PCSCLITE_CSOCK_NAME = doorOf(process.pid);
  const child = fork(join(import.meta.dirname, 'card-service-child.ts'), [], {
    ...{ serialization: 'advanced', execArgv: [] },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const cards = new Map<Slot, VirtualCard>();
  const asked: Record<Slot, string[]> = { 0: [], 1: [] };
  const orders = new Orders(child);
  child.on('message', (news: ChildNews) => {
    if (news.kind !== 'asked') return;
    const { slot, turn, apdu } = news;
    asked[slot].push(hex(apdu));
    const move: CardMove = cards.get(slot)?.answer(Uint8Array.from(apdu)) ?? 'hangs';
    if (move === 'pulled' || (typeof move === 'object' && 'after' in move)) cards.delete(slot);
    child.send({ kind: 'move', slot, turn, move } satisfies ChildOrder, () => undefined);
  });
  await orders.give({ kind: 'reserve' });
  if (running) await orders.give({ kind: 'start', name, readers });
  return {
    readers: [`${name} 00 00`, `${name} 00 01`],
    async insert(slot, card) {
      if (cards.has(slot)) throw new Error(`there is a card in slot ${slot}`);
      cards.set(slot, card);
      asked[slot] = [];
      await orders.give({ kind: 'insert', slot, atr: card.atr });
    },
    async remove(slot) {
      await orders.give({ kind: 'remove', slot });
      cards.delete(slot);
    },
    asked: (slot) => asked[slot],
    end: (how) => orders.give({ kind: 'end', how }),
    start: (plugged = 'both') => orders.give({ kind: 'start', name, readers: plugged }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await orders.give({ kind: 'end', how: 'fast' });
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await gone;
    },
  };
}

/** What the child is told, one by one, each with its answer. */
class Orders {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  #count = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (news: ChildNews) => {
      if (news.kind !== 'done') return;
      const waiting = this.#waiting.get(news.id);
      this.#waiting.delete(news.id);
      if (news.error === null) waiting?.resolve();
      else waiting?.reject(new Error(news.error));
    });
    child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the virtual card service is gone'));
    });
  }

  give(order: Order): Promise<void> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ ...order, id } satisfies ChildOrder);
    });
  }
}

function reason(): string | null {
  if (process.platform !== 'linux') return 'there is a virtual card reader for Linux alone';
  if (!existsSync(PCSCD)) return 'pcscd is not installed';
  if (!existsSync(READER_DRIVER)) return 'vsmartcard-vpcd is not installed';
  try {
    accessSync(existsSync(SOCKET_FOLDER) ? SOCKET_FOLDER : '/run', constants.W_OK);
  } catch {
    return `${SOCKET_FOLDER} cannot be written to`;
  }
  return null;
}
