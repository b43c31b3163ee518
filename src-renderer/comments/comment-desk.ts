// The one comment that is being written on the open mask: what is typed, its draft, and saving it. It outlives a change of
// tab; the mask's companion opens and closes it.
import { isDefinedError, safe } from '@orpc/client';
import { z } from 'zod';
import { create } from 'zustand';
import type { CommentRecord } from '../../src-shared/comments/contract.ts';
import { client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { commentTexts } from '../texts/comments.ts';
import { focusField } from '../ui/focus-field.ts';
import { readTypedTime, typedTimeOf } from './typed-time.ts';

const typed = z.object({
  /** The comment being changed; null = a new one. */
  commentId: z.string().nullable(),
  /** What that one says now: typing it back is no change. */
  before: z.string(),
  body: z.string(),
  authorId: z.string(),
  day: z.string(),
  time: z.string(),
  /** Day and time as the fields began: untouched, a known comment keeps its seconds. */
  begun: z.object({ day: z.string(), time: z.string() }),
});
export type Typed = z.infer<typeof typed>;

type Desk = { customerId: string; personId: string; draftId: string; kept: boolean; typed: Typed };

type Store = { desk: Desk | null; problem: 'day' | 'time' | null };

export const useCommentDesk = create<Store>(() => ({ desk: null, problem: null }));

const PAUSE_MS = 250;
let timer: number | undefined;
let writing: Promise<unknown> = Promise.resolve();

/** There is something that would be lost. */
export function isHalfTyped(desk: Desk | null): boolean {
  if (desk === null || desk.typed.body.trim() === '') return false;
  const { body, before, day, time, begun } = desk.typed;
  return body !== before || day !== begun.day || time !== begun.time;
}

/** Opens the desk with what the person had half typed here, if there is any. */
export async function openDesk(customerId: string, personId: string): Promise<void> {
  const fresh: Desk = { customerId, personId, draftId: crypto.randomUUID(), kept: false, typed: blank(personId) };
  useCommentDesk.setState({ desk: fresh, problem: null });
  const draft = await client.comments.draft({ customerId });
  const reading = draft && readTyped(draft.body);
  const { desk } = useCommentDesk.getState();
  if (!draft || !reading || desk?.draftId !== fresh.draftId || isHalfTyped(desk)) return;
  useCommentDesk.setState({ desk: { ...fresh, draftId: draft.id, kept: true, typed: reading } });
  useMessages.getState().show({ tone: 'hint', text: textsNow(commentTexts).restored, until: 'typing' });
}

/** What is typed stays in its draft; the screen forgets it. */
export async function closeDesk(): Promise<void> {
  const kept = keepDraft();
  useCommentDesk.setState({ desk: null, problem: null });
  await kept;
}

export function type(patch: Partial<Typed>): void {
  const { desk } = useCommentDesk.getState();
  if (!desk) return;
  useCommentDesk.setState({ desk: { ...desk, typed: { ...desk.typed, ...patch } }, problem: null });
  timer ??= window.setTimeout(() => void keepDraft(), PAUSE_MS);
}

/** Takes a comment onto the desk to change it. */
export function takeUp({ id, body, authorId, at }: CommentRecord): void {
  const { desk } = useCommentDesk.getState();
  if (!desk) return;
  const begun = typedTimeOf(at);
  const known = { commentId: id, before: body, body, authorId, ...begun, begun };
  useCommentDesk.setState({ desk: { ...desk, typed: known }, problem: null });
  focusField('comment');
}

/** Nothing typed is wanted any more. */
export async function clearDesk(): Promise<void> {
  const { desk } = useCommentDesk.getState();
  if (!desk) return;
  useCommentDesk.setState({ desk: { ...desk, typed: blank(desk.personId) }, problem: null });
  await keepDraft();
}

/** Writes the state as it is now to the disk, or takes the draft away where nothing is typed. Resolves when that is done. */
export function keepDraft(): Promise<unknown> {
  window.clearTimeout(timer);
  timer = undefined;
  const { desk } = useCommentDesk.getState();
  if (!desk) return writing;
  const { draftId: id, customerId: subjectId } = desk;
  const half = isHalfTyped(desk);
  if (!half && !desk.kept) return writing;
  useCommentDesk.setState({ desk: { ...desk, kept: half } });
  const body = JSON.stringify(desk.typed);
  writing = writing
    .then(() => (half ? client.drafts.keep({ id, kind: 'comment', subjectId, body }) : client.drafts.discard({ id })))
    .catch(showFailure);
  return writing;
}

/** @returns whether it is saved, or there was nothing to save */
export async function saveComment(): Promise<boolean> {
  const { desk } = useCommentDesk.getState();
  if (!desk) return true;
  const t = textsNow(commentTexts);
  const { commentId, body, authorId, day, time, begun } = desk.typed;
  const isUntouched = day === begun.day && time === begun.time;
  const when = isUntouched ? { ok: true as const, at: null } : readTypedTime({ day, time }, Date.now());
  if (!when.ok) {
    useCommentDesk.setState({ problem: when.field });
    focusField(`comment.${when.field}`);
    return false;
  }
  window.clearTimeout(timer);
  timer = undefined;
  await writing;
  const { data, error } = await safe(
    client.comments.save({
      ...{ customerId: desk.customerId, id: commentId, body, at: when.at, authorId },
      draftId: desk.draftId,
    }),
  );
  if (error) {
    sayProblem(error);
    return false;
  }
  const fresh: Desk = { ...desk, draftId: crypto.randomUUID(), kept: false, typed: blank(desk.personId) };
  if (useCommentDesk.getState().desk?.customerId === desk.customerId)
    useCommentDesk.setState({ desk: fresh, problem: null });
  if (data.changeSetId) sayDone(t.saved, data.changeSetId);
  else useMessages.getState().show({ tone: 'hint', text: t.unchanged, until: 'typing' });
  return true;
}

/** @returns whether it is gone */
export async function removeComment(id: string): Promise<boolean> {
  const { data, error } = await safe(client.comments.remove({ id }));
  if (error) sayProblem(error);
  else if (data.changeSetId) sayDone(textsNow(commentTexts).removed, data.changeSetId);
  return !error;
}

// --- details

function blank(personId: string): Typed {
  return { commentId: null, before: '', body: '', authorId: personId, day: '', time: '', begun: { day: '', time: '' } };
}

function readTyped(body: string): Typed | null {
  try {
    return typed.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

function sayDone(text: string, changeSetId: string): void {
  const action = {
    label: textsNow(commentTexts).undo,
    shortcut: 'undo' as const,
    run: () => void takeBack(changeSetId),
  };
  useMessages.getState().show({ tone: 'done', text, until: 'typing', action });
}

async function takeBack(changeSetId: string): Promise<void> {
  const t = textsNow(commentTexts);
  const { error } = await safe(client.comments.undo({ changeSetId }));
  const { show, settle } = useMessages.getState();
  settle('saving');
  if (!error) show({ tone: 'done', text: t.undone, until: 'typing' });
  else if (isDefinedError(error) && error.code === 'CANNOT_UNDO') show({ tone: 'problem', text: t.cannotUndo });
  else showFailure(error);
}

function sayProblem(error: Error): void {
  const t = textsNow(commentTexts);
  const { code, data } = error as { code?: string; data?: { reason: keyof typeof t.refused } };
  if (code === 'REFUSED' && data) useMessages.getState().show({ tone: 'problem', text: t.refused[data.reason] });
  else if (code === 'GONE') useMessages.getState().show({ tone: 'hint', text: t.gone });
  else showFailure(error);
}
