// Which preview is open. A feature opens one and learns, when it is closed, whether it was printed. The bytes are here only
// while it is open and go nowhere else.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { create } from 'zustand';
import type { Preview } from '../../src-shared/printing/contract.ts';
import { client } from '../client.ts';
import { openPdf } from './pdf.ts';

/** Its document is read while the dialog is being laid out. `sheet` stays when the same sheet goes to another address. */
export type ShownPreview = { sheet: string; preview: Preview; opening: Promise<PDFDocumentProxy> };

type Store = { shown: ShownPreview | null; close: (printed: boolean) => void };

export const usePreview = create<Store>(() => ({ shown: null, close: () => undefined }));

/** Shows the dialog 'Druckvorschau' in place of one that is open; resolves when it is closed: true = a printer took it at least once. */
export function openPreview(preview: Preview): Promise<boolean> {
  closePreview();
  const opening = openPdf(preview.pdf);
  return new Promise((resolve) => {
    usePreview.setState({
      shown: { sheet: preview.id, preview, opening },
      close: (printed) => {
        const { shown } = usePreview.getState();
        usePreview.setState({ shown: null, close: () => undefined });
        if (shown) {
          forgetPages(shown);
          // Where this fails the program has forgotten the preview by itself: it was locked, or it ended.
          client.printing.close({ previewId: shown.preview.id }).catch(() => undefined);
        }
        resolve(printed);
      },
    });
  });
}

/** The same sheet to another of the customer's addresses, in the same dialog (E-74). */
export async function readdressPreview(addressId: string): Promise<void> {
  const { shown: before } = usePreview.getState();
  if (!before) return;
  const preview = await client.printing.readdress({ previewId: before.preview.id, addressId });
  if (usePreview.getState().shown !== before) {
    client.printing.close({ previewId: preview.id }).catch(() => undefined);
    return;
  }
  const opening = openPdf(preview.pdf);
  usePreview.setState({ shown: { ...before, preview, opening } });
  // Until the new page is there, the old one may still be being drawn.
  opening.catch(() => undefined).then(() => forgetPages(before));
}

/** Nobody but whoever opened it sees it: for the lock, and for the one who comes after. */
export function closePreview(): void {
  usePreview.getState().close(false);
}

function forgetPages({ opening }: ShownPreview): void {
  // One that could not be read has been told by the dialog.
  opening.then((pdf) => pdf.loadingTask.destroy()).catch(() => undefined);
}
