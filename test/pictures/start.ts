// Before anybody works: set-up, the recovery key, the lock, the list of customers so far, and what keeps the counter from opening.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCounterOn } from '../support/hosts.ts';
import { noSmallDisk } from '../support/small-disk.ts';
import { diskTroubles, fileTroubles } from '../support/troubles.ts';
import { frame, signIn } from '../support/walk.ts';
import { PICTURED, takingOn } from './taking.ts';

export async function startPictures(temporary: string): Promise<void> {
  const hands = {
    folder: () => mkdtempSync(join(temporary, 'start-')),
    open: (dataDirectory: string, ...options: string[]) =>
      openCounterOn(PICTURED, { dataDirectory, scratch: mkdtempSync(join(temporary, 'scratch-')), options }),
  };
  const data = hands.folder();
  const { page, close } = await hands.open(data);
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
  await customerList(hands, data);
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

const LIST = `Kundennr.;Anrede;Nachname;Vorname;geboren;Straße;PLZ;Ort;Telefon;Krankenkasse
4711;Frau;Müller;Änne;3.4.61;Größestr. 4a;80331;München;+49 30 23125 100;AOK
4712;Herr;;Jörg;1.1.50;;;;;
4713;Frau;Dohle;Carla;31.2.70;Ringstr. 8;85354;Freising;;
4714;Herr;Weiß;Jörg;5.9.55;Sonnenstr. 30;80331;München;+49 30 23125 105;TK
`;

type Opened = Awaited<ReturnType<typeof openCounterOn>>;

async function customerList(
  { folder, open }: { folder(): string; open(data: string, ...options: string[]): Promise<Opened> },
  data: string,
): Promise<void> {
  const path = join(folder(), 'kunden.csv');
  writeFileSync(path, LIST);
  const { page, close } = await open(data, '--import', path);
  try {
    await signIn(page);
    await page.getByRole('row', { name: /Müller, Änne/ }).waitFor();
    const take = takingOn(page);
    await take('import-columns');
    await page.getByRole('button', { name: 'Liste prüfen' }).press('Enter');
    await page
      .getByRole('region', { name: 'Hinweise je Zeile' })
      .getByRole('row', { name: /Nachname fehlt/ })
      .waitFor();
    await take('import-checked');
  } finally {
    await close();
  }
}
