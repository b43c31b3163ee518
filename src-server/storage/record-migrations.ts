// The later steps of migrations.ts: what is unique or remembered about customers' records beside the rows themselves. A step that
// was shipped is never changed.
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { otherSubjects } from './also-about.ts';
import type { ServerTables } from './tables.ts';

type Any = Kysely<unknown>;

export const recordMigrations: Record<string, Migration> = {
  '0012-merge': {
    async up(db: Any) {
      await db.schema
        .createTable('mergedRecord')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('otherId', 'text', (c) => c.notNull())
        .addColumn('survivorId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('mergedRecord_key', ['chainId', 'otherId'])
        .execute();
      await db.schema
        .createIndex('mergedRecord_survivor')
        .on('mergedRecord')
        .columns(['chainId', 'survivorId'])
        .execute();
      await db.schema
        .createTable('mergeSnapshot')
        .addColumn('mergeId', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('survivorId', 'text', (c) => c.notNull())
        .addColumn('otherId', 'text', (c) => c.notNull())
        .addColumn('mergedAt', 'bigint', (c) => c.notNull())
        .addColumn('undoUntil', 'bigint', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createIndex('mergeSnapshot_survivor')
        .on('mergeSnapshot')
        .columns(['chainId', 'survivorId'])
        .execute();
    },
  },
  '0013-cards': {
    async up(db: Any) {
      await db.schema
        .createTable('cardNumber')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('cardId', 'text', (c) => c.notNull())
        .addColumn('key', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('cardNumber_key', ['chainId', 'cardId'])
        .execute();
      await db.schema.createIndex('cardNumber_number').on('cardNumber').columns(['chainId', 'key']).execute();
    },
  },
  '0016-external-number': {
    async up(db: Any) {
      await db.schema
        .createTable('externalNumber')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addColumn('number', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('externalNumber_key', ['chainId', 'customerId'])
        .execute();
      await db.schema
        .createIndex('externalNumber_number')
        .on('externalNumber')
        .columns(['chainId', 'number'])
        .execute();
    },
  },
  '0017-erasure': {
    async up(db: Any) {
      await db.schema
        .createTable('erasedCustomer')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addColumn('erasedAt', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('erasedCustomer_key', ['chainId', 'customerId'])
        .execute();
      await db.schema
        .createTable('alsoAbout')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('subjectId', 'text', (c) => c.notNull())
        .addColumn('changeSetId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('alsoAbout_key', ['chainId', 'subjectId', 'changeSetId'])
        .execute();
      await indexEarlierSets(db);
    },
  },
  '0018-log-clearing': {
    async up(db: Any) {
      await db.schema
        .createTable('logClearing')
        .addColumn('chainId', 'text', (c) => c.primaryKey())
        .addColumn('begunAt', 'bigint', (c) => c.notNull())
        .addColumn('body', 'text')
        .execute();
    },
  },
};

// --- details

const SETS_AT_ONCE = 1000;

/** What was pushed before the index of subjects was there. */
async function indexEarlierSets(db: Any): Promise<void> {
  const known = db as unknown as Kysely<ServerTables>;
  for (let after = { chainId: '', id: '' }; ; ) {
    const sets = await known
      .selectFrom('syncedRow')
      .select(['chainId', 'id', 'subjectId', 'body'])
      .where('tableName', '=', 'changeSet')
      .where((eb) =>
        eb.or([
          eb('chainId', '>', after.chainId),
          eb.and([eb('chainId', '=', after.chainId), eb('id', '>', after.id)]),
        ]),
      )
      .orderBy('chainId')
      .orderBy('id')
      .limit(SETS_AT_ONCE)
      .execute();
    const last = sets.at(-1);
    if (!last) return;
    after = last;
    const about = sets.flatMap(({ chainId, id, subjectId, body }) =>
      otherSubjects(subjectId, String((JSON.parse(body) as { changes?: string }).changes ?? '[]')).map((other) => ({
        ...{ chainId, subjectId: other, changeSetId: id },
      })),
    );
    for (let from = 0; from < about.length; from += SETS_AT_ONCE)
      await known
        .insertInto('alsoAbout')
        .values(about.slice(from, from + SETS_AT_ONCE))
        .execute();
  }
}
