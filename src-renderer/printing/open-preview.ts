// Which preview is open. A feature opens one and learns, when it is closed, whether it was printed. The bytes are here only
// while it is open and go nowhere else.
import { create } from 'zustand';
import type { Preview } from '../../src-shared/printing/contract.ts';
import { client } from '../client.ts';

type Store = { preview: Preview | null; close: (printed: boolean) => void };

export const usePreview = create<Store>(() => ({ preview: null, close: () => undefined }));

/** Shows the dialog 'Druckvorschau' in place of one that is open; resolves when it is closed: true = a printer took it at least once. */
export function openPreview(preview: Preview): Promise<boolean> {
  closePreview();
  return new Promise((resolve) => {
    usePreview.setState({
      preview,
      close: (printed) => {
        usePreview.setState({ preview: null, close: () => undefined });
        // Where this fails the program has forgotten the preview by itself: it was locked, or it ended.
        client.printing.close({ previewId: preview.id }).catch(() => undefined);
        resolve(printed);
      },
    });
  });
}

/** Nobody but whoever opened it sees it: for the lock, and for the one who comes after. */
export function closePreview(): void {
  usePreview.getState().close(false);
}
