// What has run out, for the tests of the server's expiry: documents and rows as old as wanted, and what of them is left.
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import { keepBlob } from '../../src-server/blobs/keep.ts';
import type { Server } from '../../src-server/server.ts';
import { writeAsServer } from '../../src-server/sync/server-write.ts';
import type { Held } from '../../src-server/sync/world.ts';
import { germanDay } from '../../src-shared/calendar/day.ts';
import type { LoggedSet, ShownValue } from '../../src-shared/change-log/contract.ts';
import { SURE_DAYS } from '../../src-shared/change-log/log-bounds.ts';
import { bodySchema } from '../../src-shared/row-schemas.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import type { TestCounter } from './counter.ts';
import { samplePdf } from './files.ts';
import { houseOf } from './hard-cases.ts';
import { round } from './sync.ts';
import { DAY, now, upkeepDesk } from './upkeep-desk.ts';

/** All of a record's change log, newest first. */
export const LOG = { filters: { field: null, employeeId: null, from: null, to: null, action: null }, cursor: null };
export const sureYear = Number(germanDay(now - (SURE_DAYS - 1) * DAY).slice(0, 4));
export const noonOf = (year: number, day: string) => Date.parse(`${year}-${day}T12:00:00Z`);
/** Run out with the last year, and kept for this one still. */
export const [old, young] = [noonOf(sureYear - 13, '12-31'), noonOf(sureYear - 12, '01-01')];

/** A fresh server and counter before each test, with one customer. */
export function expiryDesk(kind: 'SQLite' | 'PostgreSQL') {
  const desk = upkeepDesk(kind);
  const { chain, db, branchId } = desk;
  const own = (): Server => chain.server.running.server;
  /** The next look is the next day's. */
  const nextDay = () => {
    chain.server.clock.now += DAY;
  };

  const document = (id: string, more: Record<string, JsonValue>): Record<string, JsonValue> => ({
    ...{
      customerId: chain.customerId,
      kind: 'other',
      name: `${id}.pdf`,
      mediaType: 'application/pdf',
      size: 9,
      sha256: 'e'.repeat(64),
    },
    ...{ createdBy: null, ...more },
  });
  /** A document with its content, as a counter has sent it so long ago. @returns its id */
  const filed = async (at: number, more: Record<string, JsonValue> = {}): Promise<string> => {
    const id = uuidv7({ msecs: at });
    const bytes = await samplePdf({ text: id });
    await writeAsServer(own(), chain.chainId, async (writing) => {
      const sha256 = await keepBlob(writing.trx, own(), chain.chainId, bytes);
      const said = document(id, { size: bytes.length, sha256, createdAt: at, ...more });
      writing.make('document', id, said.customerId === null ? null : branchId(), bodySchema('document').parse(said));
    });
    return id;
  };
  const held = async (table: Held['table']) => {
    const rows = await db()
      .selectFrom('syncedRow')
      .select(['id', 'body', 'branchId', 'removedAt'])
      .where('tableName', '=', table)
      .orderBy('id')
      .execute();
    return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, JsonValue> }));
  };
  const living = async (table: Held['table'], ids: readonly string[]) => {
    const rows = (await held(table)).filter(({ removedAt }) => removedAt === null).map(({ id }) => id);
    return ids.filter((id) => rows.includes(id));
  };
  const contentsOnServer = async () => {
    const parts = await db().selectFrom('blobPart').select('sha256').distinct().execute();
    return parts.map(({ sha256 }) => sha256).sort();
  };
  const at = (one: TestCounter, sql: string) => houseOf(one).db.sqlite.prepare(sql).pluck().all() as string[];
  const contentsAt = (one: TestCounter) => at(one, 'SELECT sha256 FROM blob ORDER BY sha256');
  /** An hour later they count again. */
  const compare = async (one: TestCounter) => {
    chain.server.clock.now += 2 * 3_600_000;
    await round(one);
    expect(chain.logged).toEqual([]);
  };

  return { ...desk, own, nextDay, document, filed, held, living, contentsOnServer, at, contentsAt, compare };
}

/** 'remove Befund.pdf', 'remove 3' … */
export function told(set: LoggedSet | undefined): string[] {
  const name = (about: ShownValue | null) =>
    about?.kind === 'text' ? about.text : about?.kind === 'number' ? about.number : '';
  return (set?.changes ?? []).map(({ action, about }) => `${action} ${name(about)}`).sort();
}
