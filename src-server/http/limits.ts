// How often somebody may try: counted in memory for each key (an address, a code), within a window that slides. It forgets the
// longest untouched keys when there are too many, and it decides nothing about what a try is.
import { isIP } from 'node:net';

export type Limit = { readonly most: number; readonly withinMs: number };

export type Limiter = {
  /** @returns null = may try; else seconds until the next try may be made, at least 1 */
  refusedFor(key: string): number | null;
  /** Counts a try, usually one that failed. */
  count(key: string): void;
  /** It went well: earlier tries are forgotten. */
  forget(key: string): void;
  /** Keys held at the moment. */
  readonly size: number;
};

/** Codes of a workstation, wrong ones, by address. */
export const WRONG_CODES: Limit = { most: 10, withinMs: 15 * 60_000 };

/** Mails that somebody at a counter can have sent: enough for every mishap, too few for a flood. */
export const INVITATIONS_BY_CUSTOMER: Limit = { most: 10, withinMs: 60 * 60_000 };
export const INVITATIONS_BY_WORKSTATION: Limit = { most: 200, withinMs: 60 * 60_000 };

/** Some 2 MB at the most. */
const MOST_KEYS = 10_000;

/** @param now epoch milliseconds */
export function createLimiter({ most, withinMs }: Limit, now: () => number, mostKeys = MOST_KEYS): Limiter {
  /** Instants of the latest tries, oldest first; the keys in the order in which they were touched. */
  const tries = new Map<string, number[]>();
  const recent = (key: string) => (tries.get(key) ?? []).filter((at) => at > now() - withinMs && at <= now());
  return {
    refusedFor: (key) => {
      const made = recent(key);
      if (made.length === 0) tries.delete(key);
      const [oldest = 0] = made;
      return made.length < most ? null : Math.max(1, Math.ceil((oldest + withinMs - now()) / 1000));
    },
    count: (key) => {
      const made = [...recent(key), now()].slice(-most);
      tries.delete(key);
      tries.set(key, made);
      if (tries.size <= mostKeys) return;
      const [longestUntouched = ''] = tries.keys();
      tries.delete(longestUntouched);
    },
    forget: (key) => {
      tries.delete(key);
    },
    get size() {
      return tries.size;
    },
  };
}

/** What counts as one address: an IPv4 address, or the network of 64 bits that one connection is given in IPv6. */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  if (isIP(plain) !== 6) return plain;
  const [front = '', back] = plain.toLowerCase().split('::');
  const groups = front === '' ? [] : front.split(':');
  const after = back === undefined || back === '' ? [] : back.split(':');
  const gap = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  const whole = back === undefined ? groups : [...groups, ...gap, ...after];
  const network = whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
