// 'Speichern & Schließen - F12' of the window 'Kundendaten übernehmen': what was refused comes back in words; after it the
// customer opens with the way back, and the declaration is printed if that was ticked.
import { isDefinedError, safe } from '@orpc/client';
import type { HealthCard } from '../../src-shared/health-card/record.ts';
import { isOpen, tellOf } from '../cards/show-bearer.ts';
import { client } from '../client.ts';
import { printDeclaration } from '../consent/steps.ts';
import { sayKept } from '../contacts/undo-save.ts';
import { failureText, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { runSafely } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { contactTexts } from '../texts/contacts.ts';
import { closeDesk, failureSentence, receive, useDesk } from './desk.ts';

type Input = Parameters<typeof client.cardReaders.takeOver>[0];
export type Kept = Awaited<ReturnType<typeof client.cardReaders.takeOver>>;

/** `again`: the comparison is of yesterday and has to be read anew. */
export type Refusal = { text: string; again: boolean };

/** @returns what was saved, or why nothing was */
export async function takeOver(input: Input): Promise<{ kept: Kept } | { refused: Refusal }> {
  const { data, error } = await safe(client.cardReaders.takeOver(input));
  if (!error) return { kept: data };
  const t = textsNow(cardReaderTexts).window;
  const refused = (text: string, again = false) => ({ refused: { text, again } });
  if (!isDefinedError(error)) return refused(failureText(error));
  switch (error.code) {
    case 'READING_GONE':
      return refused(t.readingGone);
    case 'GONE':
      return refused(t.customerGone);
    case 'CHANGED_SINCE':
      return refused(t.changedNoCard, true);
    case 'INVALID':
      return refused(`${t.invalid(problemsText(error.data.problems))} ${t.invalidNext}`);
    default:
      return refused(failureText(error));
  }
}

/** The card once more; it replaces what the window shows where it is the same one. @returns what to say of it */
export async function readAgain({ kvnr }: HealthCard): Promise<{ ok: boolean; text: string }> {
  const t = textsNow(cardReaderTexts).window;
  const event = await client.cardReaders.read();
  if (event.kind === 'none') return { ok: false, text: textsNow(cardReaderTexts).failures.NO_CARD };
  if (event.kind === 'failed') return { ok: false, text: await failureSentence(event.code, event.reader) };
  const isSame = event.kind !== 'customerCard' && event.card.kvnr === kvnr;
  // Somebody has entered it all meanwhile: there is nothing left to compare.
  if (isSame && event.kind === 'agrees') closeDesk();
  // Another one waits until the window is closed.
  void runSafely(() => receive(event));
  return isSame ? { ok: true, text: t.readAgain } : { ok: false, text: t.otherCard };
}

/** Goes on with who was saved. Until its print is done, no dialog of another room comes in between. */
export async function goOn({ customerId, changeSetId, answer }: Kept, created: boolean, print: boolean): Promise<void> {
  useDesk.setState({ open: { kind: 'following' } });
  try {
    const record = await client.customers.byId({ id: customerId });
    if (!isOpen(customerId))
      await usePlace.getState().go({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
    if (answer.kind === 'found' || answer.kind === 'notValid') tellOf(answer);
    sayKept({ number: record.number, created, changeSetId, record });
    if (!print) return;
    const printed = await printDeclaration(customerId, ['storage'], null);
    if (typeof printed !== 'boolean') useMessages.getState().show({ tone: 'problem', text: printed.text });
  } finally {
    useDesk.setState({ open: null });
  }
}

/** 'Nachname: Bitte den Nachnamen eintragen.' */
function problemsText(problems: readonly { field: string; problem: string }[]): string {
  const { master, problems: sentences } = textsNow(contactTexts);
  const labels: Readonly<Record<string, unknown>> = master;
  return problems
    .map(({ field, problem }) => {
      // 'addresses.0.postcode' is called as its last part is.
      const label = labels[field.split('.').at(-1) ?? field];
      const sentence = (sentences as Readonly<Record<string, string>>)[problem] ?? problem;
      return typeof label === 'string' ? `${label}: ${sentence}` : sentence;
    })
    .join(' ');
}
