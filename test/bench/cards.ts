// K1, K2: a health card in a real card service and a real window. From the first command that the card is given, which follows the
// service's word of it, until its customer stands on the screen; and the longest task of the page meanwhile.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../src-main/start/build.ts';
import { type CardService, noCardService, startCardService } from '../support/card-service.ts';
import { electronHere } from '../support/electron.ts';
import { chipOf, healthCardFiles, somebody } from '../support/health-cards.ts';
import { openCounterOn } from '../support/hosts.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { contactCard, type VirtualCard } from '../support/virtual-cards.ts';
import { signIn } from '../support/walk.ts';
import type { Bench } from './bench.ts';
import { median } from './measure.ts';
import { ms } from './report.ts';

const CARDS = 15;
const NAME = 'Kranich, Ottilie';
/** What the customer in front of the counter does not notice as waiting. */
const AT_ONCE_MS = 1000;
const LONG_TASK_MS = 50;

/** By the wall clock, epoch milliseconds. */
type Round = { asked: number; answered: number; shown: number; longest: number };

export async function measureCards({ report }: Pick<Bench, 'report'>): Promise<void> {
  const here = await electronHere();
  const missing = here.missing ?? noCardService;
  if (missing !== null) {
    for (const id of ['K1', 'K2']) report.skip(id, 'a card in the window', missing);
    return;
  }
  await ensureBuilt((sentence) => console.log(sentence));
  const folder = mkdtempSync(join(tmpdir(), 'tresen-bench-cards-'));
  const cards = await startCardService();
  const counter = await openCounterOn('Electron', {
    ...{ dataDirectory: join(folder, 'data'), scratch: join(folder, 'scratch'), options: ['--demo'] },
  });
  try {
    const { page } = counter;
    await signIn(page);
    await makeCustomer(page, cards);
    const rounds: Round[] = [];
    for (let at = 0; at < CARDS; at += 1) rounds.push(await putIn(page, cards));
    const each = (pick: (round: Round) => number) => median(rounds.map(pick));
    const [all, card] = [each(({ asked, shown }) => shown - asked), each(({ asked, answered }) => answered - asked)];
    report.goal({
      ...{ id: 'K1', what: 'card seen until its customer is open, p50', value: ms(all), against: ms(AT_ONCE_MS) },
      ...{ ratio: all / AT_ONCE_MS, atMost: 1, note: `${ms(card)} of it the card itself answers` },
    });
    const longest = Math.max(...rounds.map((round) => round.longest));
    report.goal({
      ...{ id: 'K2', what: 'longest task of the page meanwhile', value: ms(longest), against: ms(LONG_TASK_MS) },
      ...{ ratio: longest / LONG_TASK_MS, atMost: 1, note: 'shorter ones are not told by the browser' },
    });
  } finally {
    await counter.close();
    await cards.stop();
    await removeFolder(folder);
  }
}

function card(): VirtualCard {
  const [lastName, firstName] = NAME.split(', ') as [string, string];
  return contactCard(
    chipOf(healthCardFiles(somebody({ lastName, firstName, prefix: '', nobility: '', insurance: null }))),
  );
}

async function makeCustomer(page: Page, cards: CardService): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: 'Kartenleser bereit' }).waitFor();
  await cards.insert(0, card());
  const dialog = page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
  await dialog.getByRole('checkbox', { name: 'Einwilligungserklärung drucken' }).uncheck();
  await page.keyboard.press('F12');
  const asking = page.getByRole('dialog', { name: /^Datenschutz:/ });
  await asking.waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
  await cards.remove(0);
}

async function putIn(page: Page, cards: CardService): Promise<Round> {
  await page.keyboard.press('F3');
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor({ state: 'detached' });
  await page.getByRole('contentinfo').getByRole('button', { name: 'Kartenleser bereit' }).waitFor();
  await page.evaluate((name) => {
    const seen = { shown: 0, longest: 0 };
    (window as unknown as { seen: typeof seen }).seen = seen;
    const observer = new MutationObserver(() => {
      if (seen.shown > 0 || !document.querySelector('h1')?.textContent?.includes(name)) return;
      observer.disconnect();
      // Laid out and drawn, not only in the tree.
      requestAnimationFrame(() => setTimeout(() => (seen.shown = performance.timeOrigin + performance.now())));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'longtask' });
  }, NAME);
  await cards.insert(0, card());
  let [asked, answered, commands] = [0, 0, 0];
  for (;;) {
    const { length } = cards.asked(0);
    if (length > commands) answered = Date.now();
    if (length > 0 && asked === 0) asked = answered;
    commands = length;
    const { shown, longest } = await page.evaluate(() => (window as unknown as { seen: Round }).seen);
    if (shown > 0) {
      await cards.remove(0);
      return { asked, answered, shown, longest };
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
