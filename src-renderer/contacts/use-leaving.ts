// Leaving a mask: asks once when something is not saved yet, and does what was answered.
import { useEffect, useRef } from 'react';
import { listName } from '../../src-shared/customers/rules.ts';
import { queries } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { usePlace } from '../paths.ts';
import { contactTexts } from '../texts/contacts.ts';
import { ask } from '../ui/question.tsx';
import type { OpenMask } from './use-mask.ts';

export type Leaving = {
  /** 'Neuladen - F5': what is saved is read again. */
  reload: () => Promise<void>;
  /** 'Speichern & Schließen - F12'. */
  saveAndClose: () => Promise<void>;
};

export function useLeaving(mask: OpenMask): Leaving {
  const latest = useRef(mask);
  latest.current = mask;
  const { setHold, goNow } = usePlace();

  useEffect(() => {
    setHold(() => mayLeave(latest.current));
    return () => setHold(null);
  }, [setHold]);

  return {
    reload: async () => {
      // What was saved elsewhere comes in under what is typed: nothing is lost by it, so nothing is asked.
      if (latest.current.elsewhere) return latest.current.takeNews();
      if (await mayLeave(latest.current)) await queries.invalidateQueries();
    },
    saveAndClose: async () => {
      const done = await latest.current.save();
      if (!done) return;
      const close = async () => {
        // Said where it belongs to: on the next page, or here before the question, whose answer may save once more.
        const stays = latest.current.isChanged();
        if (stays) done.say();
        if (await mayLeaveAfterSave(latest.current)) goNow({ module: 'contacts', page: 'search' });
        if (!stays) done.say();
      };
      // Not awaited: what follows may ask something, and the keys of that must not wait for this one.
      void latest.current.follow(done.saved).then(close).catch(showFailure);
    },
  };
}

/** true = nothing is left to lose: saved, thrown away, or there was nothing. */
async function mayLeave(mask: OpenMask): Promise<boolean> {
  const [held] = mask.held;
  return held ? asked(mask, held.sentence) : mayLeaveAfterSave(mask);
}

/** As `mayLeave`: what is held is done with, but fields may have been typed in while the save was on its way. */
async function mayLeaveAfterSave(mask: OpenMask): Promise<boolean> {
  if (!mask.isChanged()) return true;
  const t = textsNow(contactTexts);
  const { firstName, lastName } = mask.form.getValues();
  return asked(mask, t.leave.text(lastName ? listName({ firstName, lastName }) : t.newCustomer));
}

async function asked(mask: OpenMask, text: string): Promise<boolean> {
  const { leave: t } = textsNow(contactTexts);
  const answer = await ask({
    ...{ title: t.title, text },
    answers: [
      { value: 'save', label: t.save },
      { value: 'discard', label: t.discard },
      { value: 'cancel', label: t.cancel },
    ],
  });
  if (answer === 'discard') await mask.drop();
  if (answer === 'save') return (await mask.saveMask()) !== null && mayLeaveAfterSave(mask);
  return answer === 'discard';
}
