// Which preview is open. A feature opens one and learns, when it is closed, whether it was printed. The bytes are here only
// while it is open and go nowhere else.
import { create } from 'zustand';
import type { Preview } from '../../src-shared/printing/contract.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';

type Store = { preview: Preview | null; close: (printed: boolean) => void };

export const usePreview = create<Store>(() => ({ preview: null, close: () => undefined }));

/** Shows the dialog 'Druckvorschau'; resolves when it is closed: true = a printer took it at least once. */
export function openPreview(preview: Preview): Promise<boolean> {
  return new Promise((resolve) => {
    usePreview.setState({
      preview,
      close: (printed) => {
        usePreview.setState({ preview: null, close: () => undefined });
        client.printing.close({ previewId: preview.id }).catch(showFailure);
        resolve(printed);
      },
    });
  });
}
