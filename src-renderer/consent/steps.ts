// The steps of the dialog as calls: each says in words what came of it. The screen around them is the caller's.
import { isDefinedError, safe } from '@orpc/client';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { client } from '../client.ts';
import { refusalText, takeIn } from '../documents/take-in.ts';
import { failureText, textsNow } from '../frame/failure.ts';
import { openPreview } from '../printing/open-preview.ts';
import { consentTexts } from '../texts/consent.ts';

export type Outcome = { tone: 'success' | 'warning' | 'error'; text: string };

/** Opens the preview. @returns whether it was printed, or what went wrong */
export async function printDeclaration(
  customerId: string,
  purposes: Purpose[],
  scope: string | null,
): Promise<boolean | Outcome> {
  const { data, error } = await safe(client.consent.form({ customerId, purposes, scope }));
  if (!error) return openPreview(data.preview);
  const t = textsNow(consentTexts);
  if (isDefinedError(error) && error.code === 'REFUSED') return wrong(t.blocked[error.data.reason]);
  if (isDefinedError(error) && error.code === 'GONE') return wrong(t.gone);
  return wrong(failureText(error));
}

export type Signature = {
  customerId: string;
  purposes: Purpose[];
  versionId: string;
  signedOn: string;
  filed: boolean;
  scan: File | null;
};

export async function recordSignature({ scan, ...rest }: Signature): Promise<Outcome> {
  const t = textsNow(consentTexts);
  const taken = scan && (await takeIn(scan));
  if (taken?.ok === false) return wrong(refusalText(taken.refusal));
  const { data, error } = await safe(
    client.consent.sign({ ...rest, capturedHow: 'paper', scan: taken?.upload ?? null }),
  );
  if (!error)
    return data.effect === 'granted'
      ? { tone: 'success', text: t.sign.done }
      : { tone: 'warning', text: t.sign.overruled };
  if (!isDefinedError(error)) return wrong(failureText(error));
  switch (error.code) {
    case 'REFUSED':
      return wrong(t.sign.refused[error.data.reason]);
    case 'FILE_REFUSED':
      return wrong(refusalText(error.data));
    case 'GONE':
      return wrong(t.gone);
    default:
      return wrong(failureText(error));
  }
}

export async function importScan(customerId: string, declaration: TextBlockKey, scan: File): Promise<Outcome> {
  const t = textsNow(consentTexts);
  const taken = await takeIn(scan);
  if (!taken.ok) return wrong(refusalText(taken.refusal));
  const { data, error } = await safe(client.consent.importScan({ customerId, declaration, file: taken.upload }));
  if (!error) return { tone: 'success', text: t.scanDone(data.name) };
  if (!isDefinedError(error)) return wrong(failureText(error));
  switch (error.code) {
    case 'REFUSED':
      return wrong(t.blocked[error.data.reason]);
    case 'FILE_REFUSED':
      return wrong(refusalText(error.data));
    case 'GONE':
      return wrong(t.gone);
    default:
      return wrong(failureText(error));
  }
}

/** The withdrawal counts whatever becomes of the confirmation, whose preview is shown at the end. */
export async function withdraw(customerId: string, purposes: Purpose[], how: 'oral' | 'paper'): Promise<Outcome> {
  const t = textsNow(consentTexts);
  const { data, error } = await safe(client.consent.withdraw({ customerId, purposes, how }));
  if (error) {
    if (isDefinedError(error) && error.code === 'REFUSED') return wrong(t.withdrawal.already);
    if (isDefinedError(error) && error.code === 'GONE') return wrong(t.gone);
    return wrong(failureText(error));
  }
  if (!data.preview) return { tone: 'warning', text: t.withdrawal.noPaper };
  await openPreview(data.preview);
  return { tone: 'success', text: t.withdrawal.done };
}

/** @returns what went wrong; null = filed, or filed already */
export async function fileSheet(customerId: string, entryId: string): Promise<Outcome | null> {
  const { error } = await safe(client.consent.file({ customerId, entryId }));
  if (!error || (isDefinedError(error) && error.code === 'REFUSED')) return null;
  return wrong(failureText(error));
}

function wrong(text: string): Outcome {
  return { tone: 'error', text };
}
