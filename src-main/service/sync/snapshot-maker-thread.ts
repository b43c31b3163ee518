// A branch's rows become a counter's database: the branch server runs this in a thread of its own and hands the rows in, page by
// page. It writes to a folder that nobody else knows yet, so nothing here has to survive a power cut.
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromMaker, MakerStart, ToMaker } from '../../../src-shared/snapshot/maker.ts';
import { openDatabase } from '../database/open.ts';
import { searchIdleStep } from '../search/idle.ts';
import { prepareSearch } from '../search/prepare.ts';
import { SHAPE } from './fetch-again.ts';
import { takeRows } from './take-rows.ts';

const { directory, key, migrations } = workerData as MakerStart;
const db = openDatabase({ dataDirectory: directory, key: Buffer.from(key), migrationsDirectory: migrations });
db.sqlite.pragma('synchronous = OFF');

parentPort?.on('message', (message: ToMaker) => {
  if (message.kind === 'finish') void finish();
  else {
    // Without projections: the index is built once, from all of them.
    takeRows({ db, projections: [], now: () => 0 }, message.rows, () => []);
    answer({ kind: 'took' });
  }
});

async function finish(): Promise<void> {
  prepareSearch(db.sqlite);
  while (searchIdleStep(db.sqlite));
  const { customers } = db.sqlite
    .prepare('SELECT count(*) AS customers FROM customer WHERE removedAt IS NULL')
    .get() as { customers: number };
  db.sqlite.pragma('journal_mode = DELETE');
  db.sqlite.close();
  const hash = createHash('sha256');
  for await (const part of createReadStream(db.file)) hash.update(part as Buffer);
  const { size } = statSync(db.file);
  answer({ kind: 'finished', file: db.file, size, sha256: hash.digest('hex'), shape: SHAPE, customers });
}

function answer(message: FromMaker): void {
  parentPort?.postMessage(message);
}
