// What consent does on the mask whatever tab is open: F10, the entry under F9, the dialog that opens by itself after F1 where
// the consent for storage is missing (A-27 … A-29), and the symbol '§' of the head line.
import { useEffect } from 'react';
import type { LedgerLine } from '../../src-shared/consent/contract.ts';
import { dialogOccasion, opensByItself, type Purpose } from '../../src-shared/consent/rules.ts';
import { TEXT_BLOCK_OF, type TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { client } from '../client.ts';
import { type MaskState, type SavedMask, useMaskListener } from '../contacts/mask-state.ts';
import { textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { isTyping } from '../keys/typing.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { keyTexts } from '../texts/keys.ts';
import { ask } from '../ui/question.tsx';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { ConsentDialog } from './consent-dialog.tsx';
import { openConsent, useOpenConsent } from './open-consent.ts';
import { isPrivacyAsked, openPrivacyDialog } from './privacy-question.tsx';
import { printDeclaration } from './steps.ts';
import { useConsent } from './use-consent.ts';

export function ConsentCompanion({ mask }: { mask: MaskState }) {
  const t = useTexts(consentTexts);
  const keys = useTexts(keyTexts).names;
  const { open } = useOpenConsent();
  useCommands('page', [
    { key: 'F10', name: keys.F10, run: () => manage(mask) },
    { key: 'F9', name: keys.F9, entries: [{ label: t.menuPrint, run: () => printAgain(mask) }] },
    { key: 'F11', name: keys.F11, entries: [{ label: t.privacy.dialog, run: () => askNow(mask) }] },
  ]);
  useMaskListener(mask, { saved: (saved) => remind(mask, saved) });
  // The mask goes away (lock, another customer): whoever waits for the dialog need not wait any longer.
  useEffect(() => () => useOpenConsent.getState().open?.close(), []);
  if (!open || open.customerId !== mask.customerId) return null;
  return (
    <ConsentDialog
      customerId={open.customerId}
      declaration={open.declaration}
      person={mask.person.name}
      close={open.close}
    />
  );
}

/** '§ Zustimmung' where the customer agreed to storage, else what is missing: a hint, never a lock. */
export function ConsentSymbols({ mask }: { mask: MaskState }) {
  const t = useTexts(consentTexts);
  const overview = useConsent(mask.customerId);
  if (!overview) return null;
  const { storageHint } = overview;
  return (
    <CustomerSymbol tone={storageHint === null ? 'confirmed' : 'waits'}>
      {storageHint === null ? t.granted : t.hint[storageHint]}
    </CustomerSymbol>
  );
}

/** F10, and the button of the tab 'Datenschutz'. */
export async function manage(mask: MaskState): Promise<void> {
  const customerId = await savedCustomer(mask);
  // Not awaited: the keys behind the dialog come to life again when it closes.
  if (customerId) void openConsent(customerId, (await remembered(customerId)) ?? 'storage');
}

/** F11, and the button of the tab 'Datenschutz': the privacy dialog, due or not. */
export async function askNow(mask: MaskState): Promise<void> {
  const customerId = await savedCustomer(mask);
  if (customerId) openPrivacyDialog(customerId);
}

/** F9: what was handed out last, once more; else what the open tab is about. */
async function printAgain(mask: MaskState): Promise<void> {
  const customerId = await savedCustomer(mask);
  if (!customerId) return;
  const { lines, declarations } = await client.consent.byCustomer({ customerId });
  const last = lines.findLast((line) => line.kind === 'printed');
  const onOneSheet = (line: LedgerLine) =>
    line.kind === 'printed' &&
    line.recordedAt === last?.recordedAt &&
    TEXT_BLOCK_OF[line.purpose] === TEXT_BLOCK_OF[last.purpose];
  const purposes: Purpose[] = last
    ? lines.filter(onOneSheet).map((line) => line.purpose)
    : (declarations.find((one) => one.key === tabsDeclaration())?.purposes ?? []).map((one) => one.purpose);
  const printed = await printDeclaration(customerId, purposes, last?.scope ?? null);
  if (typeof printed !== 'boolean') useMessages.getState().show({ tone: 'problem', text: printed.text });
}

/** Which purpose F10 begins with: the app on its tab, else the storage as long as it is missing, else the last one printed. */
async function remembered(customerId: string): Promise<TextBlockKey | null> {
  if (tabsDeclaration() === 'app') return 'app';
  const { lines, storageHint } = await client.consent.byCustomer({ customerId });
  if (storageHint !== null) return 'storage';
  const last = lines.findLast((line) => line.kind === 'printed');
  return last ? TEXT_BLOCK_OF[last.purpose] : null;
}

function tabsDeclaration(): TextBlockKey {
  const { place } = usePlace.getState();
  return place.page === 'customer' && 'tab' in place && place.tab === 'access' ? 'app' : 'storage';
}

/** What is printed and signed must be what is saved. @returns null when there is nothing saved to go on with */
async function savedCustomer(mask: MaskState): Promise<string | null> {
  if (mask.customerId && !mask.changed) return mask.customerId;
  const t = textsNow(consentTexts).saveFirst;
  const answer = await ask({
    title: t.title,
    text: mask.customerId ? t.changed : t.newCustomer,
    answers: [
      { value: 'save', label: t.save },
      { value: 'cancel', label: t.cancel },
    ],
  });
  if (answer === 'cancel') return null;
  return (await mask.saveMask())?.customerId ?? null;
}

/** After F1. Who has typed on since is not interrupted: the reminder becomes a line with F10 in it. */
async function remind(mask: MaskState, { customerId, created, changed }: SavedMask): Promise<void> {
  const occasion = dialogOccasion({ createdCustomer: created, changedFields: changed });
  if (!occasion) return;
  const { storageHint, ...settings } = await client.consent.byCustomer({ customerId });
  // One question at a time: the privacy dialog asks the same.
  if (!opensByItself(occasion, storageHint, settings) || isPrivacyAsked(customerId)) return;
  if (!isTyping()) return openConsent(customerId, 'storage');
  const t = textsNow(consentTexts);
  const action = { label: t.privacy.manage, run: () => void runSafely(() => manage(mask)) };
  useMessages.getState().show({ tone: 'hint', text: t.storageMissing, action });
}
