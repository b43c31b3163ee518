// Fetches what is new, page by page, and takes each with the place in the feed that it ends at. While one page is taken here,
// the server reads the next one.
import { PROTOCOL_VERSION, type PullAnswer } from '../../../src-shared/sync/protocol.ts';
import { remindOfErasures } from '../erasure/confirm.ts';
import { beginEpoch, dropUnknown, isAnotherEpoch, SHAPE } from './fetch-again.ts';
import { type Membership, membership, rememberMembership } from './membership.ts';
import type { RoundParts } from './round.ts';
import { onItsWay } from './server-line.ts';
import { takeRows } from './take-rows.ts';

/**
 * @returns 'anotherEpoch' where the server was restored and the whole round has to begin anew.
 * @throws what the line says (server-line.ts), the database's errors
 */
export async function pullAll(parts: RoundParts): Promise<'anotherEpoch' | undefined> {
  const { db, line, stopped } = parts;
  const begun = membership(db.sqlite);
  if (!begun || stopped()) return;
  if (begun.filling) parts.filling(begun.filling.done, begun.filling.total);
  let from = begun.cursor;
  for (let asked = ask(parts, begun, from); ; ) {
    const answer = await asked;
    if (stopped()) return;
    parts.heard(answer.head);
    if (isAnotherEpoch(db.sqlite, answer.head)) {
      await remindOfErasures(db.sqlite, line);
      beginEpoch(db.sqlite, answer.head);
      return 'anotherEpoch';
    }
    if (answer.more && answer.cursor <= from) throw new Error('the server does not come on with its rows');
    from = answer.cursor;
    let member = membership(db.sqlite);
    if (answer.more && member) {
      // How many there are is known before the first of them is here.
      if (!member.filled) parts.filling(member.filling?.done ?? 0, member.filling?.total ?? answer.total);
      asked = ask(parts, begun, answer.cursor);
      await onItsWay(asked);
      member = membership(db.sqlite);
    }
    if (stopped() || !member) return;
    take(parts, member, answer);
    if (!answer.more) return;
  }
}

// --- details

/** @param begun its first fill leaves nothing out, to the end */
function ask({ line, version, atOnce }: RoundParts, { filled }: Membership, cursor: number): Promise<PullAnswer> {
  const answer = line.sync.pull({ protocol: PROTOCOL_VERSION, version, cursor, rows: atOnce.rows, skipOwn: filled });
  // A round that ends for another reason does not wait for it.
  answer.catch(() => undefined);
  return answer;
}

function take(parts: RoundParts, { chainId, filled, filling: before }: Membership, answer: PullAnswer): void {
  const { db } = parts;
  const { rows, more, cursor, head, total } = answer;
  const customers = rows.filter(({ table, removedAt }) => table === 'customer' && removedAt === null).length;
  const { done } = before ?? { done: 0 };
  const filling = filled || !more ? null : { done: done + customers, total: before?.total ?? total };
  const touched = takeRows(
    parts,
    rows,
    () => {
      const next = { chainId, epoch: head.epoch, cursor, shape: SHAPE, filled: filled || !more, filling };
      rememberMembership(db.sqlite, next);
      return more ? [] : dropUnknown(db.sqlite);
    },
    answer.gone,
  );
  parts.took(touched);
  if (filling) parts.filling(filling.done, filling.total);
}
