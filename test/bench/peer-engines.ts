// How each peer is set up to answer the box at its best: folded words, beginnings, all of them, twenty rows.

import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import { fold } from '../../src-shared/search/fold.ts';
import { BUILD } from './sample-database.ts';

export type PeerName = 'minisearch' | 'flexsearch' | 'pouchdb';

export type PeerRow = {
  last: string;
  first: string;
  number: string;
  birthDate: string | null;
  street: string;
  postcode: string;
  town: string;
  phone: string | null;
};

type Search = (text: string) => Promise<readonly PeerRow[]> | readonly PeerRow[];

const LIMIT = 20;

export async function peerEngine(name: PeerName, rows: readonly PeerRow[]): Promise<Search> {
  switch (name) {
    case 'minisearch':
      return miniSearch(rows);
    case 'flexsearch':
      return flexSearch(rows);
    case 'pouchdb':
      return await pouchFind(rows);
  }
}

function miniSearch(rows: readonly PeerRow[]): Search {
  const index = new MiniSearch({
    fields: ['last', 'first'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  for (const [id, { last, first }] of rows.entries()) index.add({ id, last, first });
  return (text) => {
    const found = index.search(fold(text), { prefix: true, combineWith: 'AND' });
    return found.slice(0, LIMIT).flatMap(({ id }) => rows[id as number] ?? []);
  };
}

function flexSearch(rows: readonly PeerRow[]): Search {
  const index = new FlexSearch.Index({ tokenize: 'forward', encode: (text: string) => text.split(' ') });
  for (const [id, { last, first }] of rows.entries()) index.add(id, `${last} ${first}`);
  return (text) => {
    const found = index.search(fold(text), { limit: LIMIT }) as number[];
    return found.flatMap((id) => rows[id] ?? []);
  };
}

type Pouch = {
  bulkDocs(docs: readonly object[]): Promise<unknown>;
  createIndex(index: object): Promise<unknown>;
  find(request: object): Promise<{ docs: PeerRow[] }>;
};

/** Its index is one ordered list, so the words must be told apart: 'last, first' by the comma, as typed. */
async function pouchFind(rows: readonly PeerRow[]): Promise<Search> {
  const require = createRequire(import.meta.url);
  const PouchDB = require('pouchdb') as { new (path: string): Pouch; plugin(plugin: unknown): void };
  PouchDB.plugin(require('pouchdb-find'));
  // Its views lie beside the database.
  const directory = join(BUILD, 'pouchdb-search');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const db = new PouchDB(join(directory, 'customers'));
  for (let from = 0; from < rows.length; from += 5_000) await db.bulkDocs(rows.slice(from, from + 5_000));
  await db.createIndex({ index: { fields: ['last', 'first'] } });
  const begins = (part: string) => ({ $gte: part, $lt: `${part}\uffff` });
  await db.find({ selector: { last: begins('a') }, limit: 1 });
  return async (text) => {
    const [last = '', first = ''] = text.split(',').map(fold);
    const selector = first === '' ? { last: begins(last) } : { last: begins(last), first: begins(first) };
    return (await db.find({ selector, sort: ['last', 'first'], limit: LIMIT })).docs;
  };
}
