// Which of the customer's addresses the open sheet goes to (E-74). It is remembered for this preview and no longer.
import { useRef, useState } from 'react';
import type { Preview } from '../../src-shared/printing/contract.ts';
import { showFailure } from '../frame/failure.ts';
import { readdressPreview, usePreview } from './open-preview.ts';

/** Where the sheet goes: chosen at once, shown as soon as it is made. Who walks through the list gets the last one. */
export function useAddress({ addressId }: Preview) {
  const [wanted, setWanted] = useState(addressId);
  const [changing, setChanging] = useState(false);
  const run = useRef<{ wanted: string | null; busy: boolean }>({ wanted: addressId, busy: false });
  const change = async () => {
    for (;;) {
      const { shown } = usePreview.getState();
      const { wanted: next } = run.current;
      if (!shown || next === null || next === shown.preview.addressId) return;
      await readdressPreview(next);
    }
  };
  const choose = (id: string) => {
    setWanted(id);
    run.current.wanted = id;
    if (run.current.busy) return;
    run.current.busy = true;
    setChanging(true);
    change()
      .catch((error: unknown) => {
        const { shown } = usePreview.getState();
        if (!shown) return;
        run.current.wanted = shown.preview.addressId;
        setWanted(shown.preview.addressId);
        showFailure(error);
      })
      .finally(() => {
        run.current.busy = false;
        setChanging(false);
      });
  };
  return { id: wanted, changing, choose };
}
