// What is said after a document was to be changed: that it is done, with the way back (Ctrl+Z), or why it was not.
import { type InferClientErrors, isDefinedError, safe } from '@orpc/client';
import { type Client, client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { documentTexts } from '../texts/documents.ts';

/** It can be taken back until something is typed. */
export function sayChanged(text: string, changeSetId: string): void {
  const { undo } = textsNow(documentTexts);
  const action = { label: undo, shortcut: 'undo' as const, run: () => void takeBack(changeSetId) };
  useMessages.getState().show({ tone: 'done', text, until: 'typing', action });
}

export function sayNotChanged(error: InferClientErrors<Client['documents']['exempt']>): void {
  const t = textsNow(documentTexts);
  const { show } = useMessages.getState();
  if (isDefinedError(error) && error.code === 'GONE') show({ tone: 'hint', text: t.gone });
  else if (isDefinedError(error) && error.code === 'REFUSED')
    show({ tone: 'problem', text: t.stays[error.data.reason] });
  else showFailure(error);
}

// --- details

async function takeBack(changeSetId: string): Promise<void> {
  const t = textsNow(documentTexts);
  const { error } = await safe(client.documents.undo({ changeSetId }));
  const { show, settle } = useMessages.getState();
  settle('saving');
  if (!error) show({ tone: 'done', text: t.undone, until: 'typing' });
  else if (isDefinedError(error) && error.code === 'CANNOT_UNDO') show({ tone: 'problem', text: t.cannotUndo });
  else showFailure(error);
}
