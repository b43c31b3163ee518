// Branches, accounts and workstations of a chain as an administrator keeps them: a real server, by keyboard, in both languages.
// A workstation joins with the code on the screen, and ended, it shows that it is and keeps nothing.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { networkRoad } from '../../src-main/service/sync/network-road.ts';
import { type Chain, openChain } from '../support/chain.ts';
import { openCounter, PIN, type TestCounter } from '../support/counter.ts';
import { accessibilityProblems, signIn } from '../support/shop.ts';

let chain: Chain;
let page: Page;
let second: TestCounter | null = null;

beforeAll(async () => {
  chain = await openChain();
  page = chain.one.page;
  await signIn(page);
  await page.keyboard.press('Alt+f');
});
afterAll(async () => {
  second?.close();
  await chain.close();
});
afterEach(() => expect(chain.errors).toEqual([]));

const pictures = process.env.TRESEN_PICTURES;
async function look(name: string): Promise<void> {
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
  expect(await accessibilityProblems(page), name).toEqual([]);
}

async function openPage(name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: /Seiten der Filialverwaltung|Pages of branch/ })
    .getByRole('button', { name, exact: true })
    .click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
const row = (name: string | RegExp) => page.getByRole('row', { name });

test('a new branch: F2, name, F1; it is in the list, and the one who made it is administrator there', async () => {
  await openPage('Filialen');
  await row(/Sonnen-Apotheke.*Zentrale, diese Filiale/).waitFor();
  await page.keyboard.press('F2');
  await page.getByRole('heading', { name: 'Neue Filiale' }).waitFor();
  await look('branch-new');
  await page.keyboard.type('Markt-Apotheke');
  await page.getByRole('textbox', { name: 'Ort', exact: true }).fill('Freising');
  await page.keyboard.press('F1');
  await page.getByRole('heading', { name: 'Markt-Apotheke', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Zurück zur Liste' }).press('Enter');
  await row(/Markt-Apotheke Freising 1 0/).waitFor();
  await look('branches');
});

test('the headquarters moves with one check box, and there is always exactly one', async () => {
  await page.getByRole('button', { name: 'Markt-Apotheke', exact: true }).press('Enter');
  await page.getByRole('checkbox', { name: 'Zentrale der Filialkette' }).check();
  await page.keyboard.press('F1');
  await page.getByText('Diese Filiale ist die Zentrale.').waitFor();
  await look('branch-headquarters');
  await page.getByRole('button', { name: 'Zurück zur Liste' }).press('Enter');
  await row(/Markt-Apotheke.*Zentrale/).waitFor();
  expect(await page.getByRole('row', { name: /Zentrale/ }).count()).toBe(1);
  await page.getByRole('button', { name: 'Sonnen-Apotheke', exact: true }).press('Enter');
  await page.getByRole('checkbox', { name: 'Zentrale der Filialkette' }).check();
  await page.keyboard.press('F1');
  await page.getByText('Diese Filiale ist die Zentrale.').waitFor();
  await page.getByRole('button', { name: 'Zurück zur Liste' }).press('Enter');
  await row(/Sonnen-Apotheke.*Zentrale, diese Filiale/).waitFor();
});

test('an employee works in two branches with a role in each; the accounts show it at a glance', async () => {
  await openPage('Mitarbeiter');
  await page.getByRole('button', { name: 'Bernd Bussard' }).press('Enter');
  await dialog('Mitarbeiter Bernd Bussard').waitFor();
  await page.getByLabel('Berechtigungsgruppe in Markt-Apotheke').selectOption({ label: 'Rechnungswesen' });
  await look('employee');
  await page.keyboard.press('F1');
  await row(/Bernd Bussard Mitarbeiter Markt-Apotheke aktiv/).waitFor();
  await look('employees');
  await openPage('Benutzerkonten');
  await row(/Bernd Bussard Mitarbeiter Rechnungswesen: Markt-Apotheke Mitarbeiter: Sonnen-Apotheke aktiv/).waitFor();
  await page.keyboard.press('F2');
  await dialog('Neuer technischer Benutzer').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Warenwirtschaft');
  expect(await dialog('Neuer technischer Benutzer').getByLabel('PIN').count()).toBe(0);
  await look('technical');
  await page.keyboard.press('F1');
  await row(/Warenwirtschaft Technischer Benutzer Mitarbeiter: Sonnen-Apotheke aktiv/).waitFor();
  await look('accounts');
});

test('a workstation is made with the PIN; the code stands there large, spelled, and running down', async () => {
  await openPage('Arbeitsplätze');
  await row(/T1 Tresen 1 Sonnen-Apotheke.*dieser Arbeitsplatz/).waitFor();
  // Nobody makes a code for another PC in vain.
  await page
    .getByRole('main')
    .getByText(/Ein anderer PC kann erst beitreten, wenn/)
    .waitFor();
  await page.getByRole('toolbar', { name: 'Funktionstasten' }).getByRole('button', { name: 'Neu - F2' }).waitFor();
  await page.keyboard.press('F2');
  await dialog('Neuer Arbeitsplatz').waitFor();
  // The field that comes first has the focus.
  await page.keyboard.type('Tresen 2');
  await page.getByLabel('Ihre PIN').fill('9999');
  await page.keyboard.press('Enter');
  await dialog('Neuer Arbeitsplatz').getByText('Die PIN stimmt nicht.').waitFor();
  await look('workstation-wrong-pin');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  const shown = dialog('Aktivierungscode für Tresen 2 (T2)');
  await shown.waitFor();
  expect(await shown.getByRole('timer').textContent()).toMatch(/Noch (14:\d\d|15:00) Minuten gültig/);
  await look('activation');
  const code = (await shown.getByLabel('Aktivierungscode').textContent()) ?? '';
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(await shown.getByRole('region', { name: 'Zum Vorlesen' }).getByRole('listitem').count()).toBe(4);

  // On paper stands the code alone.
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('heading', { name: 'Arbeitsplätze', level: 1, includeHidden: true }).isVisible()).toBe(
    false,
  );
  expect(await shown.getByLabel('Aktivierungscode').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: 'Drucken' }).isVisible()).toBe(false);
  if (pictures) await page.screenshot({ path: join(pictures, 'activation-paper.png') });
  await page.emulateMedia({ media: 'screen' });

  second = await openCounter({ setUp: false, ports: { road: networkRoad, sync: 'byHand', now: Date.now } });
  await second.client.sync.joinChain({ address: chain.server.address, code });
  await shown.getByRole('button', { name: 'Schließen' }).press('Enter');
  await shown.waitFor({ state: 'detached' });
  await page.keyboard.press('F5');
  await row(/T2 Tresen 2 Sonnen-Apotheke.*0\.0\.0-test angemeldet/).waitFor();
  await look('workstations');
});

test('a name and a lock time are changed by Enter and F1', async () => {
  await page.getByRole('button', { name: 'Tresen 2', exact: true }).press('Enter');
  await dialog('Arbeitsplatz Tresen 2').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('Labor');
  await page.getByRole('textbox', { name: 'Automatisch sperren nach Minuten' }).fill('20');
  await look('workstation');
  await page.keyboard.press('F1');
  await row(/T2 Labor/).waitFor();
});

test('ended, a workstation keeps nothing, and the list says since when', async () => {
  await page.getByRole('button', { name: 'Labor', exact: true }).focus();
  await page.getByRole('button', { name: 'Labor: Abmelden …' }).press('Enter');
  const question = dialog('Labor abmelden?');
  await question.getByText(/verliert beim nächsten Kontakt alle Daten/).waitFor();
  await look('revoke');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await row(/T2 Labor.*abgemeldet am/).waitFor();
  await look('workstation-ended');
  await second?.service.counter.house?.sync.round().catch(() => undefined);
  expect(await second?.client.signIn.state()).toMatchObject({ phase: 'revoked', unsent: 0 });
  expect(readdirSync(second?.directory ?? '').filter((name) => !name.startsWith('tresen.lock'))).toEqual([
    'revoked.json',
  ]);
});

test('an empty branch goes with the PIN; one that is used says by what', async () => {
  await openPage('Filialen');
  await page.getByRole('button', { name: 'Markt-Apotheke', exact: true }).focus();
  await page.getByRole('button', { name: 'Markt-Apotheke: Filiale entfernen …' }).press('Enter');
  await dialog('Markt-Apotheke entfernen?').waitFor();
  await look('branch-removal');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await page.getByText('Markt-Apotheke wurde entfernt.').waitFor();
  await page.getByRole('button', { name: 'Markt-Apotheke', exact: true }).waitFor({ state: 'detached' });
});

test('without the server the page says what needs it, and F2 says so, too', async () => {
  await openPage('Arbeitsplätze');
  await chain.server.stop();
  await page.keyboard.press('F5');
  await page
    .getByRole('main')
    .getByText(/Anlegen, Aktivieren und Abmelden gehen nur mit ihm/)
    .waitFor();
  expect(await page.getByRole('button', { name: /Aktivierungscode|Abmelden/ }).count()).toBe(0);
  await page.keyboard.press('F2');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await look('workstations-offline');
  await chain.server.start();
  await page.keyboard.press('F5');
  await page.getByText(/An diesem Arbeitsplatz sitzen Sie gerade/).waitFor();
});

test('in English, too', async () => {
  await openPage('Arbeitsplatz');
  await page.getByLabel('Sprache').selectOption({ label: 'English' });
  await page.keyboard.press('F1');
  for (const name of ['Branches', 'Employees', 'User accounts', 'Workstations']) {
    await openPage(name);
    await look(`english-${name}`);
  }
  await page.keyboard.press('F2');
  await dialog('New workstation').waitFor();
  await look('english-new');
});
