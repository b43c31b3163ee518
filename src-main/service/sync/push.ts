// Sends what waits, in order, one message after the other: never two at a time, for the server judges in the order in which
// they come. While it judges one, the answers to the one before are taken here and the next one is made ready.
import { PROTOCOL_VERSION, type PushAnswer } from '../../../src-shared/sync/protocol.ts';
import { remindOfErasures } from '../erasure/confirm.ts';
import { beginEpoch, isAnotherEpoch, renumber } from './fetch-again.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { RoundParts } from './round.ts';
import { onItsWay } from './server-line.ts';
import { takeAnswers } from './take-rows.ts';

/** @throws what the line says (server-line.ts), the database's errors */
export async function pushAll(parts: RoundParts): Promise<void> {
  while (await pushWaiting(parts));
}

// --- details

/** What waits at this moment. @returns whether to look again, for what was saved meanwhile or has to go up once more */
async function pushWaiting(parts: RoundParts): Promise<boolean> {
  const { db, line, stopped } = parts;
  const take = ({ answers, rows }: PushAnswer) => parts.took(takeAnswers(parts, answers, rows));
  const outbox = openOutbox(db.sqlite);
  let next = readyPush(parts, outbox);
  let judged: PushAnswer | null = null;
  try {
    while (next && !stopped()) {
      const sent: ReadyPush = next;
      next = null;
      sent.send();
      if (judged || outbox.left > 0) await onItsWay(sent.answer);
      if (stopped()) return false;
      if (judged) take(judged);
      next = readyPush(parts, outbox);
      judged = await sent.answer;
      if (stopped()) return false;
      parts.heard(judged.head);
      // What it did not say is not known: such an answer would be asked for without end, or count for a set that never went up.
      if (!answersAll(judged, sent)) throw new Error('the server answered other sets than it was sent');
      if (!isAnotherEpoch(db.sqlite, judged.head)) continue;
      await remindOfErasures(db.sqlite, line);
      beginEpoch(db.sqlite, judged.head);
      await renumber(db.sqlite, stopped);
      break;
    }
    if (!judged || stopped()) return false;
    take(judged);
    return true;
  } finally {
    next?.drop();
  }
}

function answersAll({ answers }: PushAnswer, { sets }: ReadyPush): boolean {
  const answered = new Set(answers.map(({ id }) => id));
  return answers.length === sets.length && sets.every(({ id }) => answered.has(id));
}

type ReadyPush = {
  readonly sets: readonly { readonly id: string }[];
  readonly answer: Promise<PushAnswer>;
  send(): void;
  /** It is not sent; nothing happens where it was. */
  drop(): void;
};

/** A message that is complete and waits to be sent. @returns null where nothing is left */
function readyPush({ line, version, proofs, atOnce }: RoundParts, outbox: Outbox): ReadyPush | null {
  const sets = outbox.next(atOnce.sets);
  if (sets.length === 0) return null;
  let send!: () => void;
  let drop!: () => void;
  const leave = new Promise<void>((resolve, reject) => {
    send = resolve;
    drop = () => reject(new Error('not sent'));
  });
  const message = { protocol: PROTOCOL_VERSION, version, sets, proofs: proofs() };
  const answer = line.sync.push(message, { context: { leave } });
  // A round that ends for another reason waits for neither.
  answer.catch(() => undefined);
  leave.catch(() => undefined);
  return { sets: sets.map(({ id }) => ({ id })), answer, send, drop };
}
