// What a person with little sight, without a mouse or at a large zoom would miss on the page as it is now, in words: each
// function answers with one line a fault, none = all is well. It refuses to know any page.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { standsStill } from './tour.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The counter at 200 % on a window of 1366×768. */
export const ZOOMED = { width: 683, height: 384 };
const WHOLE = { width: 1366, height: 768 };

/** All that axe-core knows of WCAG 2.0 to 2.2 A and AA and of good practice. */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async ({ tags, only }) => {
      const { axe: run } = window as unknown as { axe: typeof axe };
      const { violations } = await run.run(document, {
        runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: tags },
        ...(only ? {} : { rules: { 'target-size': { enabled: true } } }),
        resultTypes: ['violations'],
      });
      return violations.flatMap((one) =>
        one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)} ${node.any[0]?.message ?? ''}`),
      );
    },
    { tags: TAGS, only: rules ?? null },
  );
}

/** Colours in the dark theme and in Windows' high contrast; the page is as before afterwards. */
export async function contrastFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const looks = {
    dark: { colorScheme: 'dark' },
    'high contrast': { colorScheme: 'dark', forcedColors: 'active' },
  } as const;
  for (const [name, media] of Object.entries(looks)) {
    await page.emulateMedia(media);
    await standsStill(page);
    faults.push(...(await axeFaults(page, ['color-contrast'])).map((fault) => `${name}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await standsStill(page);
  return faults;
}

/** The same at the window's own size. */
export function sightFaults(page: Page): Promise<string[]> {
  return page.evaluate(lostFromSight);
}

/** At 200 %: nothing scrolls sideways but tables, nothing is cut, everything that takes a press can be brought into sight. */
export async function zoomFaults(page: Page): Promise<string[]> {
  await page.setViewportSize(ZOOMED);
  await standsStill(page);
  const faults = await page.evaluate(lostFromSight);
  await page.setViewportSize(WHOLE);
  await standsStill(page);
  return faults;
}

function lostFromSight(): string[] {
  const faults: string[] = [];
  const say = (element: Element) =>
    `${element.tagName.toLowerCase()} „${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 60)}“`;
  const seen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const top = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')].at(-1);
  const scope = top ?? document.body;
  // A table, a row of tabs and a sheet of paper may be wider than the window.
  const mayBeWider = (element: Element) =>
    element.closest('table, [role=tablist]') !== null || element.querySelector(':scope table, :scope canvas') !== null;

  if (document.documentElement.scrollWidth > window.innerWidth) faults.push('the page scrolls sideways');
  for (const element of scope.querySelectorAll<HTMLElement>('*')) {
    if (!seen(element) || element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth + 1) continue;
    if (mayBeWider(element) || element.matches('input, select, textarea')) continue;
    const way = getComputedStyle(element).overflowX;
    if (way === 'auto' || way === 'scroll') faults.push(`scrolls sideways: ${say(element)}`);
    else if (way !== 'visible') faults.push(`cut off: ${say(element)}`);
  }
  for (const element of scope.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, [role=tab], [role=menuitem], [tabindex="0"]',
  )) {
    if (!seen(element) || element.closest('[aria-hidden=true], [inert]')) continue;
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const box = element.getBoundingClientRect();
    if (box.width <= 2 || box.height <= 2) continue;
    const [x, y] = [
      Math.min(box.left + box.width / 2, box.left + 40),
      Math.min(box.top + box.height / 2, box.top + 20),
    ];
    const there = document.elementFromPoint(x, y);
    const itself =
      there && (element.contains(there) || there.contains(element) || there.closest('label')?.control === element);
    if (!itself) faults.push(`cannot be brought into sight: ${say(element)}`);
  }
  if (top) return faults;
  for (const part of document.querySelectorAll('[role=toolbar], footer > :last-child')) {
    const box = part.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight + 1) faults.push(`out of sight: ${say(part)}`);
  }
  return faults;
}

/** Movement longer than a blink, although the system asks for none. */
export async function motionFaults(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => one.playState === 'running')
      .map((one) => ({ one, took: one.effect?.getComputedTiming().endTime ?? 0 }))
      .filter(({ took }) => Number(took) > 100)
      .map(
        ({ one, took }) => `moves for ${took} ms: ${(one.effect as KeyframeEffect).target?.outerHTML.slice(0, 120)}`,
      ),
  );
}
