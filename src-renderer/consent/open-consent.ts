// Which customer's 'Einwilligung verwalten' is open, and for which purpose it was opened.
import { create } from 'zustand';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';

type Open = { customerId: string; declaration: TextBlockKey; closed: Promise<void>; close: () => void };

export const useOpenConsent = create<{ open: Open | null }>(() => ({ open: null }));

/** Shows the dialog; resolves when it is closed. One that is open already stays as it is. */
export function openConsent(customerId: string, declaration: TextBlockKey): Promise<void> {
  const { open } = useOpenConsent.getState();
  if (open?.customerId === customerId) return open.closed;
  let done: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    done = resolve;
  });
  const close = () => {
    useOpenConsent.setState({ open: null });
    done();
  };
  useOpenConsent.setState({ open: { customerId, declaration, closed, close } });
  return closed;
}
