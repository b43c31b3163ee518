// Joining, pushing, pulling and numbers, as a counter asks for them.
import type { WireRow } from '../../src-shared/sync/protocol.ts';
import { admitted, type calls, checkProtocol } from '../http/calls.ts';
import { addressKey } from '../http/limits.ts';
import { endFounding, type JoinParts, join } from '../joining.ts';
import type { Dialect } from '../storage/storage.ts';
import { leaseBlock } from './numbers.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { tallies } from './tallies.ts';

export function syncDoor(os: typeof calls.sync) {
  return {
    join: os.join.handler(async ({ context: { server, address }, input, errors }) => {
      checkProtocol(input);
      const { wrongCodes } = server.limits;
      const from = addressKey(address);
      const retryAfterSeconds = wrongCodes.refusedFor(from);
      if (retryAfterSeconds !== null) throw errors.TOO_MANY({ data: { retryAfterSeconds } });
      const { db, dialect } = server.storage;
      const answer = await join(db, { now: server.now(), newId: server.newId, announce: announceTo(dialect) }, input);
      if (answer === 'CODE') wrongCodes.count(from);
      if (typeof answer === 'string') throw errors[answer]();
      return answer;
    }),

    push: os.push.handler(async ({ context, input }) => {
      const { server } = context;
      checkProtocol(input);
      const workstation = await admitted(context, input.version);
      const { db, dialect } = server.storage;
      return written(await push({ ...server, db, dialect }, workstation, input.sets, input.proofs));
    }),

    pull: os.pull.handler(async ({ context, input, errors }) => {
      const { server } = context;
      checkProtocol(input);
      const workstation = await admitted(context, input.version);
      // Whoever pulls has said all: what counted without rights ends here.
      await endFounding(server.storage.db, workstation);
      const answer = await pull({ db: server.storage.db, now: server.now }, workstation, input);
      if (!answer) throw errors.UNKNOWN_WORKSTATION();
      return written(answer);
    }),

    leaseNumbers: os.leaseNumbers.handler(async ({ context, input, errors }) => {
      const { chainId } = await admitted(context);
      const { db, dialect } = context.server.storage;
      const block = await db.transaction().execute((trx) => leaseBlock(trx, dialect, chainId, input.count, input.from));
      if (!block) throw errors.UNKNOWN_WORKSTATION();
      return block;
    }),

    tallies: os.tallies.handler(async ({ context, input, errors }) => {
      checkProtocol(input);
      const workstation = await admitted(context, input.version);
      const { storage, now, logClearing } = context.server;
      const answer = await tallies(storage.db, now(), workstation, () => logClearing.of(workstation.chainId));
      if (!answer) throw errors.UNKNOWN_WORKSTATION();
      return answer;
    }),
  };
}

// --- details

/**
 * The rows as they are written: texts, numbers and null, in which the library need not look for dates and sets, value by value.
 * It passes over what is an object of nobody's making that it knows.
 */
class WrittenRows {
  readonly #rows: readonly WireRow[];
  constructor(rows: readonly WireRow[]) {
    this.#rows = rows;
  }
  toJSON(): readonly WireRow[] {
    return this.#rows;
  }
}

/** To the library an answer like any other; nothing but JSON.stringify ever looks into it. */
function written<A extends { rows: WireRow[] }>(answer: A): A {
  return { ...answer, rows: new WrittenRows(answer.rows) as unknown as WireRow[] };
}

/** News for the whole chain without a new row. */
function announceTo(dialect: Dialect): JoinParts['announce'] {
  return async (trx, chainId) => {
    const chain = await trx.selectFrom('chain').select('revision').where('id', '=', chainId).executeTakeFirstOrThrow();
    await dialect.announce(trx, chainId, chain.revision, null);
  };
}
