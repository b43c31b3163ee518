// F8 from wherever a customer is chosen: asks what comes before a case, opens 'Kundendaten vervollständigen' where something is
// asked for, and leads to the case that was opened. The dialog itself stands in complete-dialog.tsx.
import { isDefinedError, safe } from '@orpc/client';
import { create } from 'zustand';
import type { DataAsked } from '../../src-shared/service-cases/contract.ts';
import type { CaseRefusal } from '../../src-shared/service-cases/rules.ts';
import { client, queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { usePlace } from '../paths.ts';
import { caseTexts } from '../texts/service-cases.ts';
import { focusFirst } from '../ui/focus-field.ts';
import { openCasePage } from './open-case.ts';

type Asking = { customerId: string; asked: DataAsked };

export const useAsking = create<{ open: Asking | null }>(() => ({ open: null }));

/** The customer as he is saved. */
export async function startCase(customerId: string): Promise<void> {
  const { data, error } = await safe(client.serviceCases.before({ customerId }));
  if (error) return tellGone(error);
  switch (data.kind) {
    case 'refused':
      return tellRefusal(customerId, data.reason);
    case 'ask':
      useAsking.setState({ open: { customerId, asked: data } });
      return;
    case 'open': {
      const nothing = { entries: null, declined: false, stopEmailAdvertising: false };
      const opened = await safe(client.serviceCases.open({ ...nothing, customerId, title: newTitle() }));
      if (!opened.error) return showCase(customerId, opened.data, true);
      if (isDefinedError(opened.error) && opened.error.code === 'REFUSED')
        return tellRefusal(customerId, opened.error.data.reason);
      return tellGone(opened.error);
    }
  }
}

export function newTitle(): string {
  return textsNow(caseTexts).newTitle;
}

type Opened = { id: string; number: string; changeSetId: string | null };

/** @param canUndo nothing but the case was written */
export async function showCase(customerId: string, opened: Opened, canUndo: boolean): Promise<void> {
  const t = textsNow(caseTexts);
  await openCasePage(opened.id, { module: 'contacts', page: 'customer', id: customerId, tab: 'serviceCases' });
  const { changeSetId } = opened;
  useMessages.getState().show({
    ...{ tone: 'done', text: t.created(opened.number), until: 'typing' },
    ...(canUndo &&
      changeSetId && {
        action: {
          label: t.undo,
          shortcut: 'undo',
          run: () => void takeBack(customerId, changeSetId).catch(showFailure),
        },
      }),
  });
}

export async function tellRefusal(customerId: string, reason: CaseRefusal): Promise<void> {
  if (reason === 'addressMissing') {
    const { place, go } = usePlace.getState();
    const isOpen = place.page === 'customer' && 'id' in place && place.id === customerId;
    if (!isOpen || place.tab !== 'master')
      await go({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
    window.setTimeout(() => focusFirst(['addresses.0.street']));
  }
  useMessages.getState().show({ tone: 'problem', text: textsNow(caseTexts).refused[reason] });
}

function tellGone(error: unknown): void {
  const isGone = error instanceof Error && isDefinedError(error) && (error as { code?: string }).code === 'GONE';
  if (isGone) useMessages.getState().show({ tone: 'problem', text: textsNow(caseTexts).customerGone });
  else showFailure(error);
}

async function takeBack(customerId: string, changeSetId: string): Promise<void> {
  const t = textsNow(caseTexts);
  const { show, settle } = useMessages.getState();
  const { error } = await safe(client.customers.undo({ changeSetId }));
  settle('saving');
  if (isDefinedError(error) && error.code === 'CANNOT_UNDO') return show({ tone: 'problem', text: t.cannotUndo });
  if (error) return showFailure(error);
  usePlace.getState().goNow({ module: 'contacts', page: 'customer', id: customerId, tab: 'serviceCases' });
  await queries.invalidateQueries();
  show({ tone: 'done', text: t.undone, until: 'typing' });
}
