// A customer that is not there any more: a stub leads to whom it was merged into and says so; of any other only that it is gone.
import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { calls } from '../client.ts';
import { useMessages } from '../frame/messages.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { mergeTexts } from '../texts/merge.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

export function GoneOrMerged({ id }: { id: string }) {
  const t = useTexts(mergeTexts);
  const gone = useTexts(contactTexts).gone;
  const { goNow } = usePlace();
  const { nameOf } = usePersonNames();
  const { data } = useQuery(calls.merge.survivorOf.queryOptions({ input: { id } }));
  const says = data ? t.stub(data.otherNumber, nameOf(data.id, data.name)) : '';
  useEffect(() => {
    if (!data) return;
    goNow({ module: 'contacts', page: 'customer', id: data.id, tab: 'master' });
    useMessages.getState().show({ tone: 'hint', text: says });
  }, [data, goNow, says]);
  if (data !== null) return null;
  return (
    <MessageBar intent="warning" shape="square">
      <MessageBarBody>{gone}</MessageBarBody>
    </MessageBar>
  );
}
