// What staff are asked after the consent to storage was withdrawn: the legal basis has ended, so the customer is locked
// until the data are erased. Nothing is done by itself.
import { isDefinedError, safe } from '@orpc/client';
import { isUnserved, statusMeaning } from '../../src-shared/customers/status.ts';
import { client } from '../client.ts';
import { failureText, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { privacyDialogTexts } from '../texts/privacy-dialog.ts';
import { ask } from '../ui/question.tsx';

export async function proposeLock(customerId: string): Promise<void> {
  const { form, version } = await client.customers.byId({ id: customerId });
  const { customerStatus } = await client.lists.all();
  if (isUnserved(statusMeaning(form.status, customerStatus))) return;
  const t = textsNow(privacyDialogTexts).lock;
  const answer = await ask({
    title: t.title,
    text: t.text,
    answers: [
      { value: 'block', label: t.block },
      { value: 'nothing', label: t.nothing },
    ],
  });
  if (answer === 'nothing') return;
  const { error } = await safe(
    client.customers.save({
      ...{ id: customerId, form: { ...form, status: 'blocked' }, basedOn: version, appActive: null, draftId: null },
    }),
  );
  const show = useMessages.getState().show;
  if (!error) show({ tone: 'done', text: t.done });
  else if (isDefinedError(error) && error.code === 'CHANGED_SINCE') show({ tone: 'problem', text: t.changed });
  else show({ tone: 'problem', text: failureText(error) });
}
