// The thread that looks for duplicates: reads through a connection of its own, writes nothing, and says what it has found. It
// breathes between portions, longer while somebody is working at the counter.
import { parentPort, workerData } from 'node:worker_threads';
import { GatePass } from '../customer-import/write-gate.ts';
import { connect } from '../database/connection.ts';
import { type FoundPair, pairsOfPart } from './find-pairs.ts';

export type DuplicateOrder = {
  database: { file: string; key: Uint8Array };
  /** Of the counter's write gate: tells whether somebody is working. */
  gate: SharedArrayBuffer;
  /** [0] asked to end, [1] connected. */
  flags: SharedArrayBuffer;
  part: number;
  parts: number;
};
export type DuplicateAnswer = { kind: 'pairs'; pairs: FoundPair[] } | { kind: 'part'; done: number };

const PAIRS_AT_ONCE = 100;
/** Between portions: next to nothing when nobody is there. */
const BREATH_MS = { nobodyThere: 1, somebodyWorks: 40 };

class Ended extends Error {}

const { database, gate, flags, part, parts } = workerData as DuplicateOrder;
const words = new Int32Array(flags);
const pass = new GatePass(gate);
const say = (answer: DuplicateAnswer) => parentPort?.postMessage(answer);
Atomics.store(words, 1, 1);
const sqlite = connect(database.file, Buffer.from(database.key), { cacheKilobytes: 8192 });
try {
  for (let at = part; at < parts; at += 1) {
    let pairs: FoundPair[] = [];
    for (const pair of pairsOfPart(sqlite, { part: at, parts }, breathe)) {
      pairs.push(pair);
      if (pairs.length < PAIRS_AT_ONCE) continue;
      say({ kind: 'pairs', pairs });
      pairs = [];
    }
    say({ kind: 'pairs', pairs });
    say({ kind: 'part', done: at + 1 });
  }
} catch (error) {
  if (!(error instanceof Ended)) throw error;
} finally {
  sqlite.close();
  Atomics.store(words, 1, 0);
  Atomics.notify(words, 1);
}

function breathe(): void {
  const pause = pass.savesExpected ? BREATH_MS.somebodyWorks : BREATH_MS.nobodyThere;
  if (Atomics.load(words, 0) === 0) Atomics.wait(words, 0, 0, pause);
  if (Atomics.load(words, 0) !== 0) throw new Ended();
}
