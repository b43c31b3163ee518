// Keeps what a connected device shows up to date: asked anew every half minute while somebody looks, on coming back, and when
// the network returns. Between two answers it says how old the last one is.
import { useEffect, useRef, useState } from 'react';
import type { AppSession, EndReason } from '../../src-shared/public-contract.ts';
import type { WaitingShop } from '../../src-shared/registration/public.ts';
import { lastSession, readSession } from './server-line.ts';

const ASK_EVERY_MS = 30_000;
const WAITING_ASK_EVERY_MS = 5000;

export type SessionState =
  | { kind: 'asking' }
  /** `staleAt`: when this was said, where nothing newer can be heard; null = just now. */
  | { kind: 'connected'; session: AppSession; staleAt: number | null }
  /** Nothing was ever heard, and nothing can be. */
  | { kind: 'silent' }
  /** Staff have yet to decide who it is. */
  | { kind: 'waiting'; shop: WaitingShop };

/** @param ended told once, when the server says that this device is no longer connected */
export function useSession(ended: (reason: EndReason | 'unknown') => void): SessionState {
  const [state, setState] = useState<SessionState>({ kind: 'asking' });
  const tell = useRef(ended);
  tell.current = ended;
  useEffect(() => {
    let over = false;
    let soon: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await readSession();
      if (over) return;
      if (answer.kind === 'ended') return tell.current(answer.reason);
      if (answer.kind === 'waiting') {
        clearTimeout(soon);
        soon = setTimeout(again, WAITING_ASK_EVERY_MS);
        return setState({ kind: 'waiting', shop: answer.shop });
      }
      if (answer.kind === 'ok') return setState({ kind: 'connected', session: answer.value, staleAt: null });
      const last = lastSession();
      setState(last ? { kind: 'connected', session: last.session, staleAt: last.at } : { kind: 'silent' });
    };
    const again = () => void ask();
    again();
    const timer = setInterval(again, ASK_EVERY_MS);
    const heard: [EventTarget, string][] = [
      [document, 'visibilitychange'],
      [window, 'focus'],
      [window, 'online'],
      [window, 'offline'],
    ];
    for (const [target, event] of heard) target.addEventListener(event, again);
    return () => {
      over = true;
      clearInterval(timer);
      clearTimeout(soon);
      for (const [target, event] of heard) target.removeEventListener(event, again);
    };
  }, []);
  return state;
}
