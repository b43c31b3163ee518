// Lets saves at the counter go before an import's next transaction, across threads. The counter says that it wants to write
// before it does; the import looks before it begins. Nobody holds a lock: a thread that dies leaves nothing behind.

const WAITING = 0;
const STOP = 1;
const CONNECTED = 2;
const WORDS = 3;

const ASKED = { go: 0, stop: 1, end: 2 } as const;

/**
 * So long the import stands aside at most, so that a call that takes long does not stop it. Longer than the driver's first
 * pauses between two tries (1 … 25 ms), so that a writer who did not announce himself finds the gap too.
 */
const LONGEST_YIELD_MS = 60;

/** The counter's side. */
export class WriteGate {
  readonly memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
  readonly #words = new Int32Array(this.memory);

  /** While `work` runs, or is waited for, no import begins a transaction. */
  first<R>(work: () => R): R {
    this.enter();
    try {
      return work();
    } finally {
      this.leave();
    }
  }

  enter(): void {
    Atomics.add(this.#words, WAITING, 1);
  }

  leave(): void {
    Atomics.sub(this.#words, WAITING, 1);
    Atomics.notify(this.#words, WAITING);
  }

  /** Asks what runs to end after its transaction: 'stop' finishes off what is in, 'end' leaves at once. */
  ask(what: 'go' | 'stop' | 'end'): void {
    Atomics.store(this.#words, STOP, ASKED[what]);
    Atomics.notify(this.#words, WAITING);
  }

  /** A thread that was ended by force could not say so itself. */
  noneConnected(): void {
    Atomics.store(this.#words, CONNECTED, 0);
  }

  /** Waits, without turning the event loop, until no thread of the import is connected. @returns whether that is so */
  awaitDisconnected(milliseconds: number): boolean {
    const until = performance.now() + milliseconds;
    for (;;) {
      const connected = Atomics.load(this.#words, CONNECTED);
      const left = until - performance.now();
      if (connected === 0) return true;
      if (left <= 0) return false;
      Atomics.wait(this.#words, CONNECTED, connected, left);
    }
  }
}

/** Thrown where a thread was asked to stop and has nothing to finish off. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The import's side, in a thread of its own. */
export class GatePass {
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
  }

  get stopping(): boolean {
    return Atomics.load(this.#words, STOP) !== ASKED.go;
  }

  get ending(): boolean {
    return Atomics.load(this.#words, STOP) === ASKED.end;
  }

  /** @throws Stopped */
  goOn(): void {
    if (this.stopping) throw new Stopped();
  }

  /** Before each transaction: stands aside while somebody at the counter wants to write. */
  yieldToSaves(): void {
    const until = performance.now() + LONGEST_YIELD_MS;
    for (;;) {
      const waiting = Atomics.load(this.#words, WAITING);
      const left = until - performance.now();
      if (waiting === 0 || left <= 0 || this.stopping) return;
      Atomics.wait(this.#words, WAITING, waiting, left);
    }
  }

  connected(): void {
    Atomics.add(this.#words, CONNECTED, 1);
  }

  disconnected(): void {
    Atomics.sub(this.#words, CONNECTED, 1);
    Atomics.notify(this.#words, CONNECTED);
  }
}
