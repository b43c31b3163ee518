// Y4: a new workstation, from the moment its code is typed in until a search finds a customer there: by the file that the server
// has made, by rows, and in turn with the bare copy of a file of that size over the same kind of wire.
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startServer } from '../support/branch-server.ts';
import type { Bench } from './bench.ts';
import { Child } from './child.ts';
import { median, ROUNDS } from './measure.ts';
import { mb } from './report.ts';
import { freshFolder } from './sync-peers.ts';
import type { SyncQuestion } from './sync-process.ts';

/** The founder has to send them first, which nobody measures here. */
const MOST_CUSTOMERS = 200_000;
const seconds = (value: number) => `${value.toFixed(2)} s`;

type Filled = { seconds: number; customers: number; byFile: boolean };

export async function measureFirstFill({ report, count }: Pick<Bench, 'report' | 'count'>): Promise<void> {
  const customers = Math.min(MOST_CUSTOMERS, count);
  const folder = freshFolder('fill-server');
  const server = await startServer({
    ...{ TRESEN_DATA: join(folder, 'data'), TRESEN_KEY_FILE: join(folder, 'server.key') },
    ...{ TRESEN_HOST: '127.0.0.1', TRESEN_LOG: 'warn' },
  });
  const founder = new Child('sync-process', [freshFolder('fill-founder'), 'byHand']);
  try {
    await founder.ask({
      kind: 'found',
      address: server.address,
      code: server.foundingCode ?? '',
    } satisfies SyncQuestion);
    await founder.ask({ kind: 'fill', count: customers } satisfies SyncQuestion);
    await founder.ask({ kind: 'round' } satisfies SyncQuestion);
    const join = async (name: string, road: 'file' | 'rows'): Promise<Filled> => {
      const { code } = await founder.ask<{ code: string }>({ kind: 'code' } satisfies SyncQuestion);
      await founder.ask({ kind: 'round' } satisfies SyncQuestion);
      await founder.ask({ kind: 'fileReady' } satisfies SyncQuestion);
      const counter = new Child('sync-process', [freshFolder(name), 'byHand', road]);
      try {
        const filled = await counter.ask<Filled>({
          ...{ kind: 'fillFirst', address: server.address, code },
        } satisfies SyncQuestion);
        if (filled.byFile !== (road === 'file')) throw new Error(`not filled by ${road}`);
        if (filled.customers !== customers) throw new Error(`${filled.customers} of ${customers} arrived by ${road}`);
        return filled;
      } finally {
        await counter.end();
      }
    };
    const { size, made } = await founder.ask<{ size: number; made: number }>({
      kind: 'fileReady',
    } satisfies SyncQuestion);
    const found = { file: [] as number[], rows: [] as number[], copy: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      found.copy.push(await copyOver(size));
      found.file.push((await join('fill-file', 'file')).seconds);
      if (round === 0) found.rows.push((await join('fill-rows', 'rows')).seconds);
    }
    const [file, rows, copy] = [median(found.file), median(found.rows), median(found.copy)];
    const what = `first fill of ${customers.toLocaleString('en')} customers until found by a search`;
    report.goal({
      ...{ id: 'Y4', what, value: seconds(file), against: `copy of ${mb(size)} over HTTP ${seconds(copy)}` },
      ...{
        ratio: file / copy,
        atMost: 2,
        note: `made beforehand in ${seconds(made)}; enciphered anew with the own key`,
      },
    });
    report.goal({
      ...{ id: 'Y4', what, value: seconds(file), against: `rows ${seconds(rows)}`, ratio: rows / file, atLeast: 5 },
    });
  } finally {
    await founder.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file of so many bytes from one disk to the other over loopback, down to the disk. @returns seconds */
async function copyOver(size: number): Promise<number> {
  const folder = freshFolder('fill-copy');
  const from = join(folder, 'from');
  await pipeline(createReadStream('/dev/urandom', { end: size - 1 }), createWriteStream(from));
  const server = createServer((_request, response) => void pipeline(createReadStream(from), response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const to = join(folder, 'to');
  const began = performance.now();
  await new Promise<void>((resolve, reject) => {
    get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, (response) => {
      pipeline(response, createWriteStream(to)).then(resolve, reject);
    }).once('error', reject);
  });
  const file = openSync(to, 'r+');
  fsyncSync(file);
  closeSync(file);
  const took = (performance.now() - began) / 1000;
  if (statSync(to).size !== size) throw new Error('the copy is not complete');
  server.close();
  rmSync(folder, { recursive: true, force: true });
  return took;
}
