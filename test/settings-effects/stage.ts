// Where effects of settings are seen: a real counter in this process, served on loopback to a real Chromium, so that a row can
// write behind the screen's back through the same service. It knows no setting.
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Loopback, serveLoopback } from '../../src-main/loopback.ts';
import type { Ports } from '../../src-main/service/ports.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { definitionOf, type Settings, settingKeys } from '../../src-shared/settings/rules.ts';
import { openChromium } from '../support/chromium.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { saveCustomer } from '../support/data-folder.ts';
import { hire, signIn } from '../support/people.ts';
import { searchBox } from '../support/search-box.ts';
import { signIn as signInAtScreen } from '../support/shop.ts';
import { foundingCounter, joinedCounter, openServer, round, type TestServer } from '../support/sync.ts';

/**
 * 'counter': one that all rows share. 'alone': a fresh one for each position, whose clock can be moved. 'chain': a counter of
 * the headquarters 'Sonnen-Apotheke' with a branch server, and a second counter in the branch 'Mond-Apotheke'; shared.
 * 'branch': the same, but the screen is that of 'Mond-Apotheke' and `elsewhere` the one of the headquarters.
 */
export type StageName = 'counter' | 'alone' | 'chain' | 'branch';

export type Stage = {
  readonly page: Page;
  /** The calls of the counter that the page shows, by whoever is signed in at the screen. */
  readonly client: TestCounter['client'];
  readonly counter: TestCounter;
  /** Only on 'chain' and 'branch'. */
  readonly server: TestServer;
  /** The counter of the other branch; only on 'chain' and 'branch'. */
  readonly elsewhere: TestCounter;
  /** Both counters say and hear everything; only on 'chain' and 'branch'. */
  meet(): Promise<void>;
  /** Moves the counter's clock; only on 'alone', before the screen is looked at. */
  forward(milliseconds: number): void;
  set(changes: Partial<Settings>): Promise<void>;
  /** A last name that nobody has yet: the search finds exactly one by it. */
  freshName(): string;
  /** A customer of such a name, made behind the screen's back. */
  customer(more?: Partial<CustomerForm>): Promise<{ id: string; lastName: string }>;
  /** Opens the mask of a customer by its last name, as F3, typing and Enter do. */
  open(lastName: string): Promise<void>;
  /** Locks, and signs 'Bernd Bussard' (Mitarbeiter) or somebody else in. */
  takeOver(name?: string, pin?: string): Promise<void>;
};

export type OpenStage = {
  /** A fresh page with 'Anna Amsel' signed in, for the next position. */
  enter(): Promise<Stage>;
  close(): Promise<void>;
};

const PAGES = join(import.meta.dirname, '..', '..', 'build', 'renderer');
/** A row that has to turn red is not waited for as long as one that has to turn green. */
const PATIENCE = process.env.TRESEN_PROVE_SETTINGS === '1' ? { timeout: 5_000 } : {};

/** @param ports what the counter that the page shows has besides: readers for cards, a printer */
export async function openStage(name: StageName, ports: Partial<Ports> = {}): Promise<OpenStage> {
  if (name === 'alone') return oneAfterAnother(ports);
  return name === 'counter' ? sharedCounter(ports) : chainOfTwo(name, ports);
}

async function sharedCounter(ports: Partial<Ports>): Promise<OpenStage> {
  const counter = await openCounter({ ports: { now: Date.now, ...ports } });
  await hire(counter);
  return staged(counter, { close: async () => counter.close() });
}

async function oneAfterAnother(ports: Partial<Ports>): Promise<OpenStage> {
  let open: OpenStage | null = null;
  return {
    async enter() {
      await open?.close();
      let ahead = 0;
      const counter = await openCounter({ ports: { now: () => Date.now() + ahead, ...ports } });
      await hire(counter);
      const forward = (milliseconds: number) => {
        ahead += milliseconds;
      };
      open = await staged(counter, { forward, close: async () => counter.close() });
      return open.enter();
    },
    close: async () => open?.close(),
  };
}

async function chainOfTwo(name: 'chain' | 'branch', ports: Partial<Ports>): Promise<OpenStage> {
  const clock = {
    get now() {
      return Date.now();
    },
  };
  const server: TestServer = await openServer({ clock });
  const headquarters = await foundingCounter(server, name === 'chain' ? ports : {});
  await hire(headquarters);
  const { client } = headquarters;
  const blank = { street: null, houseNumber: null, postcode: null, town: null, phone: null, email: null };
  const rest = { website: null, openingHours: null, letterFooter: null, accent: null, licenceUntil: null };
  const { id } = await client.branches.save({
    id: null,
    form: { name: 'Mond-Apotheke', ...blank, ...rest },
    logo: 'keep',
  });
  const branch = await joinedCounter(server, headquarters, { branchId: id, ...(name === 'branch' && { ports }) });
  const [here, elsewhere] = name === 'chain' ? [headquarters, branch] : [branch, headquarters];
  const meet = async () => {
    for (const one of [here, elsewhere, here]) await round(one);
  };
  const close = async () => {
    branch.close();
    headquarters.close();
    await server.close();
  };
  // Settings are an administrator's of the headquarters, and travel.
  const set = async (changes: Partial<Settings>) => {
    await saved(headquarters, changes);
    await meet();
  };
  return staged(here, { server, elsewhere, meet, set, close });
}

type More = Partial<Pick<Stage, 'server' | 'elsewhere' | 'meet' | 'forward' | 'set'>> & { close: () => Promise<void> };

async function staged(counter: TestCounter, more: More): Promise<OpenStage> {
  const { browser } = await openChromium();
  const handler = new RPCHandler(counter.service.router);
  const context = { counter: counter.service.counter };
  const loopback = await serveLoopback({
    ...{ pages: PAGES, port: 0 },
    wired: (wire) => void handler.upgrade(wire, { context }),
  });
  const window = await admitted(browser, loopback);
  let born = 0;
  let page: Page | null = null;
  return {
    async enter() {
      await page?.close();
      await signIn(counter);
      page = await window.newPage();
      if (PATIENCE.timeout) page.setDefaultTimeout(PATIENCE.timeout);
      await page.goto(loopback.url);
      await page.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
      return stageOn(page, counter, more, () => ++born);
    },
    async close() {
      await browser.close();
      loopback.stop();
      await more.close();
    },
  };
}

/** The ticket admits one page; the cookie that it gets admits all further ones of the same window. */
async function admitted(browser: Browser, loopback: Loopback): Promise<BrowserContext> {
  const window = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    ...{ locale: 'de-DE', reducedMotion: 'reduce' },
  });
  const first = await window.newPage();
  await first.goto(loopback.url);
  await first.getByRole('toolbar', { name: 'Funktionstasten' }).waitFor();
  await first.close();
  return window;
}

function stageOn(page: Page, counter: TestCounter, more: More, next: () => number): Stage {
  const only = (stages: string) => () => {
    throw new Error(`only on the stage ${stages}`);
  };
  const box = searchBox(page);
  const freshName = () => `Kraniche${nameOf(next())}`;
  return {
    ...{ page, counter, client: counter.client },
    get server() {
      return more.server ?? only("'chain' or 'branch'")();
    },
    get elsewhere() {
      return more.elsewhere ?? only("'chain' or 'branch'")();
    },
    meet: more.meet ?? only("'chain' or 'branch'"),
    forward: more.forward ?? only("'alone'"),
    set: more.set ?? ((changes) => saved(counter, changes)),
    freshName,
    async customer(form = {}) {
      const lastName = freshName();
      return { id: await saveCustomer(counter.client, lastName, { firstName: 'Erika', ...form }), lastName };
    },
    async open(lastName) {
      await page.keyboard.press('F3');
      await box.fill(lastName);
      await page
        .getByRole('table', { name: 'Treffer' })
        .getByRole('button', { name: new RegExp(lastName) })
        .waitFor();
      await box.press('Enter');
      await page.getByRole('heading', { level: 1, name: new RegExp(`^${lastName}`) }).waitFor();
    },
    async takeOver(name = 'Bernd Bussard', pin = name === 'Anna Amsel' ? PIN : '2345') {
      await page.keyboard.press('Control+l');
      await signInAtScreen(page, name, pin);
    },
  };
}

/** A preset that the law guards is switched on with a reason (N-04). */
async function saved({ client }: TestCounter, changes: Partial<Settings>): Promise<void> {
  const guarded = settingKeys.filter((key) => definitionOf(key).guarded);
  const reasons = Object.fromEntries(guarded.map((key) => [key, 'Einwilligungen liegen auf Papier vor']));
  await client.settings.save({ changes, reasons });
}

/** Each has a sound of its own. */
const LETTERS = 'bdfglmrs';

/** 1 → 'babada': so that the search, which hears 'Kranichg' in 'Kranichh' too, finds exactly one. Enough for 511 names. */
function nameOf(count: number): string {
  const places = [Math.floor(count / 64), Math.floor(count / 8), count];
  return places.map((place) => `${LETTERS[place % 8]}a`).join('');
}
