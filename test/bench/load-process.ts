// Many workstations in one process, each with its own token, live wire and cursor: the product's road, line and protocol, without
// the database behind them. One saves when it is told to; every other one of its branch notes how long that took to arrive.
import { v7 as uuidv7 } from 'uuid';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { type ServerLine, serverLine } from '../../src-main/service/sync/server-line.ts';
import { PROTOCOL_VERSION, PULL_ROWS, type WireSet } from '../../src-shared/sync/protocol.ts';
import { answerQuestions } from './answering.ts';

export type Station = {
  token: string;
  workstationId: string;
  branchId: string;
  employeeId: string;
  /** Whose note it changes: nobody else does, so that there is no conflict. */
  customerId: string;
};

export type LoadQuestion =
  /** Fetches all once and stays on the live wire. @returns when each of them is there */
  | { kind: 'connect'; address: string; stations: readonly Station[] }
  /** Forgets what has arrived so far. */
  | { kind: 'forget' }
  /** So many saves a second, spread evenly over the stations of this process. */
  | { kind: 'storm'; perSecond: number; forMs: number }
  /** What has arrived here since then. */
  | { kind: 'arrived' }
  /** Whether all that was saved is where it belongs: the newest note of each customer at each station. */
  | { kind: 'notes' };
export type Storm = {
  saved: number;
  /** Saves that could not begin in time, because this process itself was late. */
  late: number;
};
export type Arrived = {
  /** Somebody is still saving or fetching. */
  busy: boolean;
  /** Milliseconds from a save to each other screen of its branch, by station. */
  arrivals: { workstationId: string; times: number[] }[];
};

const HELLO = { protocol: PROTOCOL_VERSION, version: 'bench' } as const;
const MARK = /^Marke ([\d.]+)$/;
const SOME_AT_ONCE = 10;
/** Prime, and greater than the stations of a branch. */
const STEP = 37;

const now = () => performance.timeOrigin + performance.now();
const stations: Workstation[] = [];
let next = 0;

answerQuestions<LoadQuestion>(async (question) => {
  switch (question.kind) {
    case 'connect':
      for (let from = 0; from < question.stations.length; from += SOME_AT_ONCE) {
        const some = question.stations.slice(from, from + SOME_AT_ONCE).map((one) => new Workstation(one));
        stations.push(...some);
        await Promise.all(some.map((one) => one.connect(question.address)));
      }
      return { stations: stations.length };
    case 'forget':
      for (const one of stations) one.times.length = 0;
      return {};
    case 'storm':
      return storm(question.perSecond, question.forMs);
    case 'arrived':
      return arrived();
    case 'notes':
      return { notes: stations.map((one) => [one.station.workstationId, one.notesInOrder()]) };
  }
});

/** A service's round without its tables: says what was saved, then fetches until there is no more. */
class Workstation {
  readonly station: Station;
  readonly times: number[] = [];
  readonly #notes = new Map<string, string | null>();
  #line: ServerLine | null = null;
  #cursor = 0;
  #waiting: WireSet[] = [];
  #running: Promise<void> | null = null;
  #again = false;

  constructor(station: Station) {
    this.station = station;
  }

  async connect(address: string): Promise<void> {
    const { token } = this.station;
    this.#line = serverLine(networkRoad.fetch, address, () => token);
    await this.round();
    await new Promise<void>((resolve) => {
      networkRoad.listen(address, token, {
        opened: () => undefined,
        said: () => {
          resolve();
          void this.round();
        },
        closed: () => {
          throw new Error('a live wire was closed');
        },
      });
    });
  }

  save(): void {
    const { customerId, employeeId, branchId, workstationId } = this.station;
    const from = this.#waiting.at(-1)?.changes[0]?.to ?? JSON.stringify(this.#notes.get(customerId) ?? null);
    const change = {
      table: 'customer',
      rowId: customerId,
      subjectId: customerId,
      kind: 'update',
      field: 'note',
    } as const;
    const to = JSON.stringify(`Marke ${now()}`);
    this.#waiting.push({
      ...{ id: uuidv7(), at: Math.round(now()), employeeId, branchId, workstationId, doing: 'customer.save' },
      ...{ undoes: null, changes: [{ ...change, from, to, groupFrom: null }], secrets: {} },
    });
    void this.round();
  }

  /** As the engine does: a second caller waits for one that begins after he asked. */
  async round(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = (async () => {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again);
    })();
    try {
      await this.#running;
    } finally {
      this.#running = null;
    }
  }

  get isBusy(): boolean {
    return this.#running !== null || this.#waiting.length > 0;
  }

  notesInOrder(): [string, string | null][] {
    return [...this.#notes].filter(([, note]) => note !== null).sort(([one], [two]) => (one < two ? -1 : 1));
  }

  async #once(): Promise<void> {
    const sync = this.#line?.sync;
    if (!sync) return;
    while (this.#waiting.length > 0) {
      const sets = this.#waiting;
      const answer = await sync.push({ ...HELLO, sets });
      if (answer.answers.some(({ verdict }) => verdict.kind !== 'taken' || verdict.conflicts > 0))
        throw new Error(`a save was not taken: ${JSON.stringify(answer.answers)}`);
      this.#waiting = this.#waiting.slice(sets.length);
      this.#take(answer.rows, false);
    }
    for (;;) {
      const skipOwn = this.#cursor > 0;
      const answer = await sync.pull({ ...HELLO, cursor: this.#cursor, rows: PULL_ROWS, skipOwn });
      this.#take(answer.rows, skipOwn);
      this.#cursor = answer.cursor;
      if (!answer.more) return;
    }
  }

  #take(rows: Awaited<ReturnType<ServerLine['sync']['pull']>>['rows'], timed: boolean): void {
    for (const { table, id, body } of rows) {
      if (table !== 'customer') continue;
      const note = typeof body.note === 'string' ? body.note : null;
      const made = timed && note !== this.#notes.get(id) ? MARK.exec(note ?? '')?.[1] : undefined;
      if (made) this.times.push(now() - Number(made));
      this.#notes.set(id, note);
    }
  }
}

async function storm(perSecond: number, forMs: number): Promise<Storm> {
  const [began, every] = [performance.now(), 1000 / perSecond];
  const count = Math.round((forMs / 1000) * perSecond);
  let late = 0;
  for (let at = 0; at < count; at += 1) {
    const due = began + at * every;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((go) => setTimeout(go, wait));
    else if (wait < -100) late += 1;
    // Stations of one branch stand beside each other: with this step the saves go round the branches, and go on where they were.
    next = (next + STEP) % stations.length;
    stations[next]?.save();
  }
  while (stations.some((one) => one.isBusy)) await new Promise((go) => setTimeout(go, 20));
  return { saved: count, late };
}

function arrived(): Arrived {
  return {
    busy: stations.some((one) => one.isBusy),
    arrivals: stations.map(({ station: { workstationId }, times }) => ({ workstationId, times: [...times] })),
  };
}
