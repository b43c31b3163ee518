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
  const data = bytesOf(base64);
  return getDocument({ data, ...(worker ? { worker } : {}), useWasm: false }).promise;
}

/**
 * Draws page `number` (1 first) `widthPx` wide, sharp on the screen it is on. `as` 'print' shows what a printer gets, and in
 * one go; 'display' shows what a reader would and leaves the screen free between its parts.
 */
export async function drawPage(
  pdf: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  widthPx: number,
  as: 'display' | 'print' = 'display',
): Promise<void> {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (widthPx / natural.width) * window.devicePixelRatio });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  canvas.style.width = `${widthPx}px`;
  await page.render({ canvas, viewport, intent: as }).promise;
}

/** A loop: a call for each of a hundred thousand letters can be felt. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
