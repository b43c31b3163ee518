// The page behind printing in Electron: nobody sees it. It draws the pages of one PDF, exactly those that the preview
// showed, as big as paper, and wipes itself when they are printed. The bytes come over a port and stay in memory: no
// address, no file, no blob (which the browser might put on the disk). It refuses to know what is printed.
import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { PRINT_DPI, type PrintAnswer, type PrintOrder } from '../../src-shared/printing/print-page.ts';

const POINTS_PER_INCH = 72;

GlobalWorkerOptions.workerSrc = workerUrl;

window.addEventListener('message', (event: MessageEvent) => {
  const [port] = event.ports;
  if (event.source !== window || event.data !== 'tresen:port' || !port) return;
  const answer = (message: PrintAnswer) => port.postMessage(message);
  port.addEventListener('message', ({ data }: MessageEvent<PrintOrder>) => {
    obey(data).then(answer, (error: Error) => answer({ kind: 'failed', problem: error.message }));
  });
  port.start();
  answer({ kind: 'ready' });
});
window.postMessage('tresen:connect', window.location.origin);

async function obey(order: PrintOrder): Promise<PrintAnswer> {
  switch (order.kind) {
    case 'draw':
      document.title = order.title;
      return { kind: 'drawn', pages: await draw(order.pdf) };
    case 'wipe':
      wipe();
      return { kind: 'wiped' };
  }
}

async function draw(data: Uint8Array): Promise<number> {
  const loading = getDocument({ data, useWasm: false });
  try {
    const pdf = await loading.promise;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale: PRINT_DPI / POINTS_PER_INCH });
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await page.render({ canvas, viewport, intent: 'print', background: 'white' }).promise;
      document.body.append(canvas);
    }
    return pdf.numPages;
  } finally {
    await loading.destroy();
  }
}

function wipe(): void {
  document.title = 'Tresen';
  for (const canvas of document.querySelectorAll('canvas')) {
    canvas.width = 0;
    canvas.height = 0;
    canvas.remove();
  }
}
