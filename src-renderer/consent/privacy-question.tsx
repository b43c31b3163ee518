// Finds the moment for the privacy dialog ('Datenschutzdialog'): by itself when a customer is to be asked, never over another
// dialog and never while somebody types; then it is a line above the function keys. Once shown it counts as asked for today.
import { useEffect } from 'react';
import { create } from 'zustand';
import { client } from '../client.ts';
import { cardsShown } from '../frame/card-news.ts';
import { textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { type PrivacyDue, usePrivacyDue } from '../frame/privacy-due.ts';
import { isDialogOpen, noDialog, runSafely } from '../keys/commands.ts';
import { isTyping } from '../keys/typing.ts';
import { privacyDialogTexts } from '../texts/privacy-dialog.ts';
import { PrivacyDialog } from './privacy-dialog.tsx';

/** Of which customer the dialog is open. */
const useOpenPrivacy = create<{ customerId: string | null }>(() => ({ customerId: null }));

/** By hand: whether or not it is due. */
export function openPrivacyDialog(customerId: string): void {
  useOpenPrivacy.setState({ customerId });
}

/** The dialog of this customer is open, or will be in a moment. */
export function isPrivacyAsked(customerId: string): boolean {
  return usePrivacyDue.getState().due?.customerId === customerId || useOpenPrivacy.getState().customerId === customerId;
}

/** Once, in the frame: customers come to the counter whatever page is open. */
export function PrivacyQuestion() {
  const due = usePrivacyDue((state) => state.due);
  const customerId = useOpenPrivacy((state) => state.customerId);
  useEffect(() => {
    if (due) void runSafely(() => offer(due));
  }, [due]);
  // The screen goes away (lock): whoever comes next has other customers.
  useEffect(
    () => () => {
      usePrivacyDue.setState({ due: null });
      useOpenPrivacy.setState({ customerId: null });
    },
    [],
  );
  if (customerId === null) return null;
  return <PrivacyDialog customerId={customerId} close={() => useOpenPrivacy.setState({ customerId: null })} />;
}

async function offer(due: PrivacyDue): Promise<void> {
  const isWaiting = () => usePrivacyDue.getState().due === due;
  do {
    await noDialog();
    // What closed the dialog may open the next one, and gives the focus back first.
    await new Promise((resolve) => window.setTimeout(resolve));
    if (!isWaiting()) return;
  } while (isDialogOpen());
  const { name, asking } = await client.consent.asking({ customerId: due.customerId });
  // The card that brought him here goes first: who he is comes before what he agrees to.
  await cardsShown();
  if (!isWaiting()) return;
  if (isDialogOpen()) return offer(due);
  usePrivacyDue.setState({ due: null });
  if (!asking.due) return;
  if (!isTyping()) return openPrivacyDialog(due.customerId);
  const t = textsNow(privacyDialogTexts);
  const action = { label: t.menu, run: () => openPrivacyDialog(due.customerId) };
  const about = { id: due.customerId, name };
  useMessages.getState().show({ tone: 'hint', text: t.due(name), about, action });
}
