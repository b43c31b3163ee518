// Who may change or delete which comment about a customer, and which day and time it may bear (E-53 … E-57, B-44). It knows
// neither where comments are kept nor how they are shown.
import type { Role } from '../calls.ts';

export type CommentFacts = {
  /** Made when it was written, so that ids are in the order of writing. */
  readonly id: string;
  /** Whose comment it is. */
  readonly authorId: string;
  /** Who typed it, where that was somebody else (B-44). */
  readonly enteredBy: string | null;
  /** Where it was written: an appointment's comment is changed at its appointment. */
  readonly origin: 'customer' | 'appointment';
};

/** Characters. */
export const LONGEST_COMMENT = 4000;

export type CommentActor = { readonly id: string; readonly role: Role };

export const COMMENT_REFUSALS = ['ofAppointment', 'notLatest', 'notOwn', 'timeFixed', 'inTheFuture', 'blank'] as const;
export type CommentRefusal = (typeof COMMENT_REFUSALS)[number];
export type CommentDecision = { allowed: true } | { allowed: false; reason: CommentRefusal };

/**
 * Changing and deleting are one right: whoever may delete a comment could write it anew.
 * @param latestId of the customer's comments the one written last; by the order of writing, because the time that is shown may
 * be edited
 * @param onlyLatest setting 'Kundenkommentare darf nur der letzte Eintrag vom Ersteller geändert werden'
 */
export function mayChangeComment(
  comment: CommentFacts,
  latestId: string | null,
  actor: CommentActor,
  onlyLatest: boolean,
): CommentDecision {
  if (comment.origin === 'appointment') return refused('ofAppointment');
  if (!onlyLatest || actor.role === 'administrator') return ALLOWED;
  if (comment.id !== latestId) return refused('notLatest');
  return comment.authorId === actor.id || comment.enteredBy === actor.id ? ALLOWED : refused('notOwn');
}

/** Of comments in any order the one that was written last; appointments do not count. */
export function latestComment(comments: readonly CommentFacts[]): string | null {
  const own = comments.filter(({ origin }) => origin === 'customer').map(({ id }) => id);
  return own.reduce<string | null>((latest, id) => (latest === null || id > latest ? id : latest), null);
}

/**
 * The time that a comment gets. A future one is a slip of the fingers: comments tell what was.
 * @param wanted epoch milliseconds, null = the moment of writing
 * @param editable setting 'Editierbares Datum und Uhrzeit von Kundenkommentaren'
 */
export function decideCommentTime(
  wanted: number | null,
  now: number,
  editable: boolean,
): { allowed: true; at: number } | { allowed: false; reason: 'timeFixed' | 'inTheFuture' } {
  if (wanted === null) return { allowed: true, at: now };
  if (!editable) return { allowed: false, reason: 'timeFixed' };
  return wanted > now ? { allowed: false, reason: 'inTheFuture' } : { allowed: true, at: wanted };
}

/** A comment in somebody's name says who typed it: nobody puts words into a colleague's mouth unseen. */
export function saysWhoTyped({ authorId, enteredBy }: Pick<CommentFacts, 'authorId' | 'enteredBy'>, typist: string) {
  return (enteredBy ?? authorId) === typist;
}

const ALLOWED: CommentDecision = { allowed: true };
const refused = (reason: CommentRefusal): CommentDecision => ({ allowed: false, reason });
