// Draws PDF pages with pdf.js. Loaded when the first preview is near, so that the counter starts without it.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

let library: Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> | undefined;
let worker: import('pdfjs-dist').PDFWorker | undefined;

async function pdfjs() {
  library ??= import('pdfjs-dist/legacy/build/pdf.mjs').then((loaded) => {
    loaded.GlobalWorkerOptions.workerSrc = workerUrl;
    worker = new loaded.PDFWorker();
    return loaded;
  });
  return library;
}

/** Loads library and worker before they are needed. */
export function warmUpPdf(): void {
  void pdfjs().then(() => worker?.promise);
}

/** @param base64 the PDF. The caller destroys the document when the preview closes. */
export async function openPdf(base64: string): Promise<PDFDocumentProxy> {
  const { getDocument } = await pdfjs();
  const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return getDocument({ data, ...(worker ? { worker } : {}), useWasm: false }).promise;
}

/** Draws page `number` (1 first) `widthPx` wide, sharp on the screen it is on. */
export async function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  widthPx: number,
): Promise<void> {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (widthPx / natural.width) * window.devicePixelRatio });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  canvas.style.width = `${widthPx}px`;
  await page.render({ canvas, viewport }).promise;
}
