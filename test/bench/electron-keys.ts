// What a key costs in the window, from the press to the laid-out screen: typing in the search box (and in an echo program),
// F1 to 'Gespeichert.', and the password letter to its visible page. Times are taken in the page itself; who presses the keys
// has no part in them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { electronHere, openCounterWindow } from '../support/electron.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';
import { searchBox } from '../support/search-box.ts';
import { signIn } from '../support/walk.ts';
import { CUSTOMER, PIN } from './electron-shop.ts';

const SAID = `[...document.querySelectorAll('section[aria-live]')].some((one) => one.textContent.includes('Gespeichert.'))`;
const ROOT = join(import.meta.dirname, '..', '..');

/** Lines that come later than this after the last ones belong to no key. */
const QUIET_MS = 120;

export type OpenWindow = { page: Page; close: () => Promise<void> };

/** The counter on a folder, signed in, search box in focus. */
export async function openProduct(dataDirectory: string): Promise<OpenWindow> {
  const { page, close } = await openCounterWindow({ dataDirectory });
  await signIn(page, { name: 'Anna Amsel', pin: PIN });
  await focusComesTo(searchBox(page));
  await watch(page);
  return { page, close };
}

export async function openEcho(): Promise<OpenWindow> {
  const here = await electronHere();
  if (here.missing !== null) throw new Error(here.missing);
  const profile = mkdtempSync(join(tmpdir(), 'tresen-echo-'));
  const app: ElectronApplication = await electron.launch({
    executablePath: here.binary,
    args: [...here.args, join(import.meta.dirname, 'window-programs', 'echo')],
    env: {
      ...(process.env as Record<string, string>),
      BENCH_PROFILE: profile,
      BENCH_PRELOAD: join(ROOT, 'build', 'main', 'preload.cjs'),
    },
    chromiumSandbox: !here.args.includes('--no-sandbox'),
  });
  const page = await app.firstWindow();
  await focusComesTo(page.getByRole('searchbox'));
  await watch(page);
  return {
    page,
    close: async () => {
      await app.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** From each key to the last change of the page that it brought, laid out. @param texts typed letter by letter, one after the other */
export async function typingTimes(page: Page, texts: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const text of texts) {
    for (const letter of text) {
      // A letter that no American keyboard has comes as text, without a key.
      if (/[ -~]/.test(letter)) await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      else await page.keyboard.insertText(letter);
      times.push(await settled(page));
    }
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await settled(page);
  }
  return times;
}

/** F1 on the mask of the sample customer, each time with one letter more in the note: until 'Gespeichert.' stands there. */
export async function saveTimes(page: Page, saves: number): Promise<number[]> {
  await openCustomer(page);
  const note = page.getByRole('textbox', { name: 'Notiz', exact: true });
  await tabTo(page, note);
  const times: number[] = [];
  for (let save = 0; save < saves; save++) {
    await page.keyboard.insertText('x');
    await settled(page);
    await page.waitForFunction(`!(${SAID})`);
    await watchFor(page, SAID);
    await page.keyboard.press('F1');
    times.push(await came(page));
    await settled(page);
  }
  return times;
}

/** Enter on 'Kennwort vergeben' until the page is drawn and painted; each preview is closed without printing. */
export async function letterTimes(page: Page, letters: number): Promise<number[]> {
  await page.keyboard.press('Alt+2');
  await tabTo(page, page.getByRole('checkbox', { name: 'Aktiv' }));
  await page.keyboard.press('Space');
  const issue = page.getByRole('button', { name: 'Kennwort vergeben' });
  const times: number[] = [];
  for (let letter = 0; letter < letters; letter++) {
    await tabTo(page, issue);
    await watchFor(page, `document.querySelector('[data-drawn="true"]')`);
    await page.keyboard.press('Enter');
    times.push(await came(page));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Druckvorschau' }).waitFor({ state: 'hidden' });
  }
  return times;
}

async function openCustomer(page: Page): Promise<void> {
  await page.keyboard.press('F3');
  await focusComesTo(searchBox(page));
  await page.keyboard.insertText(CUSTOMER.lastName);
  await page.getByText(`${CUSTOMER.lastName}, ${CUSTOMER.firstName}`).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Stammdaten' }).waitFor();
}

type Watch = { pressed: number; changed: number };

/** Notes when a key went down and when the lines of a table last changed, each change laid out before it counts. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watched: Watch = { pressed: 0, changed: 0 };
    Object.assign(window, { watched });
    const press = (event: Event) => {
      watched.pressed = event.timeStamp;
      watched.changed = event.timeStamp;
    };
    addEventListener('keydown', press, true);
    addEventListener('beforeinput', (event) => event.timeStamp - watched.pressed > 5 && press(event), true);
    const isOfLines = ({ target, addedNodes }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest('tbody') ||
      [...addedNodes].some((node) => node instanceof Element && node.querySelector('tbody'));
    const observer = new MutationObserver((changes) => {
      if (!changes.some(isOfLines)) return;
      document.querySelector('tbody')?.getBoundingClientRect();
      watched.changed = performance.now();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Waits until nothing has changed for a while. @returns from the last key down to the last change */
function settled(page: Page): Promise<number> {
  return page.evaluate(
    (quietMs) =>
      new Promise<number>((resolve) => {
        const { watched } = window as unknown as { watched: Watch };
        const look = () => {
          const quiet = performance.now() - Math.max(watched.changed, watched.pressed);
          if (quiet > quietMs) resolve(watched.changed - watched.pressed);
          else setTimeout(look, quietMs - quiet + 1);
        };
        look();
      }),
    QUIET_MS,
  );
}

/** Notes in the page how long it takes from the next key down until `condition` holds, laid out, and its frame has begun. */
async function watchFor(page: Page, condition: string): Promise<void> {
  // As text: the page's policy lets no function be made of text, the browser's own console may.
  await page.evaluate(`{
    let pressed = 0;
    addEventListener('keydown', (event) => { pressed ||= event.timeStamp; }, { capture: true, once: true });
    window.came = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('nothing came')), 10_000);
      const observer = new MutationObserver(() => {
        if (pressed === 0 || !(${condition})) return;
        observer.disconnect();
        document.body.getBoundingClientRect();
        requestAnimationFrame(() => resolve(performance.now() - pressed));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    undefined;
  }`);
}

function came(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { came: Promise<number> }).came);
}
