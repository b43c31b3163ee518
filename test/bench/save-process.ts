// The product saving: five fields of one customer in one transaction through save(), with the change log and the search
// index; and beside it the bare cost of writing as many bytes and having them on the disk.
import { closeSync, fdatasyncSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { answerQuestions } from './answering.ts';
import { savingIn } from './saving.ts';

const [directory = ''] = process.argv.slice(2);

export type SaveQuestion =
  /** Saves without a pause; idle work after every `idleEvery`, each of its steps timed apart. */
  | { kind: 'save'; times: number; idleEvery?: number }
  | { kind: 'limit'; times: number; bytes: number }
  /** Bytes the log has grown by a save, with the log begun anew before. */
  | { kind: 'walBytes'; times: number }
  | { kind: 'promises' }
  | { kind: 'start'; perSecond: number }
  | { kind: 'stop' };

const { db, idle, steps, saveOne } = savingIn(directory);
const { sqlite } = db;

answerQuestions<SaveQuestion>(async (question) => {
  switch (question.kind) {
    case 'save':
      return saves(question.times, question.idleEvery ?? 0);
    case 'limit':
      return { times: limit(question.times, question.bytes) };
    case 'walBytes':
      return { bytes: walBytes(question.times) };
    case 'promises':
      return {
        synchronous: sqlite.pragma('synchronous', { simple: true }),
        journal: sqlite.pragma('journal_mode', { simple: true }),
      };
    case 'start':
      return start(question.perSecond);
    case 'stop':
      return stop();
  }
});

function saves(times: number, idleEvery: number): { times: number[]; idle: number[] } {
  const found: { times: number[]; idle: number[] } = { times: [], idle: steps };
  steps.length = 0;
  for (let at = 1; at <= times; at += 1) {
    found.times.push(timed(saveOne));
    if (idleEvery > 0 && at % idleEvery === 0) idle.runNow();
  }
  return found;
}

/** Overwrites the same stretch of a file again and again, each time down to the disk. */
function limit(times: number, bytes: number): number[] {
  const file = openSync(join(directory, 'limit'), 'w');
  const content = Buffer.alloc(bytes, 1);
  writeSync(file, content, 0, bytes, 0);
  fdatasyncSync(file);
  const found = Array.from({ length: times }, () =>
    timed(() => {
      writeSync(file, content, 0, bytes, 0);
      fdatasyncSync(file);
    }),
  );
  closeSync(file);
  return found;
}

function walBytes(times: number): number {
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.pragma('wal_autocheckpoint = 0');
  for (let at = 0; at < times; at += 1) saveOne();
  sqlite.pragma('wal_autocheckpoint = 1000');
  const { size } = statSync(`${db.file}-wal`);
  idle.runNow();
  return size / times;
}

let running: { timer: NodeJS.Timeout; began: number; made: number } | null = null;

/** Keeps up with the rate as far as it can; idle work goes on by its own rules. */
function start(perSecond: number): object {
  const state = { timer: setInterval(() => undefined, 1_000), began: performance.now(), made: 0 };
  clearInterval(state.timer);
  state.timer = setInterval(() => {
    const due = ((performance.now() - state.began) / 1000) * perSecond;
    for (let burst = 0; state.made < due && burst < 10; burst += 1) {
      saveOne();
      idle.saved();
      state.made += 1;
    }
  }, 1);
  running = state;
  return {};
}

function stop(): { rate: number } {
  if (!running) return { rate: 0 };
  clearInterval(running.timer);
  const rate = running.made / ((performance.now() - running.began) / 1000);
  running = null;
  return { rate };
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
