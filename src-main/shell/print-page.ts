// The hidden window behind printing: opens our own print page, hands it the bytes of one document over a port, has it
// printed, wipes and destroys it. It decides nothing about printers.
import { once } from 'node:events';
import { BrowserWindow, type MessagePortMain, type WebContentsPrintOptions } from 'electron';
import type { PrintAnswer, PrintOrder } from '../../src-shared/printing/print-page.ts';
import { PRINT_PAGE } from './pages.ts';

export type PrintPage = {
  /** @throws PageFailed */
  draw(pdf: Uint8Array, title: string): Promise<void>;
  /** As Electron tells it: handed over, or why not. Silence is an answer, too. */
  print(options: WebContentsPrintOptions): Promise<{ handedOver: boolean; reason: string } | 'silence'>;
  /** Wipes and destroys; nothing of the document is left. */
  close(): Promise<void>;
};

/** The page did not come up, did not answer or could not draw. */
export class PageFailed extends Error {
  override readonly name = 'PageFailed';
}

const READY_MS = 15_000;
const DRAW_MS = 30_000;
const PRINT_MS = 30_000;
const WIPE_MS = 2_000;

const waiting = new Map<number, (port: MessagePortMain) => void>();

/** The port of a page that was opened here and has none yet. */
export function takePrintPort(pageId: number, port: MessagePortMain): boolean {
  const take = waiting.get(pageId);
  waiting.delete(pageId);
  take?.(port);
  return take !== undefined;
}

/** @throws PageFailed */
export async function openPrintPage(preload: string): Promise<PrintPage> {
  const window = new BrowserWindow({
    show: false,
    // What is not visible must be drawn all the same.
    paintWhenInitiallyHidden: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
      devTools: false,
    },
  });
  const { webContents } = window;
  const gone = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new PageFailed('the page is gone'));
    webContents.once('render-process-gone', fail);
    window.once('closed', fail);
  });
  gone.catch(() => undefined);
  const within = <T>(milliseconds: number, work: Promise<T>) => Promise.race([work, gone, late(milliseconds)]);

  const connected = new Promise<MessagePortMain>((resolve) => waiting.set(webContents.id, resolve));
  try {
    void webContents.loadURL(PRINT_PAGE.url).catch(() => undefined);
    const port = await within(READY_MS, connected);
    port.start();
    await within(READY_MS, answerOf(port));
    const ask = async (order: PrintOrder, milliseconds: number) => {
      const answer = answerOf(port);
      port.postMessage(order);
      const given = await within(milliseconds, answer);
      if (given.kind === 'failed') throw new PageFailed(given.problem);
    };
    return {
      draw: (pdf, title) => ask({ kind: 'draw', pdf, title }, DRAW_MS),
      print: (options) =>
        within(
          PRINT_MS,
          new Promise<{ handedOver: boolean; reason: string }>((resolve) =>
            webContents.print(options, (handedOver, reason) => resolve({ handedOver, reason })),
          ),
        ).catch((error: unknown) => {
          if (error instanceof PageFailed) return 'silence' as const;
          throw error;
        }),
      async close() {
        if (window.isDestroyed()) return;
        await ask({ kind: 'wipe' }, WIPE_MS).catch(() => undefined);
        window.destroy();
      },
    };
  } catch (error) {
    waiting.delete(webContents.id);
    if (!window.isDestroyed()) window.destroy();
    throw error;
  }
}

async function answerOf(port: MessagePortMain): Promise<PrintAnswer> {
  const [event] = (await once(port, 'message')) as [{ data: PrintAnswer }];
  return event.data;
}

function late(milliseconds: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new PageFailed('the page does not answer')), milliseconds).unref();
  });
}
