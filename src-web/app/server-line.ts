// The page's way to the branch server, and the key that says which device it is. The key lies in the page's storage, is shown
// in a header, and is replaced when the server says so; one tab at a time uses it, so that no tab shows an old one.
import { createORPCClient, isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { type AppLook, type AppSession, type EndReason, publicContract } from '../../src-shared/public-contract.ts';
import type { WaitingShop } from '../../src-shared/registration/public.ts';
import { deviceName } from './install.ts';

const KEPT = 'tresen.device';
const LAST_SESSION = 'tresen.session';
const LONGEST_WAIT_MS = 20_000;

type Kept = { key: string; ended: boolean };

export type Answer<T> =
  | { kind: 'ok'; value: T }
  /** No network, or a server that does not answer as it should. */
  | { kind: 'offline' }
  | { kind: 'tooMany'; seconds: number };

export type ConnectAnswer =
  | Answer<null>
  | { kind: 'notAdmitted' }
  | { kind: 'refused'; reason: 'wrongPassword' | 'locked' | 'codeReplaced' | 'deactivated'; until: number | null };

export type InvitationAnswer = Answer<null> | { kind: 'notAdmitted' };

export type SessionAnswer =
  | Answer<AppSession>
  | { kind: 'ended'; reason: EndReason | 'unknown' }
  /** Of a registration that staff have not decided yet. */
  | { kind: 'waiting'; shop: WaitingShop };

const link = new OpenAPILink<{ key?: string }>(publicContract, {
  url: new URL('../api', location.href).href,
  headers: ({ context: { key } }) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  fetch: (request, init) => fetch(request, { ...init, credentials: 'omit', cache: 'no-store', redirect: 'error' }),
});
export const server: ContractRouterClient<typeof publicContract, { key?: string }> = createORPCClient(link);

/** Whether this device was connected when the page last heard. */
export function isConnected(): boolean {
  return kept()?.ended === false;
}

/** What the server said last: shown while there is no network. */
export function lastSession(): { session: AppSession; at: number } | null {
  return stored<{ session: AppSession; at: number }>(LAST_SESSION);
}

/** @param invitation what came with the link of an invitation */
export async function look(code: string | null, invitation: string | null = null): Promise<Answer<AppLook>> {
  const asked = invitation === null ? { code } : { code, invitation };
  const { error, data } = await safe(server.look(asked, { signal: patience() }));
  return error ? troubleOf(error) : { kind: 'ok', value: data };
}

export function connect(code: string, password: string): Promise<ConnectAnswer> {
  return alone(async () => {
    // Of a device that was once connected: the server may tell it why it is refused.
    const before = kept();
    const asked = { code, password, deviceName: deviceName() };
    const { error, data } = await safe(
      server.connect(asked, { signal: patience(), context: before ? { key: before.key } : {} }),
    );
    if (!error) {
      keep({ key: data.key, ended: false });
      void navigator.storage?.persist?.().catch(() => false);
      return { kind: 'ok', value: null };
    }
    if (isDefinedError(error) && error.code === 'NOT_ADMITTED') return { kind: 'notAdmitted' };
    if (isDefinedError(error) && error.code === 'REFUSED') return { kind: 'refused', ...error.data };
    return troubleOf(error);
  });
}

/** The token as the link carried it, the address as it was typed. */
export function acceptInvitation(token: string, email: string): Promise<InvitationAnswer> {
  return alone(async () => {
    const before = kept();
    const asked = { token, email, deviceName: deviceName() };
    const { error, data } = await safe(
      server.acceptInvitation(asked, { signal: patience(), context: before ? { key: before.key } : {} }),
    );
    if (error)
      return isDefinedError(error) && error.code === 'NOT_ADMITTED' ? { kind: 'notAdmitted' } : troubleOf(error);
    keep({ key: data.key, ended: false });
    void navigator.storage?.persist?.().catch(() => false);
    return { kind: 'ok', value: null };
  });
}

/** A registration was taken: from now on this device shows the key that it made for it. */
export function keepOwnKey(key: string): void {
  keep({ key, ended: false });
  void navigator.storage?.persist?.().catch(() => false);
}

export function readSession(): Promise<SessionAnswer> {
  return alone(async () => {
    for (let tries = 0; tries < 3; tries++) {
      const before = kept();
      if (!before || before.ended) return { kind: 'ended', reason: 'unknown' };
      const { error, data } = await safe(server.session(undefined, options(before.key)));
      if (!error) {
        localStorage.setItem(LAST_SESSION, JSON.stringify({ session: data, at: Date.now() }));
        if (!data.rotate) return { kind: 'ok', value: data };
        const next = await safe(server.rotate(undefined, options(before.key)));
        // Where the answer is lost the earlier key still counts.
        if (next.error) return { kind: 'ok', value: data };
        keep({ key: next.data.key, ended: false });
        continue;
      }
      if (isDefinedError(error) && error.code === 'KEY_REPLACED') continue;
      return endedOr(error);
    }
    return { kind: 'offline' };
  });
}

export function disconnect(): Promise<SessionAnswer> {
  return alone(async () => {
    const before = kept();
    if (!before) return { kind: 'ended', reason: 'disconnected' };
    const { error } = await safe(server.disconnect(undefined, options(before.key)));
    if (error) return endedOr(error);
    forget();
    return { kind: 'ended', reason: 'disconnected' };
  });
}

// --- details

function endedOr(error: unknown): SessionAnswer {
  const { code, data } = (isDefinedError(error) ? error : {}) as { code?: string; data?: unknown };
  if (code === 'WAITING') return { kind: 'waiting', shop: data as WaitingShop };
  if (code !== 'ENDED' && code !== 'UNKNOWN_KEY') return troubleOf(error);
  forget();
  return { kind: 'ended', reason: code === 'ENDED' ? (data as { reason: EndReason }).reason : 'unknown' };
}

export function troubleOf(error: unknown): { kind: 'offline' } | { kind: 'tooMany'; seconds: number } {
  const { code, data } = error as { code?: string; data?: { retryAfterSeconds?: number } };
  if (code === 'TOO_MANY') return { kind: 'tooMany', seconds: data?.retryAfterSeconds ?? 60 };
  return { kind: 'offline' };
}

function options(key: string) {
  return { signal: patience(), context: { key } };
}

export function patience(): AbortSignal {
  return AbortSignal.timeout(LONGEST_WAIT_MS);
}

/** One tab at a time. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? (navigator.locks.request('tresen-device', work) as Promise<T>) : work();
}

function kept(): Kept | null {
  return stored<Kept>(KEPT);
}

function keep(next: Kept): void {
  localStorage.setItem(KEPT, JSON.stringify(next));
}

/** The key stays, worth nothing but a reason; what was known of the customer goes. */
function forget(): void {
  const before = kept();
  if (before) keep({ ...before, ended: true });
  localStorage.removeItem(LAST_SESSION);
}

function stored<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}
