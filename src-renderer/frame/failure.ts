// The one door for failures of calls: turns any of them into a sentence that says what happened and what to do next.
import { ORPCError } from '@orpc/client';
import { useEffect } from 'react';
import type { StatusRefusal } from '../../src-shared/customers/status.ts';
import type { FileProblem } from '../../src-shared/shell/file-problem.ts';
import { type Same, type Texts, useLanguage } from '../texts/catalogue.ts';
import { frameTexts } from '../texts/frame.ts';
import { useMessages } from './messages.ts';

export function failureText(error: unknown): string {
  const t = textsNow(frameTexts);
  if (!(error instanceof ORPCError)) return t.failure.wire;
  switch (error.code) {
    case 'STORAGE':
      return t.failure.storage[(error.data as { reason: keyof typeof t.failure.storage }).reason];
    case 'NOT_SAVED':
      return t.failure.notSaved[(error.data as { reason: FileProblem }).reason];
    case 'FORBIDDEN':
      return t.failure.forbidden;
    case 'NOT_SIGNED_IN':
      return t.failure.notSignedIn;
    case 'PIN_NEEDED':
      return t.failure.pinNeeded;
    case 'SERVER_NEEDED':
      return t.failure.serverNeeded;
    case 'CUSTOMER_STATUS':
      return t.failure.customerStatus[(error.data as { reason: StatusRefusal }).reason];
    case 'INTERNAL':
      return t.failure.internal((error.data as { incident: string }).incident);
    case 'BAD_REQUEST':
      return t.failure.input;
    default:
      return t.failure.other(error.code);
  }
}

export function showFailure(error: unknown): void {
  useMessages.getState().show({ tone: 'problem', text: failureText(error) });
}

/** Outside components. */
export function textsNow<T>(of: Texts<T>): Same<T> {
  return of[useLanguage.getState().language];
}

/** Commands that fail unforeseen report here. */
export function useFailureReports(): void {
  useEffect(() => {
    const report = (event: Event) => showFailure((event as CustomEvent).detail);
    window.addEventListener('tresen:failure', report);
    return () => window.removeEventListener('tresen:failure', report);
  }, []);
}
