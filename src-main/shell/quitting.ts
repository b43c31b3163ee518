// Lets the program end only when nothing is on its way to a printer any more: a window that is closed too early takes a
// letter along that staff believe printed. It waits for a time that somebody at a closing PC will grant.
import { app } from 'electron';

const PATIENCE_MS = 20_000;

export type Unfinished = { readonly busy: boolean; settled(): Promise<void> };

export function quitAfter(work: Unfinished): void {
  let waiting = false;
  let waited = false;
  app.on('before-quit', (event) => {
    if (waited || !work.busy) return;
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    const patience = new Promise((passed) => setTimeout(passed, PATIENCE_MS));
    void Promise.race([work.settled(), patience]).then(() => {
      waited = true;
      app.quit();
    });
  });
}
