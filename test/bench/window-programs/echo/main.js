// What typing costs at least: a sandboxed page sends each text over a port, the main process answers at once with rows that
// lay ready, the page puts them into a plain table. No framework, no database.
import { join } from 'node:path';
import process from 'node:process';
import { app, BrowserWindow, ipcMain } from 'electron';

const FIRST = ['Anna', 'Jörg', 'Maria', 'Peter', 'Zoë', 'Karl', 'Ida', 'Łukasz'];
const LAST = ['Müller', 'Weiß', 'Schmidt', 'Größl', 'Öztürk', 'Sommer', 'Brandt', 'Yılmaz'];
const pick = (from, at) => from[at % from.length];
const rows = (turn) =>
  Array.from({ length: 20 }, (_, at) => {
    const number = turn * 7 + at * 3;
    return [
      String(10_000 + number),
      `${pick(LAST, number)}, ${pick(FIRST, number + at)}`,
      `${String((number % 27) + 1).padStart(2, '0')}.04.1961`,
      `Sonnenstr. ${number % 90}, 80331 München`,
      `+49 30 23125 ${String(number % 1000).padStart(3, '0')}`,
      'E-Mail fehlt',
    ];
  });
const ready = Array.from({ length: 16 }, (_, turn) => rows(turn));

app.setPath('userData', process.env.BENCH_PROFILE ?? join(import.meta.dirname, 'profile'));
ipcMain.on('tresen:connect', ({ ports: [port] }) => {
  port.on('message', ({ data }) => port.postMessage(ready[data.turn % ready.length]));
  port.start();
});
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: { preload: process.env.BENCH_PRELOAD, sandbox: true, contextIsolation: true },
  });
  window.loadFile(join(import.meta.dirname, 'page.html'));
});
app.on('window-all-closed', () => app.quit());
