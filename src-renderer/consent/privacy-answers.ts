// What the privacy dialog will write, worked out from what was chosen: the same list is shown before 'Speichern' and done by it.
import { isDefinedError, safe } from '@orpc/client';
import type { AskingReason } from '../../src-shared/consent/asking.ts';
import type { ConsentOverview, PurposeRecord } from '../../src-shared/consent/contract.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { client } from '../client.ts';
import { failureText, textsNow } from '../frame/failure.ts';
import { consentTexts } from '../texts/consent.ts';
import { privacyDialogTexts } from '../texts/privacy-dialog.ts';
import { wasTicked } from './advertising-boxes.tsx';
import { type Outcome, printDeclaration, withdraw } from './steps.ts';

export type StorageAnswer = 'open' | 'granted' | 'withdrawn';

export type Chosen = {
  storage: StorageAnswer | null;
  how: 'oral' | 'paper';
  clicked: Readonly<Partial<Record<Purpose, boolean>>>;
};

/** In the order in which it is done. */
export type Answers = {
  handOut: boolean;
  granted: Purpose[];
  withdrawnStorage: boolean;
  withdrawnWays: Purpose[];
};

/** Without a declaration nothing is chosen beforehand (E-21), and what should be renewed is to be said anew. */
export function choiceToBegin(storage: PurposeRecord, why: AskingReason | null): StorageAnswer | null {
  return storage.state === 'none' || why === 'renew' ? null : storage.state;
}

export function answersOf(
  { storage: answer, clicked }: Chosen,
  storage: PurposeRecord,
  ways: readonly PurposeRecord[],
  why: AskingReason | null,
): Answers {
  const wanted = (one: PurposeRecord) => clicked[one.purpose];
  const newly = ways.filter((one) => wanted(one) === true && one.state !== 'granted');
  const grantsStorage = answer === 'granted' && (storage.state !== 'granted' || why === 'renew');
  return {
    handOut: answer === 'open' && storage.state !== 'open',
    granted: [...(grantsStorage ? (['storage'] as const) : []), ...newly.map((one) => one.purpose)],
    withdrawnStorage: answer === 'withdrawn' && storage.state !== 'withdrawn',
    withdrawnWays: ways.filter((one) => wanted(one) === false && wasTicked(one)).map((one) => one.purpose),
  };
}

export function isNothing({ handOut, granted, withdrawnStorage, withdrawnWays }: Answers): boolean {
  return !handOut && !withdrawnStorage && granted.length === 0 && withdrawnWays.length === 0;
}

/** Whether the questions about advertising are on the screen: they wait for the yes to storage, which may be said just now. */
export function showsAdvertising(overview: ConsentOverview, { storage }: Chosen): boolean {
  if (storage === 'withdrawn') return false;
  return overview.advertising.asked || storage === 'granted';
}

export type Done = { ok: true; printed: boolean } | { ok: false; outcome: Outcome };

/** Withdrawals come last: each ends with its paper, and counts whatever becomes of that. */
export async function write(customerId: string, answers: Answers, how: 'oral' | 'paper'): Promise<Done> {
  const { handOut, granted, withdrawnStorage, withdrawnWays } = answers;
  if (granted.length > 0) {
    const refused = await grant(customerId, granted, how);
    if (refused) return { ok: false, outcome: refused };
  }
  for (const purposes of [withdrawnWays, withdrawnStorage ? (['storage'] as Purpose[]) : []]) {
    if (purposes.length === 0) continue;
    const outcome = await withdraw(customerId, purposes, how);
    if (outcome.tone !== 'success') return { ok: false, outcome };
  }
  if (!handOut) return { ok: true, printed: false };
  const printed = await printDeclaration(customerId, ['storage'], null);
  return typeof printed === 'boolean' ? { ok: true, printed } : { ok: false, outcome: printed };
}

async function grant(customerId: string, granted: Purpose[], how: 'oral' | 'paper'): Promise<Outcome | null> {
  const { error } = await safe(client.consent.answer({ customerId, granted, how }));
  if (!error) return null;
  if (isDefinedError(error) && error.code === 'REFUSED')
    return { tone: 'error', text: textsNow(privacyDialogTexts).refused[error.data.reason] };
  if (isDefinedError(error) && error.code === 'GONE') return { tone: 'error', text: textsNow(consentTexts).gone };
  return { tone: 'error', text: failureText(error) };
}
