// Joins the ports that pages hand over to the service's router. The only file that touches ipcMain.
import { RPCHandler } from '@orpc/server/message-port';
import { ipcMain } from 'electron';
import type { Service } from '../service/service.ts';
import { ORIGIN } from './pages.ts';

export function connectPages(service: Service): void {
  const handler = new RPCHandler(service.router);
  ipcMain.on('tresen:connect', (event) => {
    const [port] = event.ports;
    const frame = event.senderFrame;
    if (!port || !frame || frame.parent !== null || !frame.url.startsWith(`${ORIGIN}/`)) return;
    handler.upgrade(port, { context: { counter: service.counter } });
    port.start();
  });
}
