// Answers the tab 'Kommentare': lists, writes, changes and deletes at once. Who may do what to which comment stands in
// comments/rules.ts; here it is asked with what lies in the file.
import {
  type CommentActor,
  decideCommentTime,
  latestComment,
  mayChangeComment,
} from '../../src-shared/comments/rules.ts';
import type { Row } from '../../src-shared/tables.ts';
import { rawRow, statement } from './database/save.ts';
import { employeeNames } from './documents/handlers.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { setting } from './settings.ts';
import { CannotUndo, undoChangeSet } from './undo.ts';

type Comment = Pick<Row<'customerComment'>, 'id' | 'customerId' | 'body' | 'at' | 'authorId' | 'enteredBy' | 'origin'>;

export function commentHandlers(os: typeof procedures.comments) {
  return {
    byCustomer: os.byCustomer.handler(({ context, input }) => {
      const house = opened(context);
      const actor = signedIn(context);
      const all = commentsOf(house, input.customerId);
      const shown = setting(house, 'appointmentCommentsShown') ? all : all.filter((one) => one.origin === 'customer');
      const names = employeeNames(house);
      const decide = decider(house, all, actor);
      return {
        comments: shown.slice(0, input.limit).map((comment) => ({
          ...{ id: comment.id, body: comment.body, at: comment.at, authorId: comment.authorId, origin: comment.origin },
          author: names.get(comment.authorId) ?? '–',
          enteredBy: comment.enteredBy === null ? null : (names.get(comment.enteredBy) ?? '–'),
          change: decide(comment),
        })),
        more: shown.length > input.limit,
        timeEditable: setting(house, 'commentTimeEditable'),
      };
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const actor = signedIn(context);
      const { customerId, body } = input;
      if (body === '') throw errors.REFUSED({ data: { reason: 'blank' } });
      const time = decideCommentTime(input.at, house.now(), setting(house, 'commentTimeEditable'));
      if (!time.allowed) throw errors.REFUSED({ data: { reason: time.reason } });
      if (!isCustomer(house, customerId) || !isEmployee(house, input.authorId)) throw errors.GONE();
      const all = commentsOf(house, customerId);
      const before = input.id === null ? null : all.find(({ id }) => id === input.id);
      if (before === undefined) throw errors.GONE();
      const decision = before && decider(house, all, actor)(before);
      if (decision?.allowed === false) throw errors.REFUSED({ data: { reason: decision.reason } });
      const id = before?.id ?? house.newId();
      const saved = house.save('customer.comment', (unit) => {
        if (before) unit.update('customerComment', id, { body, ...(input.at !== null && { at: time.at }) });
        else {
          const enteredBy = input.authorId === actor.id ? null : actor.id;
          const { authorId } = input;
          unit.create('customerComment', {
            id,
            customerId,
            body,
            at: time.at,
            authorId,
            enteredBy,
            origin: 'customer',
          });
        }
        if (input.draftId !== null) dropDraft(house, input.draftId, actor.id);
      });
      return { id, changeSetId: saved.changeSetId };
    }),

    remove: os.remove.handler(({ context, input, errors }) => {
      const house = opened(context);
      const row = rawRow(house.db.sqlite, 'customerComment', input.id) as Row<'customerComment'> | undefined;
      if (!row || row.removedAt !== null) throw errors.GONE();
      const decision = decider(house, commentsOf(house, row.customerId), signedIn(context))(row);
      if (!decision.allowed) throw errors.REFUSED({ data: { reason: decision.reason } });
      const saved = house.save('customer.comment', (unit) => unit.remove('customerComment', row.id));
      return { changeSetId: saved.changeSetId };
    }),

    undo: os.undo.handler(({ context, input, errors }) => {
      const house = opened(context);
      if (!isOwnComment(house, input.changeSetId, signedIn(context).id)) throw errors.CANNOT_UNDO();
      try {
        return { changeSetId: undoChangeSet(house, input.changeSetId, ['customer.comment', 'undo']).changeSetId };
      } catch (error) {
        if (error instanceof CannotUndo) throw errors.CANNOT_UNDO();
        throw error;
      }
    }),

    draft: os.draft.handler(({ context, input }) => {
      const found = statement(
        opened(context).db.sqlite,
        "SELECT id, body FROM draft WHERE kind = 'comment' AND subjectId = ? AND ownerId = ? ORDER BY changedAt DESC",
      ).get(input.customerId, signedIn(context).id) as { id: string; body: string } | undefined;
      return found ?? null;
    }),
  };
}

// --- details

/** Newest first, as they are shown. */
function commentsOf(house: House, customerId: string): Comment[] {
  return statement(
    house.db.sqlite,
    `SELECT id, customerId, body, at, authorId, enteredBy, origin FROM customerComment
     WHERE customerId = ? AND removedAt IS NULL ORDER BY at DESC, id DESC`,
  ).all(customerId) as Comment[];
}

function decider(house: House, all: readonly Comment[], actor: CommentActor) {
  const latest = latestComment(all);
  const onlyLatest = setting(house, 'onlyLatestComment');
  return (comment: Comment) => mayChangeComment(comment, latest, actor, onlyLatest);
}

function isCustomer(house: House, id: string): boolean {
  return statement(house.db.sqlite, 'SELECT 1 FROM customer WHERE id = ? AND removedAt IS NULL').get(id) !== undefined;
}

function isEmployee(house: House, id: string): boolean {
  return statement(house.db.sqlite, 'SELECT 1 FROM employee WHERE id = ? AND removedAt IS NULL').get(id) !== undefined;
}

/** It changed comments alone, and this person did it. */
function isOwnComment(house: House, changeSetId: string, employeeId: string): boolean {
  const found = statement(
    house.db.sqlite,
    `SELECT 1 FROM changeSet WHERE id = ? AND employeeId = ? AND doing IN ('customer.comment', 'undo')
     AND NOT EXISTS (SELECT 1 FROM change WHERE changeSetId = changeSet.id AND "table" <> 'customerComment')`,
  ).get(changeSetId, employeeId);
  return found !== undefined;
}

function dropDraft(house: House, draftId: string, ownerId: string): void {
  statement(house.db.sqlite, "DELETE FROM draft WHERE id = ? AND ownerId = ? AND kind = 'comment'").run(
    draftId,
    ownerId,
  );
}
