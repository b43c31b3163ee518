// Cards in a real card service, at the counter in the Electron window and in a real browser: a health card makes a customer and
// opens him from then on, and so does a customer card that was assigned to him.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type CardService, noCardService, startCardService } from '../support/card-service.ts';
import { electronHere } from '../support/electron.ts';
import { chipOf, healthCardFiles, somebody } from '../support/health-cards.ts';
import { HOSTS, type OpenCounter, openCounterOn } from '../support/hosts.ts';
import { focusComesTo } from '../support/keyboard.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { contactCard, customerCard } from '../support/virtual-cards.ts';
import { signIn } from '../support/walk.ts';

const here = await electronHere();

describe.skipIf(noCardService !== null).each(HOSTS)('in %s', (host) => {
  describe.skipIf(host === 'Electron' && here.missing !== null)('cards at the counter', () => {
    let folder = '';
    let cards: CardService;
    let counter: OpenCounter;
    let page: Page;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tresen-cards-'));
      cards = await startCardService();
      const [dataDirectory, scratch] = [join(folder, 'data'), join(folder, 'scratch')];
      counter = await openCounterOn(host, { dataDirectory, scratch, options: ['--demo'] });
      page = counter.page;
      await signIn(page);
    });
    afterAll(async () => {
      await counter?.close();
      await cards?.stop();
      await removeFolder(folder);
    });

    const heading = () => page.getByRole('heading', { level: 1, name: 'Freifrau von Müßig-Škoda, Žofie Änne' });
    const messages = () => page.getByRole('region', { name: 'Meldungen' });
    const health = () => {
      const card = somebody({ nobility: 'Freifrau', insurance: null });
      return contactCard(chipOf(healthCardFiles(card)));
    };
    const toSearch = async () => {
      await page.keyboard.press('F3');
      await focusComesTo(page.getByRole('searchbox', { name: 'Suchen - F3' }));
    };

    test('F6 without a card says what to do', async () => {
      await page.getByRole('contentinfo').getByRole('button', { name: 'Kartenleser bereit' }).waitFor();
      await page.keyboard.press('F6');
      await messages().getByText('Im Leser ist keine Karte. Bitte Karte stecken.').waitFor();
    });

    test('a health card makes a customer, its declaration is printed, and the question for consent follows [A-44 A-47 A-48 A-49 E-17]', async () => {
      await cards.insert(0, health());
      const dialog = page.getByRole('dialog', { name: 'Kundendaten übernehmen' });
      await focusComesTo(dialog.getByRole('radio', { name: 'Als Kunden anlegen' }));
      await page.keyboard.press('F12');
      const preview = page.getByRole('dialog', { name: /^Druckvorschau/ });
      await preview.waitFor();
      await page.keyboard.press('Escape');
      const question = page.getByRole('dialog', { name: /^Datenschutz:/ });
      await question.waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'detached' });
      await heading().waitFor();
      await cards.remove(0);
    });

    test('put in again, it opens him at once [A-43]', async () => {
      await toSearch();
      await cards.insert(0, health());
      await heading().waitFor();
      await messages().getByText('Alle Angaben der Karte stimmen mit dem Kunden überein.').waitFor();
      await cards.remove(0);
    });

    test('a customer card goes to the open customer, and opens him from then on [E-64]', async () => {
      await cards.insert(1, customerCard('04A23B7A'));
      await focusComesTo(page.getByRole('dialog', { name: 'Karte unbekannt' }).getByRole('textbox'));
      await page.keyboard.press('Enter');
      await messages().getByText('Karte 04A23B7A ist eingetragen.').waitFor();
      await page.keyboard.press('F1');
      await messages().getByText('Gespeichert.', { exact: true }).waitFor();
      await cards.remove(1);
      await toSearch();
      await cards.insert(1, customerCard('04A23B7A'));
      await heading().waitFor();
      await cards.remove(1);
    });

    test('the number of a phone is refused in words', async () => {
      await toSearch();
      await cards.insert(1, customerCard('08A1B2C3'));
      await messages().getByText('Das ist ein Telefon oder ein Ausweis').waitFor();
      await cards.remove(1);
    });
  });
});
