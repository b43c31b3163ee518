// The steps from an empty database to the newest schema, the same on SQLite and PostgreSQL. A step that was shipped is never
// changed. Kysely's migrator keeps the books and holds a lock, so that two server processes may start at once.
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { recordMigrations } from './record-migrations.ts';

type Any = Kysely<unknown>;

/** @param bytes what the database calls a column of bytes */
export const migrations = (bytes: 'blob' | 'bytea'): Record<string, Migration> => ({
  '0001-sync': {
    async up(db: Any) {
      await db.schema
        .createTable('chain')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('epoch', 'text', (c) => c.notNull())
        .addColumn('revision', 'bigint', (c) => c.notNull())
        .addColumn('nextCustomerNumber', 'bigint', (c) => c.notNull())
        .addColumn('nextWorkstation', 'bigint', (c) => c.notNull())
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('workstationKey')
        .addColumn('workstationId', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text', (c) => c.notNull())
        .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('foundedAt', 'bigint')
        .addColumn('revokedAt', 'bigint')
        .addColumn('lastSeenAt', 'bigint', (c) => c.notNull())
        .addColumn('version', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('activationCode')
        .addColumn('codeHash', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text')
        .addColumn('workstationId', 'text')
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('expiresAt', 'bigint', (c) => c.notNull())
        .addColumn('usedAt', 'bigint')
        .execute();
      await db.schema
        .createTable('syncedRow')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('tableName', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text')
        .addColumn('subjectId', 'text', (c) => c.notNull())
        .addColumn('revision', 'bigint', (c) => c.notNull())
        .addColumn('changedAt', 'bigint', (c) => c.notNull())
        .addColumn('removedAt', 'bigint')
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('marks', 'text', (c) => c.notNull())
        .addColumn('writtenBy', 'text')
        .addPrimaryKeyConstraint('syncedRow_key', ['chainId', 'tableName', 'id'])
        .execute();
      await db.schema.createIndex('syncedRow_feed').on('syncedRow').columns(['chainId', 'revision']).unique().execute();
      await db.schema.createIndex('syncedRow_subject').on('syncedRow').columns(['chainId', 'subjectId']).execute();
      await db.schema
        .createTable('customerNumber')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('number', 'text', (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('customerNumber_key', ['chainId', 'number'])
        .execute();
      await db.schema
        .createIndex('customerNumber_customer')
        .on('customerNumber')
        .columns(['chainId', 'customerId'])
        .execute();
      await db.schema
        .createTable('judgedSet')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('workstationId', 'text', (c) => c.notNull())
        .addColumn('revision', 'bigint', (c) => c.notNull())
        .addColumn('receivedAt', 'bigint', (c) => c.notNull())
        .addColumn('verdict', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('judgedSet_key', ['chainId', 'id'])
        .execute();
    },
  },
  '0002-blobs': {
    async up(db: Any) {
      await db.schema
        .createTable('namedBlob')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('documentId', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text')
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('mediaType', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('namedBlob_key', ['chainId', 'documentId'])
        .execute();
      await db.schema.createIndex('namedBlob_content').on('namedBlob').columns(['chainId', 'sha256']).execute();
      await db.schema
        .createTable('blob')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('completedAt', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('blob_key', ['chainId', 'sha256'])
        .execute();
      await db.schema
        .createTable('blobPart')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('position', 'bigint', (c) => c.notNull())
        .addColumn('bytes', sql.raw(bytes), (c) => c.notNull())
        .addPrimaryKeyConstraint('blobPart_key', ['chainId', 'sha256', 'position'])
        .execute();
    },
  },
  '0003-workstations': {
    async up(db: Any) {
      await db.schema
        .createTable('endedToken')
        .addColumn('tokenHash', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('workstationId', 'text', (c) => c.notNull())
        .addColumn('endedAt', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('wrongPin')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('count', 'bigint', (c) => c.notNull())
        .addColumn('until', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('wrongPin_key', ['chainId', 'subject'])
        .execute();
    },
  },
  '0004-app-access': {
    async up(db: Any) {
      await db.schema
        .createTable('appLogin')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('accessId', 'text', (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text')
        .addColumn('active', 'integer', (c) => c.notNull())
        .addColumn('loginCodeHash', 'text')
        .addColumn('passwordHash', 'text')
        .addColumn('failures', 'integer', (c) => c.notNull())
        .addColumn('locks', 'integer', (c) => c.notNull())
        .addColumn('lockedUntil', 'bigint')
        .addPrimaryKeyConstraint('appLogin_key', ['chainId', 'accessId'])
        .execute();
      await db.schema
        .createTable('appCode')
        .addColumn('codeHash', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('accessId', 'text', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('deviceKey')
        .addColumn('deviceId', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('accessId', 'text', (c) => c.notNull())
        .addColumn('keyHash', 'text', (c) => c.notNull().unique())
        .addColumn('previousHash', 'text')
        .addColumn('issuedAt', 'bigint', (c) => c.notNull())
        .addColumn('usedAt', 'bigint')
        .addColumn('lastSeenAt', 'bigint', (c) => c.notNull())
        .addColumn('endedAt', 'bigint')
        .addColumn('endReason', 'text')
        .execute();
      await db.schema.createIndex('deviceKey_previous').on('deviceKey').column('previousHash').execute();
      await db.schema.createIndex('deviceKey_access').on('deviceKey').columns(['chainId', 'accessId']).execute();
    },
  },
  '0005-branch-search': {
    async up(db: Any) {
      // Ranges of keys go by the order of bytes, whatever language the database speaks.
      const ordered = sql.raw(bytes === 'bytea' ? 'text COLLATE "C"' : 'text');
      await db.schema
        .createTable('branchSearchDirty')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('branchSearchDirty_key', ['chainId', 'customerId'])
        .execute();
      await db.schema
        .createTable('branchSearchLine')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text', (c) => c.notNull())
        .addColumn('status', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('branchSearchLine_key', ['chainId', 'customerId'])
        .execute();
      await db.schema
        .createTable('branchSearchKey')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('key', ordered, (c) => c.notNull())
        .addColumn('customerId', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('branchSearchKey_key', ['chainId', 'kind', 'key', 'customerId'])
        .execute();
      await db.schema
        .createIndex('branchSearchKey_customer')
        .on('branchSearchKey')
        .columns(['chainId', 'customerId'])
        .execute();
      await db.schema
        .createTable('movedAway')
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('branchId', 'text', (c) => c.notNull())
        .addColumn('tableName', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('revision', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('movedAway_key', ['chainId', 'branchId', 'tableName', 'id'])
        .execute();
    },
  },
  '0004-epoch': {
    async up(db: Any) {
      await db.schema
        .alterTable('chain')
        .addColumn('epochFrom', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
  '0006-epoch-before': {
    async up(db: Any) {
      await db.schema.alterTable('chain').addColumn('epochBefore', 'text').execute();
    },
  },
  '0007-administrator-proof': {
    async up(db: Any) {
      await db.schema
        .createTable('administratorProof')
        .addColumn('tokenHash', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('workstationId', 'text', (c) => c.notNull())
        .addColumn('employeeId', 'text', (c) => c.notNull())
        .addColumn('until', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
  '0008-mail': {
    async up(db: Any) {
      await db.schema
        .createTable('mailAccount')
        .addColumn('chainId', 'text', (c) => c.primaryKey())
        .addColumn('host', 'text', (c) => c.notNull())
        .addColumn('port', 'bigint', (c) => c.notNull())
        .addColumn('security', 'text', (c) => c.notNull())
        .addColumn('user', 'text', (c) => c.notNull())
        .addColumn('sealedPassword', 'text')
        .addColumn('senderName', 'text', (c) => c.notNull())
        .addColumn('senderAddress', 'text', (c) => c.notNull())
        .addColumn('changedAt', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('mailOutcome')
        .addColumn('chainId', 'text', (c) => c.primaryKey())
        .addColumn('worksSince', 'bigint')
        .addColumn('lastSentAt', 'bigint')
        .addColumn('failedAt', 'bigint')
        .addColumn('failure', 'text')
        .execute();
    },
  },
  '0008-registration': {
    async up(db: Any) {
      await db.schema
        .createTable('registration')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('tokenHash', 'text', (c) => c.notNull().unique())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('expiresAt', 'bigint', (c) => c.notNull())
        .addColumn('sentAt', 'bigint')
        .addColumn('keyHash', 'text', (c) => c.unique())
        .addColumn('branchId', 'text')
        .addColumn('taskId', 'text', (c) => c.unique())
        .addColumn('body', sql.raw(bytes))
        .addColumn('record', sql.raw(bytes))
        .execute();
    },
  },
  '0009-invitation': {
    async up(db: Any) {
      await db.schema
        .createTable('invitation')
        .addColumn('tokenHash', 'text', (c) => c.primaryKey())
        .addColumn('chainId', 'text', (c) => c.notNull())
        .addColumn('accessId', 'text', (c) => c.notNull())
        .addColumn('invitedHash', 'text', (c) => c.notNull())
        .addColumn('loginCodeHash', 'text', (c) => c.notNull())
        .addColumn('failures', 'bigint', (c) => c.notNull())
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('expiresAt', 'bigint', (c) => c.notNull())
        .addColumn('acceptedAt', 'bigint')
        .addColumn('endedAt', 'bigint')
        .execute();
      await db.schema.createIndex('invitation_access').on('invitation').columns(['chainId', 'accessId']).execute();
    },
  },
  // A workstation reads its branch's share by it, and counts it without touching a row.
  '0010-share': {
    async up(db: Any) {
      await db.schema
        .createIndex('syncedRow_share')
        .on('syncedRow')
        .columns(['chainId', 'branchId', 'revision', 'tableName'])
        .execute();
      await db.schema.dropIndex('syncedRow_feed').execute();
    },
  },
  ...recordMigrations,
});
