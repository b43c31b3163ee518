// Lets saves at the counter go before an import's next transaction, across threads. The counter says that it wants to write
// before it does, and is woken the moment the import's transaction is over; the import looks before it begins. A thread
// that dies leaves nothing behind that would keep the counter waiting for long.

const WAITING = 0;
const ASKED = 1;
const CONNECTED = 2;
const WRITING = 3;
/** How many saves there have been: a number that changes, nobody reads how large it is. */
const SAVES = 4;
const WORDS = 5;

const ASKS = { go: 0, stop: 1, end: 2 } as const;

/**
 * So long the import stands aside at most, so that a call that takes long does not stop it. Longer than the driver's first
 * pauses between two tries (1 … 25 ms), so that a writer who did not announce himself finds the gap too.
 */
const LONGEST_YIELD_MS = 60;
/** No transaction of an import is that long; after it the driver's own waiting begins. */
const LONGEST_WAIT_MS = 400;
/** So long after a save the next one is expected, and transactions are kept short. */
const SAVES_EXPECTED_MS = 3000;
/** So long a transaction takes about; a save waits at most for one, and for its COMMIT. */
const TRANSACTION_MS = { savesExpected: 35, nobodyThere: 200 };

/** The counter's side. */
export class WriteGate {
  readonly memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
  readonly #words = new Int32Array(this.memory);

  /** Does `work` before any further transaction of an import; waits for the one under way. */
  first<R>(work: () => R): R {
    this.enter();
    try {
      if (Atomics.load(this.#words, WRITING) !== 0) Atomics.wait(this.#words, WRITING, 1, LONGEST_WAIT_MS);
      return work();
    } finally {
      this.leave();
    }
  }

  /** From here to `leave` no import begins a transaction. */
  enter(): void {
    Atomics.add(this.#words, SAVES, 1);
    Atomics.add(this.#words, WAITING, 1);
  }

  leave(): void {
    Atomics.sub(this.#words, WAITING, 1);
    Atomics.notify(this.#words, WAITING);
  }

  /** Asks what runs to end after its transaction: 'stop' finishes off what is in, 'end' leaves at once. */
  ask(what: keyof typeof ASKS): void {
    Atomics.store(this.#words, ASKED, ASKS[what]);
    Atomics.notify(this.#words, WAITING);
  }

  /** A thread that was ended by force could not say so itself. */
  noneConnected(): void {
    Atomics.store(this.#words, CONNECTED, 0);
    Atomics.store(this.#words, WRITING, 0);
    Atomics.notify(this.#words, WRITING);
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
  #savesSeen: number;
  /** Whoever has just begun the import is at the counter. */
  #lastSave = performance.now();

  constructor(memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory);
    this.#savesSeen = Atomics.load(this.#words, SAVES);
  }

  get stopping(): boolean {
    return Atomics.load(this.#words, ASKED) !== ASKS.go;
  }

  get ending(): boolean {
    return Atomics.load(this.#words, ASKED) === ASKS.end;
  }

  /** Whether somebody is working at the counter, so that the next save will come soon. */
  get savesExpected(): boolean {
    const now = performance.now();
    const saves = Atomics.load(this.#words, SAVES);
    if (saves !== this.#savesSeen) [this.#savesSeen, this.#lastSave] = [saves, now];
    return now - this.#lastSave < SAVES_EXPECTED_MS;
  }

  /** How long the next transaction may take about. */
  get transactionMs(): number {
    return this.savesExpected ? TRANSACTION_MS.savesExpected : TRANSACTION_MS.nobodyThere;
  }

  /** @throws Stopped */
  goOn(): void {
    if (this.stopping) throw new Stopped();
  }

  /** One transaction, from BEGIN to COMMIT: after the counter's saves, and never beside the import's other thread. */
  write<R>(transaction: () => R): R {
    for (;;) {
      this.#yieldToSaves();
      if (Atomics.compareExchange(this.#words, WRITING, 0, 1) === 0) break;
      Atomics.wait(this.#words, WRITING, 1, LONGEST_WAIT_MS);
    }
    try {
      return transaction();
    } finally {
      Atomics.store(this.#words, WRITING, 0);
      Atomics.notify(this.#words, WRITING);
    }
  }

  connected(): void {
    Atomics.add(this.#words, CONNECTED, 1);
  }

  disconnected(): void {
    Atomics.sub(this.#words, CONNECTED, 1);
    Atomics.notify(this.#words, CONNECTED);
  }

  /** Stands aside while somebody at the counter wants to write. */
  #yieldToSaves(): void {
    const until = performance.now() + LONGEST_YIELD_MS;
    for (;;) {
      const waiting = Atomics.load(this.#words, WAITING);
      if (waiting === 0) return;
      const now = performance.now();
      if (now >= until || this.ending) return;
      Atomics.wait(this.#words, WAITING, waiting, until - now);
    }
  }
}
