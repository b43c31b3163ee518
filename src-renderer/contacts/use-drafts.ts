// Drafts on the screen: says that one's own was restored, offers a colleague's, and keeps the newest state when the window is
// hidden, locked or closed.
import { isDefinedError, safe } from '@orpc/client';
import { useEffect, useRef } from 'react';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { DraftRecord } from '../../src-shared/drafts/contract.ts';
import { client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { keepBeforeLock } from '../frame/lock.ts';
import { useMessages } from '../frame/messages.ts';
import { useLanguage } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { readDraft } from './draft-content.ts';
import type { OpenMask } from './use-mask.ts';

export function useDrafts(mask: OpenMask, restored: DraftRecord | null, waiting: readonly DraftRecord[]): void {
  const latest = useRef(mask);
  latest.current = mask;

  useEffect(() => {
    const t = textsNow(contactTexts).draft;
    const { show, settle } = useMessages.getState();
    if (restored)
      show({
        tone: 'hint',
        text: said(restored, t.restored, t.restoredOtherDay),
        until: 'saving',
        action: {
          label: t.discard,
          run: () => {
            settle('saving');
            void latest.current.drop().catch(showFailure);
          },
        },
      });
    for (const draft of waiting)
      show({
        tone: 'hint',
        text: said(
          draft,
          (when) => t.ofColleague(draft.ownerName, when),
          (when) => t.ofColleagueOtherDay(draft.ownerName, when),
        ),
        action: { label: t.takeOver, run: () => void takeOver(latest.current, draft).catch(showFailure) },
      });
  }, [restored, waiting]);

  const { drafts } = mask;
  useEffect(() => {
    const keep = () => drafts.flush();
    const hidden = () => {
      if (document.visibilityState === 'hidden') void keep();
    };
    const forgetLock = keepBeforeLock(keep);
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', keep);
    return () => {
      forgetLock();
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', keep);
      void keep();
    };
  }, [drafts]);
}

/** 'Entwurf von 10:42', with the day when it is another one. */
function said(draft: DraftRecord, today: (when: string) => string, otherDay: (when: string) => string): string {
  const { language } = useLanguage.getState();
  const at = new Date(draft.changedAt);
  const time = at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  if (localDay(draft.changedAt) === localDay(Date.now())) return today(time);
  const day = at.toLocaleDateString(language, { day: '2-digit', month: '2-digit', year: 'numeric' });
  return otherDay(`${day}, ${time}`);
}

async function takeOver(mask: OpenMask, draft: DraftRecord): Promise<void> {
  const t = textsNow(contactTexts).draft;
  const { show, dismiss, messages } = useMessages.getState();
  const { data, error } = await safe(client.drafts.takeOver({ id: draft.id }));
  for (const message of messages) if (message.text.includes(draft.ownerName)) dismiss(message.id);
  if (isDefinedError(error) && error.code === 'GONE') return show({ tone: 'hint', text: t.gone });
  if (error) return showFailure(error);
  const content = readDraft(data.body);
  if (!content) return show({ tone: 'hint', text: t.gone });
  mask.drafts.adopt(draft.id);
  mask.lay(content);
  show({ tone: 'done', text: t.takenOver(draft.ownerName), until: 'saving' });
}
