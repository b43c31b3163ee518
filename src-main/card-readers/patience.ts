// How long the reading of cards waits, and the wait itself. A call into PC/SC cannot be broken off: who has waited long
// enough goes on without it.

export type Patience = {
  /** For a call that is answered by the service itself, without a card. */
  readonly serviceMs: number;
  /** Until a card answers to being connected. */
  readonly connectMs: number;
  /** While another program holds the reader. */
  readonly busyMs: number;
  /** For one command to a card: gematik allows a card less, a slow reader needs more. */
  readonly commandMs: number;
  /** Until the next try where there is no service. */
  readonly pauseMs: number;
  /** How long one look at the readers waits for news. */
  readonly lookMs: number;
};

export const PATIENCE: Patience = {
  ...{ serviceMs: 5000, connectMs: 5000, busyMs: 1500, commandMs: 4000 },
  ...{ pauseMs: 800, lookMs: 5000 },
};

export class TimedOut extends Error {
  constructor() {
    super('waited long enough');
  }
}

/** @throws TimedOut, while `promise` goes on; whatever becomes of it then is nobody's */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  promise.catch(() => undefined);
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
