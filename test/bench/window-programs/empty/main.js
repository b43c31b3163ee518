// The least that an Electron program can be: one sandboxed window with an empty page. What the counter's start and memory
// are held against. Says on standard error when the window is ready to be shown.
import { join } from 'node:path';
import process from 'node:process';
import { app, BrowserWindow } from 'electron';

app.setPath('userData', process.env.BENCH_PROFILE ?? join(import.meta.dirname, 'profile'));
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  window.once('ready-to-show', () => {
    window.show();
    process.stderr.write(`stamp ready-to-show ${performance.timeOrigin + performance.now()}\n`);
  });
  window.loadFile(join(import.meta.dirname, 'page.html'));
});
app.on('window-all-closed', () => app.quit());
