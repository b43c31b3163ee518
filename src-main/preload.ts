// The one narrow bridge: when the page asks, a fresh message port to the service is handed to it. Nothing is exposed.
import { ipcRenderer } from 'electron';

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== 'tresen:connect') return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage('tresen:connect', null, [port1]);
  window.postMessage('tresen:port', window.location.origin, [port2]);
});
