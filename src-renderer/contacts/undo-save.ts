// Says that a save went through and offers to take it back; takes it back and offers to bring it again.
import { isDefinedError, safe } from '@orpc/client';
import type { CustomerRecord } from '../../src-shared/customers/contract.ts';
import { client, queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { newCustomer, usePlace } from '../paths.ts';
import { contactTexts } from '../texts/contacts.ts';
import { asNew, toMaskForm } from './mask-form.ts';
import { beginMask } from './open-masks.ts';

type Kept = {
  number: string;
  created: boolean;
  changeSetId: string | null;
  record: CustomerRecord;
};

/** 'Gespeichert.' with the way back. */
export function sayKept({ number, created, changeSetId, record }: Kept): void {
  const t = textsNow(contactTexts);
  const { show, settle } = useMessages.getState();
  settle('saving');
  if (!changeSetId) {
    show({ tone: 'hint', text: t.nothingToSave, until: 'typing' });
    return;
  }
  show({
    tone: 'done',
    text: created ? t.created(number) : t.saved,
    until: 'typing',
    action: { label: t.undo, shortcut: 'undo', run: () => void takeBack(changeSetId, created ? record : null) },
  });
}

async function takeBack(changeSetId: string, created: CustomerRecord | null): Promise<void> {
  const t = textsNow(contactTexts);
  const { show, settle } = useMessages.getState();
  const { data, error } = await safe(client.customers.undo({ changeSetId }));
  settle('saving');
  if (isDefinedError(error) && error.code === 'CANNOT_UNDO')
    return show({ tone: 'problem', text: t.cannotUndo[error.data.reason] });
  if (error) return showFailure(error);
  if (created) {
    queries.removeQueries({ queryKey: [['customers', 'byId']] });
    return reopenAsNew(created);
  }
  await queries.invalidateQueries();
  const again = data.changeSetId;
  show({
    tone: 'done',
    text: t.undone,
    until: 'typing',
    ...(again && { action: { label: t.redo, run: () => void bringAgain(again) } }),
  });
}

async function bringAgain(changeSetId: string): Promise<void> {
  const t = textsNow(contactTexts);
  const { show, settle } = useMessages.getState();
  const { error } = await safe(client.customers.undo({ changeSetId }));
  settle('saving');
  if (isDefinedError(error) && error.code === 'CANNOT_UNDO')
    return show({ tone: 'problem', text: t.cannotUndo[error.data.reason] });
  if (error) return showFailure(error);
  await queries.invalidateQueries();
  show({ tone: 'done', text: t.redone, until: 'typing' });
}

/** The creation is gone, what was typed is not: it stands in a new mask again. */
function reopenAsNew(record: CustomerRecord): void {
  const fields = asNew(toMaskForm(record.form));
  const place = newCustomer();
  beginMask(place.draftId, { fields, typed: true });
  usePlace.getState().goNow(place);
  useMessages.getState().show({ tone: 'done', text: textsNow(contactTexts).creationUndone, until: 'typing' });
}
