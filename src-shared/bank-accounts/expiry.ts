// When a bank account that nobody uses has to go (E-25, E-26): a year after its last use, never while a mandate lives. It does
// not know what else counts as a use; whoever asks says when the last one was.
import { startOfDay } from '../calendar/day.ts';

export type AccountUse = {
  /** Epoch milliseconds: entry, mandate, case, sale, whichever was last. */
  readonly usedAt: number;
  readonly mandateReference: string | null;
  /** 'YYYY-MM-DD'. */
  readonly mandateEndedOn: string | null;
};

/** What a row says of its use, as it lies in a file or came over the wire. */
export function accountUse(row: {
  usedAt?: unknown;
  mandateReference?: unknown;
  mandateEndedOn?: unknown;
}): AccountUse {
  const word = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    usedAt: Number(row.usedAt ?? 0),
    mandateReference: word(row.mandateReference),
    mandateEndedOn: word(row.mandateEndedOn),
  };
}

/** @param now epoch milliseconds */
export function isExpired({ usedAt, mandateReference, mandateEndedOn }: AccountUse, now: number): boolean {
  if (mandateReference !== null && mandateEndedOn === null) return false;
  const ended = mandateEndedOn === null ? 0 : startOfDay(mandateEndedOn);
  return Math.max(usedAt, ended) <= yearBefore(now);
}

export function yearBefore(now: number): number {
  const day = new Date(now);
  day.setFullYear(day.getFullYear() - 1);
  return day.getTime();
}
