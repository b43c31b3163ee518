// The long work on database files, as the background's process does it: each job by name, with what it takes and gives.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { backUp } from './backup.ts';
import { flushFile } from './disk.ts';
import {
  type Contents,
  connectBeside,
  connectToBackup,
  connectToCopy,
  contentsOf,
  integrityProblems,
} from './integrity.ts';

export type Jobs = {
  /** The full check of the counter's database. */
  check: { input: { file: string; key: Uint8Array }; output: { problems: string[] } };
  backUp: { input: { file: string; key: Uint8Array; target: string }; output: { size: number } };
  /** What is in a finished backup. */
  inspect: { input: { file: string; key: Uint8Array }; output: { contents: Contents } };
  /** Makes a copy ready to become the database, reads every page of it, and says what is in it. */
  adopt: { input: { file: string; key: Uint8Array }; output: { contents: Contents; problems: string[] } };
  /** Makes a database that the server has made (sync/snapshot-fill.ts) this counter's own: its key, what it knows of itself. */
  adoptSnapshot: {
    input: { file: string; fromKey: Uint8Array; key: Uint8Array; local: readonly { key: string; value: string }[] };
    output: { done: true };
  };
  /** Copies a file byte for byte and flushes it, telling how far it has come (0 … 1). */
  copy: { input: { from: string; to: string }; output: { size: number } };
};

export type JobName = keyof Jobs;

type Doing = { [N in JobName]: (input: Jobs[N]['input'], tell: (share: number) => void) => Jobs[N]['output'] };

export const jobs: Doing = {
  check: ({ file, key }) => {
    const sqlite = connectBeside(file, Buffer.from(key));
    try {
      return { problems: integrityProblems(sqlite) };
    } finally {
      sqlite.close();
    }
  },
  backUp: ({ file, key, target }) => ({ size: backUp(file, Buffer.from(key), target) }),
  inspect: ({ file, key }) => {
    const sqlite = connectToBackup(file, Buffer.from(key));
    try {
      return { contents: contentsOf(sqlite) };
    } finally {
      sqlite.close();
    }
  },
  adopt: ({ file, key }) => {
    const sqlite = connectToCopy(file, Buffer.from(key));
    try {
      return { contents: contentsOf(sqlite), problems: integrityProblems(sqlite) };
    } finally {
      sqlite.close();
      flushFile(file);
    }
  },
  adoptSnapshot: ({ file, fromKey, key, local }) => {
    const sqlite = connectToCopy(file, Buffer.from(fromKey));
    try {
      const keep = sqlite.prepare('INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)');
      sqlite.transaction(() => {
        for (const one of local) keep.run(one.key, one.value);
      })();
      // Every page is read, authenticated with the old key and written with the new one.
      sqlite.pragma(`rekey = "x'${Buffer.from(key).toString('hex')}'"`);
    } finally {
      sqlite.close();
      flushFile(file);
    }
    return { done: true };
  },
  copy: ({ from, to }, tell) => copyFile(from, to, tell),
};

const CHUNK = 4 * 1024 * 1024;

function copyFile(from: string, to: string, tell: (share: number) => void): { size: number } {
  rmSync(to, { force: true });
  const source = openSync(from, 'r');
  try {
    const target = openSync(to, 'wx', 0o600);
    try {
      const { size } = fstatSync(source);
      const chunk = Buffer.allocUnsafe(CHUNK);
      let done = 0;
      for (let read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) {
        for (let written = 0; written < read; ) written += writeSync(target, chunk, written, read - written);
        done += read;
        tell(size === 0 ? 1 : done / size);
      }
      fsyncSync(target);
      return { size: done };
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}
