// The built counter, unchanged, with a watch beside it: says on standard error when its window is ready to be shown and
// when a letter typed into the search box has brought its hits. It signs in as staff do; the keys are real input events.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const stamp = (what) => process.stderr.write(`stamp ${what} ${performance.timeOrigin + performance.now()}\n`);

app.once('browser-window-created', (_event, window) => {
  window.once('ready-to-show', () => stamp('ready-to-show'));
  window.webContents.once('did-finish-load', () => signInAndSearch(window.webContents).catch((error) => stamp(error)));
});

async function signInAndSearch(page) {
  const type = (keys) => {
    for (const keyCode of keys) {
      page.sendInputEvent({ type: 'keyDown', keyCode });
      page.sendInputEvent({ type: 'char', keyCode: keyCode === 'Return' ? '\u000d' : keyCode });
      page.sendInputEvent({ type: 'keyUp', keyCode });
    }
  };
  await until(page, `document.activeElement?.type === 'password'`);
  stamp('sign-in');
  type([...(process.env.BENCH_PIN ?? ''), 'Return']);
  await until(page, `document.activeElement?.type === 'search'`);
  stamp('search-box');
  type(['m']);
  await until(page, `document.querySelectorAll('tbody tr td:nth-child(2)').length > 5`);
  stamp('hits');
}

/** Looks once a millisecond, in the page. */
function until(page, condition) {
  const code = `new Promise((done) => { (function look() { if (${condition}) done(); else setTimeout(look, 1); })(); })`;
  return page.executeJavaScript(code);
}

await import(pathToFileURL(process.env.BENCH_PROGRAM ?? '').href);
