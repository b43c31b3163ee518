// The real network: fetch, and a WebSocket for the live wire.
import { WebSocket } from 'ws';
import type { ServerRoad } from '../ports.ts';

/** The server pings every 25 seconds; a wire that is silent for longer is dead, whatever the system says. */
const SILENT_MS = 70_000;

export const networkRoad: ServerRoad = {
  fetch: (request) => fetch(request),
  listen: (address, token, on) => {
    const wire = new WebSocket(`${address.replace(/^http/, 'ws')}/counter/live`, { handshakeTimeout: 10_000 });
    let watch = setTimeout(() => wire.terminate(), SILENT_MS);
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(() => wire.terminate(), SILENT_MS);
      watch.unref();
    };
    wire.on('open', () => {
      wire.send(token);
      on.opened();
    });
    wire.on('ping', alive);
    wire.on('message', (message) => {
      alive();
      on.said(String(message));
    });
    wire.on('error', () => wire.terminate());
    wire.once('close', () => {
      clearTimeout(watch);
      on.closed();
    });
    return () => {
      wire.removeAllListeners('close');
      clearTimeout(watch);
      wire.terminate();
    };
  },
};
