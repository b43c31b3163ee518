// Takes a picture of every page in German, at the two sizes that counters have, into docs/pictures: `npm run pictures`.
// They are looked at by people and shown in README; no test compares them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowserHost } from './support/browser-host.ts';
import { openChromium } from './support/chromium.ts';
import { frame, signIn } from './support/walk.ts';

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures');

mkdirSync(FOLDER, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), 'tresen-pictures-'));
const { browser } = await openChromium();

try {
  await pictures('empty', [], async (page, take) => {
    await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
    await take('set-up');
  });
  await pictures('demo', ['--demo', '--print-dir', temporary], async (page, take) => {
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await take('sign-in');
    await signIn(page);
    await customerPages(page, take);
    await administrationPages(page, take);
  });
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}

type Take = (name: string) => Promise<void>;

async function pictures(
  name: string,
  options: string[],
  walk: (page: Page, take: Take) => Promise<void>,
): Promise<void> {
  const host = await startBrowserHost({ dataDirectory: join(temporary, name), options });
  try {
    const page = await browser.newPage({ viewport: SIZES[0] ?? null, locale: 'de-DE' });
    await page.goto(host.url);
    await walk(page, async (picture) => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await page.screenshot({ path: join(FOLDER, `${picture}-${size.width}.png`), animations: 'disabled' });
      }
      await page.setViewportSize(SIZES[0] ?? { width: 1366, height: 768 });
    });
    await page.close();
  } finally {
    await host.stop();
  }
}

async function customerPages(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('F3');
  await page.keyboard.insertText('mül');
  await page.getByRole('row').nth(1).waitFor();
  await take('search');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Stammdaten' }).waitFor();
  await take('mask');
  await page.keyboard.press('F10');
  await page.getByRole('dialog', { name: 'Einwilligung verwalten' }).waitFor();
  await take('consent');
  await page.keyboard.press('Escape');
  for (const [tab, name] of [
    ['Zugangsdaten', 'access'],
    ['Datenschutz', 'privacy'],
    ['Dokumente', 'documents'],
    ['Historie', 'history'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await take(name);
    if (name === 'access') await passwordLetter(page, take);
  }
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Einwilligungserklärung' }).waitFor();
  await take('print-menu');
  await page.getByRole('menuitem', { name: 'Einwilligungserklärung' }).press('Enter');
  await page.getByRole('dialog', { name: /Druckvorschau/ }).waitFor();
  await page.locator('[data-drawn=true]').first().waitFor();
  await take('preview-consent');
  await page.keyboard.press('Escape');
}

/** Made and thrown away: 'Aktiv' is taken back and nothing is printed. */
async function passwordLetter(page: Page, take: Take): Promise<void> {
  await page.getByRole('checkbox', { name: 'Aktiv' }).press('Space');
  await page.getByRole('button', { name: 'Kennwort vergeben' }).press('Enter');
  await page.getByRole('dialog', { name: /Druckvorschau/ }).waitFor();
  await page.locator('[data-drawn=true]').first().waitFor();
  await take('preview');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'Aktiv' }).press('Space');
}

async function administrationPages(page: Page, take: Take): Promise<void> {
  await page.keyboard.press('Alt+f');
  const list = page.getByRole('navigation', { name: 'Seiten' });
  await list.waitFor();
  const names = await list.getByRole('link').or(list.getByRole('tab')).or(list.getByRole('button')).allTextContents();
  for (const name of names) {
    await list.getByText(name, { exact: true }).click();
    await frame(page);
    await take(`administration-${name.toLowerCase().replace(/[^a-zäöüß]+/g, '-')}`);
  }
}
