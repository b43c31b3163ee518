// The branch's own page and the workstation's in the module 'Filialverwaltung': address, licence, logo, printers.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { administration, openLog, save } from '../support/administration.ts';
import { openCounterPage } from '../support/browser-host.ts';
import { signIn } from '../support/shop.ts';

const { at, field, openPage } = administration();

test('the branch keeps address, hours and licence; days are read as people write them', async () => {
  const { page } = at.shop;
  await field('PLZ').fill('80331x!');
  await field('Öffnungszeiten').fill('Mo–Fr 8:00–18:30\nSa 9:00–13:00');
  await field('App-Lizenz „Meine Apotheke“ bis').fill('311227');
  await page.keyboard.press('F1');
  await page.getByText('Das ist keine Postleitzahl.').waitFor();
  await field('PLZ').fill('80331');
  await save(page);
  expect(await field('App-Lizenz „Meine Apotheke“ bis').inputValue()).toBe('31.12.2027');
  const log = await openLog(page, 'Sonnen-Apotheke');
  await log.getByRole('row', { name: 'App-Lizenz bis – 31.12.2027' }).waitFor();
});

test('a logo is taken by its content, shown, kept and removed', async () => {
  const { page } = at.shop;
  const choose = async (name: string, mimeType: string, buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Logo wählen …' }).click();
    await (await chooser).setFiles({ name, mimeType, buffer });
    await page.getByText(name, { exact: true }).waitFor();
  };
  await choose('logo.png', 'image/png', Buffer.from('GIF89a, not a picture'));
  await page.keyboard.press('F1');
  await page.getByText('Das ist weder PNG noch JPEG noch SVG.').waitFor();
  const script = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>';
  await choose('logo.svg', 'image/svg+xml', Buffer.from(script));
  await page.keyboard.press('F1');
  await page.getByText(/^Diese SVG-Zeichnung enthält/).waitFor();
  await choose('sonne.png', 'image/png', PNG.sync.write(new PNG({ width: 40, height: 20 })));
  await save(page);
  await page.reload();
  await page.getByText('sonne.png').waitFor();
  const size = await page
    .getByRole('img', { name: 'Logo der Filiale' })
    .evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]);
  expect(size).toEqual([40, 20]);
  await page.getByRole('button', { name: 'Logo entfernen' }).click();
  await save(page);
  await page.getByText('Kein Logo: im Briefkopf steht der Name.').waitFor();
  const log = await openLog(page, 'Sonnen-Apotheke');
  await log.getByRole('row', { name: 'Logo sonne.png –' }).waitFor();
});

test('name and printers are kept for this workstation', async () => {
  const { page, directory } = at.shop;
  await openPage('Arbeitsplatz');
  await field('Name des Arbeitsplatzes').fill('Tresen links');
  await save(page);
  await page.getByText('Anna Amsel · Tresen links').waitFor();

  await page.goto('about:blank');
  await at.shop.host.stop();
  const prints = join(directory, 'prints');
  mkdirSync(prints);
  const printing = await openCounterPage({ dataDirectory: directory, options: ['--print-dir', prints] });
  try {
    await signIn(printing.page);
    await printing.page.keyboard.press('Alt+f');
    await printing.page.getByRole('button', { name: 'Geräte', exact: true }).click();
    const letter = printing.page.getByRole('combobox', { name: 'Passwortschreiben', exact: true });
    await letter.selectOption({ label: 'PDF-Ablage' });
    await save(printing.page);
    await printing.page.reload();
    const chosen = () => letter.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.label);
    await expect.poll(chosen).toBe('PDF-Ablage');
    await letter.selectOption({ label: 'Standarddrucker' });
    await save(printing.page);
    await printing.page.reload();
    await expect.poll(chosen).toBe('Standarddrucker');
  } finally {
    await printing.close();
  }
});
