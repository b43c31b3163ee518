// Before anybody works: set-up, the recovery key, what keeps the counter from opening, and the lock.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openCounterOn } from '../support/hosts.ts';
import { noSmallDisk } from '../support/small-disk.ts';
import { diskTroubles, fileTroubles } from '../support/troubles.ts';
import { frame } from '../support/walk.ts';
import { PICTURED, takingOn } from './taking.ts';

export async function startPictures(temporary: string): Promise<void> {
  const hands = {
    folder: () => mkdtempSync(join(temporary, 'start-')),
    open: (dataDirectory: string) =>
      openCounterOn(PICTURED, { dataDirectory, scratch: mkdtempSync(join(temporary, 'scratch-')), options: [] }),
  };
  const { page, close } = await hands.open(hands.folder());
  try {
    const take = takingOn(page);
    await page.getByRole('heading', { name: 'Tresen einrichten' }).waitFor();
    await take('set-up');
    await page.getByRole('button', { name: /^Stattdessen eine Sicherung/ }).press('Enter');
    await page.getByRole('heading', { name: 'Sicherung wiederherstellen' }).waitFor();
    await take('restore-instead');
    await page.getByRole('button', { name: 'Zurück' }).press('Enter');
    for (const [name, value] of [
      ['Name der Filiale', 'Sonnen-Apotheke'],
      ['Name', 'Anna Amsel'],
    ] as const)
      await page.getByRole('textbox', { name, exact: true }).fill(value);
    for (const name of ['PIN (mindestens 4 Ziffern)', 'PIN wiederholen']) await page.getByLabel(name).fill('1234');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Wiederherstellungsschlüssel' }).waitFor();
    await take('recovery-key');
    await page.getByRole('button', { name: 'Ich habe den Schlüssel aufbewahrt' }).press('Enter');
    await frame(page);
    await take('empty-shop');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Arbeitsplatz gesperrt' }).waitFor();
    await take('locked');
  } finally {
    await close();
  }
  for await (const { page: shown, name, heading } of fileTroubles(hands)) {
    await shown.getByRole('heading', { name: heading }).waitFor();
    await takingOn(shown)(`trouble-${name}`);
  }
  if (noSmallDisk !== null) return;
  for await (const { page: shown, name, heading } of diskTroubles(hands)) {
    await shown.getByRole('heading', { name: heading }).waitFor();
    await takingOn(shown)(`trouble-${name}`);
  }
}
