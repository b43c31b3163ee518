// Joins the ports that pages hand over: the screen's to the service's router, the print page's to whoever opened it. A
// port from any other page or frame is closed. The only file that touches ipcMain.
import { type IpcMainEvent, ipcMain } from 'electron';
import { PRINT_PAGE, SCREEN } from './pages.ts';
import { takePrintPort } from './print-page.ts';
import type { WindowService } from './window-service.ts';

/**
 * @param opening a page may ask before the service is there; what it says waits in its port
 * @param isScreen whether a page (by its id) is one of our windows
 */
export function connectPages(opening: Promise<WindowService>, isScreen: (pageId: number) => boolean): void {
  opening.catch(() => undefined); // whoever opens it says why it cannot be
  ipcMain.on('tresen:connect', async (event) => {
    const [port] = event.ports;
    if (!port) return;
    const origin = originOf(event);
    const pageId = event.sender.id;
    const { service, answer } = await opening;
    if (origin === SCREEN.origin && isScreen(pageId)) {
      answer(port);
      port.start();
    } else if (origin !== PRINT_PAGE.origin || !takePrintPort(pageId, port)) {
      port.close();
      service.counter.ports.log.warn({ origin }, 'a port was refused');
    }
  });
}

/** The origin of a page's top frame; null for a frame inside a page, and for one that is gone. */
function originOf(event: IpcMainEvent): string | null {
  const frame = event.senderFrame;
  return frame && frame === event.sender.mainFrame && frame.parent === null ? frame.origin : null;
}
