// A page that throws while it is drawn: the frame stays, the bar says what happened and what to do, another page goes on, and
// loading anew brings back what was half typed.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTS, type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { openTab, typeInto } from '../support/keyboard.ts';
import { looking } from '../support/looking.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { searchBox } from '../support/search-box.ts';
import { frame, signIn } from '../support/walk.ts';

describe.each(HOSTS)('in %s', (host) => {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-mishap-'));
  let counter: OpenCounter;
  let page: Page;
  const thrown: string[] = [];

  beforeAll(async () => {
    counter = await openCounterOn(host, {
      ...{ dataDirectory: join(folder, 'data'), scratch: join(folder, 'scratch'), options: ['--demo'] },
      pageError: (error) => thrown.push(error.message),
    });
    ({ page } = counter);
    await signIn(page);
  });
  afterAll(async () => {
    await counter?.close();
    await removeFolder(folder);
  });

  const alert = () => page.getByRole('alert');
  const logs = join(folder, 'data', 'logs');
  const log = () =>
    readdirSync(logs)
      .map((name) => readFileSync(join(logs, name), 'utf8'))
      .join('');
  const note = () => page.getByRole('textbox', { name: 'Notiz', exact: true });

  async function looksWell(stop: string): Promise<void> {
    const { look, faults } = looking(page);
    await look(stop);
    expect(faults).toEqual([]);
  }

  async function openCustomer(): Promise<void> {
    await page.keyboard.press('F3');
    await searchBox(page).fill('10001');
    await page.getByRole('table', { name: 'Treffer' }).getByRole('button').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  test('it says so, keeps the frame and what was typed, and comes back by its own button', async () => {
    await openCustomer();
    await typeInto(page, note(), 'halb getippt');
    // A fault that a page can have: what it draws with is not what it takes it for.
    await page.evaluate(() => {
      Date.prototype.toLocaleDateString = () => {
        throw new Error('Müller, Anna\n    at Müller, Anna');
      };
    });
    await openTab(page, 'Historie');
    await page.getByRole('heading', { level: 1, name: 'Diese Seite lässt sich nicht zeigen' }).waitFor();
    await alert().getByText('Was Sie eingegeben haben, ist als Entwurf gesichert.', { exact: false }).waitFor();
    await looksWell('a page that failed');
    expect(await page.getByRole('toolbar', { name: 'Funktionstasten' }).isVisible()).toBe(true);

    // Support finds it by its number, and nothing in it names anybody.
    const incident = /Vorfall ([0-9A-F]{8})/.exec(await alert().innerText())?.[1] ?? 'none';
    await expect.poll(log).toContain(incident);
    const told =
      log()
        .split('\n')
        .find((line) => line.includes(incident)) ?? '';
    expect(JSON.parse(told)).toMatchObject({ msg: 'a page failed', name: 'Error' });
    expect((JSON.parse(told) as { frames: string[] }).frames[0]).toMatch(/^at .*:\d+:\d+\)?$/);
    expect(log()).not.toContain('Müller');

    // Another page is not taken along.
    await page.keyboard.press('Alt+f');
    await page.getByRole('heading', { name: 'Filiale', level: 1 }).waitFor();
    expect(await alert().count()).toBe(0);
    await page.keyboard.press('Alt+k');

    await page.getByRole('button', { name: 'Neu laden' }).press('Enter', { noWaitAfter: true });
    await alert().waitFor({ state: 'detached' });
    await frame(page);
    await openCustomer();
    await expect.poll(() => note().inputValue()).toBe('halb getippt');
    expect(thrown).toEqual([]);
  });

  test('where the frame itself fails the window is not left empty', async () => {
    await page.evaluate(() => {
      const { focus } = HTMLElement.prototype;
      Object.assign(window, { healFocus: () => Object.assign(HTMLElement.prototype, { focus }) });
      HTMLElement.prototype.focus = () => {
        throw new Error('no focus');
      };
    });
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { level: 1, name: 'Diese Seite lässt sich nicht zeigen' }).waitFor();
    await looksWell('a window that failed');
    await page.evaluate(() => (window as unknown as { healFocus: () => void }).healFocus());
    await page.getByRole('button', { name: 'Neu laden' }).press('Enter', { noWaitAfter: true });
    await signIn(page);
  });
});
