// Taking a picture: the page at each size, drawn to its end, as a small file in docs/pictures.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import type { HostName } from '../support/hosts.ts';
import { standsStill } from '../support/tour.ts';
import { smallPng } from './small-png.ts';

/** `npm run pictures -- --window`: in the Electron window. */
const IN_WINDOW = process.argv.includes('--window');
export const PICTURED: HostName = IN_WINDOW ? 'Electron' : 'Chromium';

export const COUNTER_SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
export const PHONE_SIZES = [{ width: 390, height: 844 }];
/** Of README and of whoever looks; what the real window shows (`--window`) is looked at and not kept. */
export const FOLDER = join(
  import.meta.dirname,
  '..',
  '..',
  ...(IN_WINDOW ? ['build', 'pictures'] : ['docs', 'pictures']),
);

export type Take = (name: string) => Promise<void>;

/** Pictures of `page` are called '<name>-<width>.png'; afterwards the page has the first size. */
export function takingOn(page: Page, sizes: readonly { width: number; height: number }[] = COUNTER_SIZES): Take {
  return async (name) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await standsStill(page);
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      writeFileSync(join(FOLDER, `${name}-${size.width}.png`), smallPng(picture));
    }
    await page.setViewportSize(sizes[0] ?? { width: 1366, height: 768 });
  };
}
