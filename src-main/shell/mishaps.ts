// What happens when a page crashes or hangs: it is logged and comes back, with the drafts that the service keeps. It
// refuses to know what the pages show.
import { app, type BrowserWindow, dialog } from 'electron';
import type { Logger } from 'pino';
import { traceOf } from '../program.ts';
import type { ShellTexts } from './texts.ts';

/** So many crashes within so many milliseconds are no accident: reloading once more would only flicker. */
const TOO_MANY = 3;
const WITHIN_MS = 60_000;
/** SIGTERM, with which helpers are ended that are not needed any more. */
const ENDED_BY_US = 15;

export function standByWindow(window: BrowserWindow, log: Logger, texts: () => ShellTexts): void {
  const crashes: number[] = [];
  const page = window.webContents;
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, 'the page is gone');
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    crashes.push(Date.now());
    const lately = crashes.filter((at) => at > Date.now() - WITHIN_MS).length;
    // Not within the event: the frame is still being taken down.
    if (lately < TOO_MANY) setImmediate(() => window.isDestroyed() || page.reload());
    else void askAfterCrashes(window, texts());
  });
  page.on('did-fail-load', (_event, code, problem, _url, isMainFrame) => {
    if (isMainFrame) log.error({ code, problem }, 'the page cannot be loaded');
  });
  page.on('preload-error', (_event, _path, error) => log.error({ problem: error.message }, 'the preload failed'));

  let question: AbortController | null = null;
  page.on('unresponsive', () => {
    log.warn('the page does not respond');
    question ??= new AbortController();
    void askWhenFrozen(window, texts(), question.signal).then((reload) => {
      question = null;
      if (!reload || window.isDestroyed()) return;
      log.warn('the page is reloaded on request');
      // A page that hangs does not hear of a reload; a new process does.
      page.forcefullyCrashRenderer();
    });
  });
  page.on('responsive', () => question?.abort());
}

/**
 * Everything else of the program that can break. Its parts restart by themselves; after an error in the main process that
 * nobody foresaw, only a new start is sure to be sound. What was saved and the drafts are on the disk.
 */
export function standByProgram(log: Logger, texts: () => ShellTexts): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    const asked = reason === 'clean-exit' || (reason === 'killed' && exitCode === ENDED_BY_US);
    if (!asked) log.error({ part: name ?? type, reason, exitCode }, 'a part of the program is gone');
  });
  process.on('unhandledRejection', (error) => log.error(traceOf(error), 'a failure nobody waited for'));
  process.on('uncaughtException', (error) => {
    log.fatal(traceOf(error), 'the program breaks down');
    const { broken } = texts();
    const answer = dialog.showMessageBoxSync({
      type: 'error',
      message: broken.message,
      detail: broken.detail,
      buttons: [broken.restart, broken.quit],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (answer === 0) app.relaunch();
    app.exit(1);
  });
}

async function askWhenFrozen(window: BrowserWindow, { frozen }: ShellTexts, signal: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: frozen.message,
    detail: frozen.detail,
    buttons: [frozen.wait, frozen.reload],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  });
  return response === 1;
}

async function askAfterCrashes(window: BrowserWindow, { crashing }: ShellTexts): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: crashing.message,
    detail: crashing.detail,
    buttons: [crashing.again, crashing.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) app.quit();
  else if (!window.isDestroyed()) window.webContents.reload();
}
