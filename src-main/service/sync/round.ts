// One round with the branch server: push what waits, then pull what is new. It can be cut anywhere and begun anew; when it
// is done, this workstation has said all and heard all.
import { type ChainHead, PROTOCOL_VERSION, PULL_ROWS, PUSH_SETS } from '../../../src-shared/sync/protocol.ts';
import type { Touched } from '../database/save.ts';
import { remindOfErasures } from '../erasure/confirm.ts';
import { beginEpoch, dropUnknown, fetchAgain, renumber, SHAPE } from './fetch-again.ts';
import { membership, rememberMembership } from './membership.ts';
import { addLent, numbersToLend } from './number-blocks.ts';
import { outboxSets } from './outbox.ts';
import type { ServerLine } from './server-line.ts';
import { type Taking, takeAnswers, takeRows } from './take-rows.ts';

export type RoundParts = Taking & {
  line: ServerLine;
  version: string;
  /** Of who has typed his PIN here. */
  proofs: () => string[];
  /** Told after each transaction. */
  took: (touched: readonly Touched[]) => void;
  /** Customers so far and in all, while the first fill runs. */
  filling: (done: number, total: number) => void;
  heard: (head: ChainHead) => void;
  /** Ends the round between two messages. */
  stopped: () => boolean;
};

/** @throws what the line says (server-line.ts), the database's errors */
export async function syncRound(parts: RoundParts): Promise<void> {
  const { db, stopped } = parts;
  const member = membership(db.sqlite);
  // A newer program knows columns that were left out when rows came.
  if (member?.shape && member.shape !== SHAPE) fetchAgain(db.sqlite);
  await renumber(db.sqlite, stopped);
  await pushAll(parts);
  await pullAll(parts);
  await lendNumbers(parts);
}

// --- details

async function pushAll(parts: RoundParts): Promise<void> {
  const { db, line, version } = parts;
  for (;;) {
    const sets = outboxSets(db.sqlite, PUSH_SETS);
    if (sets.length === 0 || parts.stopped()) return;
    const answer = await line.sync.push({ protocol: PROTOCOL_VERSION, version, sets, proofs: parts.proofs() });
    if (parts.stopped()) return;
    parts.heard(answer.head);
    if (isAnotherEpoch(parts, answer.head)) {
      await remindOfErasures(db.sqlite, line);
      beginEpoch(db.sqlite, answer.head);
      await renumber(db.sqlite, parts.stopped);
    }
    parts.took(takeAnswers(parts, answer.answers, answer.rows));
    if (answer.answers.length === 0) throw new Error('the server answered none of the sets');
  }
}

async function pullAll(parts: RoundParts): Promise<void> {
  const { db, line, version } = parts;
  for (;;) {
    const member = membership(db.sqlite);
    if (!member || parts.stopped()) return;
    const { cursor, filled } = member;
    if (member.filling) parts.filling(member.filling.done, member.filling.total);
    const answer = await line.sync.pull({
      protocol: PROTOCOL_VERSION,
      version,
      cursor,
      rows: PULL_ROWS,
      skipOwn: filled,
    });
    if (parts.stopped()) return;
    parts.heard(answer.head);
    if (isAnotherEpoch(parts, answer.head)) {
      await remindOfErasures(db.sqlite, line);
      beginEpoch(db.sqlite, answer.head);
      return syncRound(parts);
    }
    const next = { chainId: member.chainId, epoch: answer.head.epoch, cursor: answer.cursor, shape: SHAPE };
    const before = member.filling ?? { done: 0, total: answer.total };
    const customers = answer.rows.filter(({ table, removedAt }) => table === 'customer' && removedAt === null).length;
    const filling = filled || !answer.more ? null : { ...before, done: before.done + customers };
    const touched = takeRows(
      parts,
      answer.rows,
      () => {
        rememberMembership(db.sqlite, { ...next, filled: filled || !answer.more, filling });
        return answer.more ? [] : dropUnknown(db.sqlite);
      },
      answer.gone,
    );
    parts.took(touched);
    if (filling) parts.filling(filling.done, filling.total);
    if (!answer.more) return;
  }
}

function isAnotherEpoch({ db }: RoundParts, { epoch }: ChainHead): boolean {
  const known = membership(db.sqlite)?.epoch ?? null;
  return known !== null && known !== epoch;
}

/** Ahead of need, so that there are some when the server cannot be reached. @throws what the line says */
async function lendNumbers({ db, line, stopped }: RoundParts): Promise<void> {
  const count = numbersToLend(db.sqlite);
  if (count === 0 || stopped() || !membership(db.sqlite)) return;
  const block = await line.sync.leaseNumbers({ count });
  if (!stopped()) addLent(db.sqlite, block);
}
