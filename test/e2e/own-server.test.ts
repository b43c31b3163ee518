// The shop with one PC in the real window: its server runs in a process of its own, comes back when it dies, ends with the
// program whatever became of that, and goes on when the window is closed and customers depend on it.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { type CounterWindow, electronHere, openCounterWindow } from '../support/electron.ts';
import {
  consentToApp,
  givePassword,
  leaveStorageForLater,
  newCustomer,
  PERSON,
  saveAndPrintCode,
} from '../support/main-job.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();
const NAME = 'Tresen-Filialserver';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe.skipIf(here.missing !== null)('the own server in the window', () => {
  test('the sample shop is connected; a killed server comes back, and nothing is lost', async () => {
    const { app, page } = await demo();
    await signIn(page);
    const line = page.getByRole('button', { name: 'Verbunden', exact: true });
    await line.waitFor();
    const before = await serverPid(app);
    process.kill(before, 'SIGKILL');
    await newCustomer(page, PERSON);
    await leaveStorageForLater(page);
    await expect.poll(() => serverPid(app).catch(() => before)).not.toBe(before);
    await line.waitFor();
    expect(alive(before)).toBe(false);
  });

  test('the main job: what staff print is usable once the own server has confirmed it', async () => {
    const prints = mkdtempSync(join(tmpdir(), 'tresen-own-prints-'));
    ends.push(() => removeFolder(prints));
    const { page } = await demo({}, ['--print-dir', prints]);
    await signIn(page);
    await newCustomer(page, PERSON);
    await leaveStorageForLater(page);
    const consent = () => readdirSync(prints).find((name) => name.includes('-einwilligung-')) ?? '';
    await consentToApp(page, async () => readFileSync(join(prints, consent())));
    await givePassword(page);
    await saveAndPrintCode(page);
    await page.getByText(/nutzbar seit \d\d:\d\d/).waitFor();
  });

  test('a program that is killed leaves no server behind', async () => {
    const { app, page } = await demo();
    await signIn(page);
    await page.getByRole('button', { name: 'Verbunden', exact: true }).waitFor();
    const server = await serverPid(app);
    expect(alive(server)).toBe(true);
    app.process().kill('SIGKILL');
    await expect.poll(() => alive(server)).toBe(false);
  });

  test('where customers depend on it, closing the window asks on a system without a notification area', async () => {
    const { app, page } = await demo();
    await signIn(page);
    await keepRunning(page);
    await answerWith(app, 2);
    await closeWindow(app);
    await expect.poll(() => questions(app)).toBe(1);
    expect(await visible(app)).toBe(true);
    await answerWith(app, 1);
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await closeWindow(app);
    await ended;
  });

  test('with a notification area the window goes and the server stays; the second start brings it back, locked', async () => {
    const { app, page, folder } = await demo(fakeTrayHost());
    await signIn(page);
    await keepRunning(page);
    const server = await serverPid(app);
    await closeWindow(app);
    await expect.poll(() => visible(app)).toBe(false);
    expect(alive(server)).toBe(true);
    await app.evaluate(({ app: program }) => program.emit('second-instance'));
    await expect.poll(() => visible(app)).toBe(true);
    await page.getByLabel('PIN').waitFor();
    expect(folder).not.toBe('');
  });
});

// --- details

async function demo(
  env: Record<string, string> = {},
  more: string[] = [],
): Promise<CounterWindow & { folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'tresen-own-server-'));
  ends.push(() => removeFolder(folder));
  const window = await openCounterWindow({ dataDirectory: join(folder, 'data'), options: ['--demo', ...more], env });
  const program = window.app.process();
  ends.push(() => program.kill('SIGKILL'));
  return { ...window, folder };
}

/** A bus that says there is one: the tool that is asked is ours. */
function fakeTrayHost(): Record<string, string> {
  return { PATH: `${join(import.meta.dirname, '..', 'support', 'tray-host')}:${process.env.PATH ?? ''}` };
}

async function keepRunning(page: CounterWindow['page']): Promise<void> {
  await page.getByRole('banner').getByRole('tab', { name: 'Filialverwaltung' }).press('Enter');
  await page.getByRole('navigation').getByRole('button', { name: 'Filialserver', exact: true }).press('Enter');
  const box = page.getByRole('checkbox', { name: /^Server weiterlaufen lassen/ });
  await box.click();
  await expect.poll(() => box.isChecked()).toBe(true);
}

async function serverPid(app: ElectronApplication): Promise<number> {
  const found = await app.evaluate(({ app: program }, name) => {
    const all = program.getAppMetrics() as { pid: number; name?: string }[];
    return all.find((one) => one.name === name)?.pid ?? null;
  }, NAME);
  if (found === null) throw new Error('no server process');
  return found;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A moment later: what closing sets free must not take the answer to this question with it. */
function closeWindow(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows() as { close(): void; closing?: NodeJS.Timeout }[];
    if (!window) return;
    clearTimeout(window.closing);
    window.closing = setTimeout(() => window.close(), 100);
  });
}

function visible(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}

/** Whoever sits there presses this button. */
function answerWith(app: ElectronApplication, response: number): Promise<void> {
  return app.evaluate(({ dialog }, button) => {
    const counted = dialog as unknown as { asked?: number };
    dialog.showMessageBox = async () => {
      counted.asked = (counted.asked ?? 0) + 1;
      return { response: button, checkboxChecked: false };
    };
  }, response);
}

function questions(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ dialog }) => (dialog as unknown as { asked?: number }).asked ?? 0);
}
