// What comments do on the mask whatever tab is open: a half-typed one comes back from its draft, is kept before a lock, is saved
// by F1 too, and makes leaving ask.
import { useEffect } from 'react';
import { useHeldWork, useMaskListener } from '../contacts/mask-state.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { showFailure } from '../frame/failure.ts';
import { keepBeforeLock } from '../frame/lock.ts';
import { useMessages } from '../frame/messages.ts';
import { useTexts } from '../texts/catalogue.ts';
import { commentTexts } from '../texts/comments.ts';
import { clearDesk, closeDesk, isHalfTyped, keepDraft, openDesk, saveComment, useCommentDesk } from './comment-desk.ts';

export const CommentsCompanion: MaskPart = ({ mask }) => {
  const t = useTexts(commentTexts);
  const half = useCommentDesk(({ desk }) => isHalfTyped(desk));
  const { customerId, person } = mask;

  useEffect(() => {
    if (customerId === null) return;
    void openDesk(customerId, person.id).catch(showFailure);
    const keep = async () => void (await keepDraft());
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
      void closeDesk();
    };
  }, [customerId, person.id]);

  useMaskListener(mask, {
    saved: async ({ changed }) => {
      if (!isHalfTyped(useCommentDesk.getState().desk)) return;
      // That nothing else was to be saved is beside the point.
      if (changed.length === 0) useMessages.getState().settle('saving');
      await saveComment();
    },
  });
  useHeldWork(mask, half ? { sentence: t.held, discard: clearDesk } : null);
  return null;
};
