// Writes that devices were let in. A commit costs more than a login's rows, and in a storm the next right password is a moment
// away: those that come close together are one transaction, in their order. Each hears of it after the commit, or is not in.
import type { Server } from '../server.ts';
import type { Trx } from '../storage/storage.ts';
import type { ServerTables } from '../storage/tables.ts';
import { storageTrouble } from '../storage/trouble.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import { endDevice, makeDevice } from './devices.ts';
import { type DeviceKey, newKey } from './keys.ts';
import { TRIES } from './lock.ts';
import type { WriteTurns } from './write-turns.ts';

type Login = ServerTables['appLogin'];

export type Entrant = {
  /** As it was when the password was checked against it. */
  readonly login: Login;
  readonly deviceName: string;
  /** The device that shows a key, living or ended. */
  readonly earlier: DeviceKey | null;
};

type Waiting = Entrant & { done: (key: string | null) => void; failed: (error: unknown) => void };

/** Waited for others while there are some: short beside a password's check and its queue. */
const GATHERED_MS = 40;
/** The event loop is not held for longer than their rows take. */
const MOST_AT_ONCE = 16;

export class LetIns {
  readonly #server: Server;
  readonly #turns: WriteTurns;
  readonly #others: () => boolean;
  readonly #waiting = new Map<string, Waiting[]>();

  /** @param others whether the next one may be a moment away */
  constructor(server: Server, turns: WriteTurns, others: () => boolean) {
    this.#server = server;
    this.#turns = turns;
    this.#others = others;
  }

  /**
   * @returns the device's key; null when access or credential changed, or it was locked, while the password was checked
   * @throws the database's error, and then it is not in
   */
  take(entrant: Entrant): Promise<string | null> {
    return new Promise((done, failed) => {
      const { chainId } = entrant.login;
      const waiting = this.#waiting.get(chainId);
      if (waiting) waiting.push({ ...entrant, done, failed });
      else {
        this.#waiting.set(chainId, [{ ...entrant, done, failed }]);
        if (this.#others()) setTimeout(() => this.#begin(chainId), GATHERED_MS);
        else this.#begin(chainId);
      }
    });
  }

  #begin(chainId: string): void {
    void this.#turns.take(chainId, async () => {
      // Whoever came while others had their turn is in it, too.
      const group = this.#waiting.get(chainId) ?? [];
      const now = group.splice(0, MOST_AT_ONCE);
      if (group.length === 0) this.#waiting.delete(chainId);
      else this.#begin(chainId);
      await this.#write(chainId, now);
    });
  }

  async #write(chainId: string, group: readonly Waiting[]): Promise<void> {
    try {
      const keys = await writeAsServer(this.#server, chainId, async (writing) => {
        const given: (string | null)[] = [];
        for (const one of group) given.push(await letIn(this.#server, writing, one));
        return given;
      });
      for (const [at, { done }] of group.entries()) done(keys[at] ?? null);
    } catch (error) {
      // Nobody is in. What ails one of them must not keep the others out; what ails the database does.
      if (group.length === 1 || storageTrouble(error) !== null) for (const { failed } of group) failed(error);
      else for (const one of group) await this.#write(chainId, [one]);
    }
  }
}

/** After a lock or a right password the count begins anew. @param locks since the last right or new one */
export async function beginAnew(trx: Trx, { chainId, accessId }: Login, locks: number): Promise<void> {
  await trx
    .updateTable('appLogin')
    .set({ failures: 0, locks })
    .where('chainId', '=', chainId)
    .where('accessId', '=', accessId)
    .execute();
}

/** Whether the right password opens it at this moment. */
export function isOpen({ active, passwordHash, lockedUntil }: Login, now: number): boolean {
  return active === 1 && passwordHash !== null && (lockedUntil === null || lockedUntil <= now);
}

export function loginOf(db: Server['storage']['db'] | Trx, chainId: string, id: string): Promise<Login | undefined> {
  return db
    .selectFrom('appLogin')
    .selectAll()
    .where('chainId', '=', chainId)
    .where('accessId', '=', id)
    .executeTakeFirst();
}

// --- details

async function letIn(
  { newId }: Server,
  writing: Writing,
  { login, deviceName, earlier }: Entrant,
): Promise<string | null> {
  const { chainId, accessId } = login;
  const now = await loginOf(writing.trx, chainId, accessId);
  const same = now?.loginCodeHash === login.loginCodeHash && now?.passwordHash === login.passwordHash;
  if (!now || !same || !isOpen(now, writing.now) || now.failures >= TRIES) return null;
  if (now.failures > 0 || now.locks > 0) await beginAnew(writing.trx, now, 0);
  // The same phone once more: its earlier self ends.
  if (earlier && earlier.chainId === chainId && earlier.accessId === accessId)
    await endDevice(writing, earlier.deviceId, 'replaced');
  const { key, keyHash } = newKey();
  await makeDevice(writing, newId(), now, { name: deviceName, keyHash });
  return key;
}
