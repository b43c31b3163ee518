// A tour past every page, dialog, menu and question of the counter, by keyboard and in either language. Whoever takes it
// looks around at each stop; the tour itself judges nothing. It needs the sample branch and the printer 'PDF-Ablage'.
import type { Locator, Page } from 'playwright-core';
import { hasFocus } from './keyboard.ts';
import { PATIENCE_MS } from './patience.ts';

/** Called when the stop stands still. */
export type Look = (stop: string) => Promise<void>;

const WORDS = {
  de: {
    showText: 'Text ansehen',
    changeLog: 'Änderungsprotokoll',
    signed: 'Unterschrieben entgegengenommen',
    withdraw: 'Widerruf …',
    issue: 'Kennwort vergeben',
    print: 'Drucken',
    backUp: 'Jetzt sichern',
    check: 'Liste prüfen',
    choose: 'Liste wählen …',
    languages: 'Sprache',
    workstation: 'Arbeitsplatz',
    branches: 'Filialen',
    back: 'Zurück zur Liste',
    employees: ['Mitarbeiter', 'Benutzerkonten'],
    backup: 'Sicherung',
    import: 'Kunden importieren',
  },
  en: {
    showText: 'Show text',
    changeLog: 'Change log',
    signed: 'Received signed',
    withdraw: 'Withdrawal …',
    issue: 'Issue password',
    print: 'Print',
    backUp: 'Back up now',
    check: 'Check list',
    choose: 'Choose list …',
    languages: 'Language',
    workstation: 'Workstation',
    branches: 'Branches',
    back: 'Back to the list',
    employees: ['Employees', 'User accounts'],
    backup: 'Backup',
    import: 'Import customers',
  },
} as const;
type Language = keyof typeof WORDS;

/** A shop's list with a good line, one that is refused, and one with doubts. */
export const LIST = [
  'Kundennummer;Anrede;Vorname;Nachname;Geburtsdatum;PLZ;Ort;Straße;Telefon',
  '70001;Frau;Eva;Nagel;1.2.1970;10115;Berlin;Weg 1;030 23125 111',
  '70002;Herr;Max;;3.4.1980;10115;Berlin;Weg 2;030 23125 112',
  '70003;Herr;Anton;Übel;31.2.1980;101x5;Berlin;Weg 3;abc',
].join('\n');

/** Module 'Kontakte': search, mask with its tabs and dialogs, a new customer, and how the access is given. */
export async function contactsTour(page: Page, language: Language, look: Look): Promise<void> {
  const at = lookingAt(page, look);
  const words = WORDS[language];
  const dialog = page.getByRole('dialog');
  const question = page.getByRole('alertdialog');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await searchFor(page, '');
  await at('search');
  await searchFor(page, 'xxq 999888777');
  await page.getByRole('row').first().waitFor({ state: 'detached' });
  await at('nothing found');
  await searchFor(page, 'müller anna');
  const hit = page.getByRole('row').filter({ hasText: 'Müller, Anna' }).first();
  await hit.waitFor();
  await at('hits');
  const born = (await hit.getByRole('cell').nth(2).textContent()) ?? '';
  await page.keyboard.press('Enter');
  const tabs = page.getByRole('main').getByRole('tab');
  await tabs.first().waitFor();
  for (let tab = 1; tab <= (await tabs.count()); tab++) {
    await openTab(page, tab);
    await at(`tab ${await tabs.nth(tab - 1).textContent()}`);
  }
  await openTab(page, 1);
  await page.keyboard.press('F11');
  await page.getByRole('menu').waitFor();
  await at('menu F11');
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await at('privacy dialog');
  await closeByEscape(page, dialog);
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: words.changeLog, exact: true }).press('Enter');
  await dialog.getByRole('table').waitFor();
  await page.keyboard.press('F4');
  await dialog.getByRole('group').first().waitFor();
  await at('change log');
  await closeByEscape(page, dialog);
  await page.keyboard.press('F9');
  await page.getByRole('menu').waitFor();
  await at('menu F9');
  await page.keyboard.press('Enter');
  await dialog.locator('[data-drawn=true]').first().waitFor();
  await at('preview of a declaration');
  await closeByEscape(page, dialog);

  await page.keyboard.press('F10');
  await dialog.waitFor();
  await at('consent');
  for (const name of [words.showText, words.signed, words.withdraw]) {
    await button(name).press('Enter');
    await at(`consent: ${name}`);
    await page.keyboard.press('Escape');
    await until(() => hasFocus(button(name)));
  }
  for (const declaration of ['branchSharing', 'advertising', 'storage', 'app']) {
    await dialog.getByRole('combobox').first().selectOption(declaration);
    await at(`consent to ${declaration}`);
  }
  await closeByEscape(page, dialog);

  await openTab(page, 2);
  await page.getByRole('checkbox').first().press('Space');
  await button(words.issue).press('Enter');
  await dialog.locator('[data-drawn=true]').first().waitFor();
  await at('preview of the password letter');
  await button(words.print).press('Enter');
  await until(async () => (await dialog.getByRole('group').count()) > 0);
  await at('printed');
  await closeByEscape(page, dialog);
  await at('access, not saved yet');
  await page.keyboard.press('Escape');
  await question.waitFor();
  await at('question before leaving with a printed password');
  await closeByEscape(page, question);
  await page.keyboard.press('F1');
  await question.waitFor();
  await at('question whether to print the code');
  await closeByEscape(page, question);
  await at('access, saved');
  await page.keyboard.press('F9');
  await page.getByRole('menu').waitFor();
  await at('menu F9 of an active access');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await question.waitFor();
  await at('question before a new password letter');
  await closeByEscape(page, question);

  await page.keyboard.press('F2');
  const named = (name: string) => page.locator(`input[name="${name}"]`);
  await until(() => hasFocus(named('firstName')));
  await at('new customer');
  await page.keyboard.insertText('Anna');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('Müller');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(born);
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: /Alt\+D/ }).waitFor();
  await at('probably known already');
  await named('kvnr').fill('X1');
  await page.keyboard.press('F1');
  await page.getByRole('alert').first().waitFor();
  await at('something wrong in the mask');
  await page.keyboard.press('Escape');
  await question.waitFor();
  await at('question before leaving');
  await question.getByRole('button').nth(1).press('Enter');

  await searchFor(page, 'müller daniel');
  await page.getByRole('row').filter({ hasText: 'Müller, Daniel' }).first().waitFor();
  await page.keyboard.press('Enter');
  await openTab(page, 2);
  await page.getByRole('checkbox').first().press('Space');
  await question.waitFor();
  await at('access refused without consent');
  await closeByEscape(page, question);
}

/** Module 'Filialverwaltung': each of its pages, and what opens on them. */
export async function administrationTour(page: Page, language: Language, look: Look): Promise<void> {
  const at = lookingAt(page, look);
  const words = WORDS[language];
  const dialog = page.getByRole('dialog');
  const main = page.getByRole('main');
  const button = (name: string) => main.getByRole('button', { name, exact: true });
  await page.getByRole('banner').getByRole('tab').last().press('Enter');
  const pages = main.getByRole('navigation').getByRole('button');
  await pages.first().waitFor();
  for (let index = 0; index < (await pages.count()); index++) {
    const name = (await pages.nth(index).textContent()) ?? '';
    await pages.nth(index).press('Enter');
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await at(name);
    if (name === words.branches) {
      await page.keyboard.press('F2');
      await button(words.back).waitFor();
      await at('new branch');
      await button(words.back).press('Enter');
    }
    if (words.employees.some((one) => one === name)) {
      await page.keyboard.press('F2');
      await dialog.waitFor();
      await at(`new: ${name}`);
      await closeByEscape(page, dialog);
    }
    if (name === words.backup) {
      const backUp = main.getByRole('button', { name: words.backUp, disabled: false });
      await backUp.waitFor(); // the day's first one may be on its way
      await backUp.press('Enter');
      const made = main.getByRole('table').getByRole('button').first();
      await made.waitFor();
      await backUp.waitFor();
      await at('backup made');
      await made.press('Enter');
      await dialog.waitFor();
      await at('restore');
      await closeByEscape(page, dialog);
    }
    if (name === words.import) {
      const asked = page.waitForEvent('filechooser');
      await main.getByRole('button', { name: words.choose }).press('Enter');
      await (await asked).setFiles({ name: 'kunden.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
      const check = main.getByRole('button', { name: words.check });
      await check.waitFor();
      await at('import: columns');
      await check.press('Enter');
      await check.waitFor({ state: 'detached' });
      await main.getByText('70002').first().waitFor();
      await at('import: findings');
    }
  }
}

/** By keyboard, on the page 'Arbeitsplatz': Tab to the list, and F1. */
export async function changeLanguage(page: Page, from: Language, to: Language): Promise<void> {
  await page.getByRole('banner').getByRole('tab').last().press('Enter');
  const pages = page.getByRole('main').getByRole('navigation');
  await pages.getByRole('button', { name: WORDS[from].workstation, exact: true }).press('Enter');
  await page.getByLabel(WORDS[from].languages, { exact: true }).selectOption(to);
  await page.keyboard.press('F1');
  await page.getByLabel(WORDS[to].languages, { exact: true }).waitFor();
}

/** F3 and the text, replacing what was there. */
export async function searchFor(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F3');
  const box = page.getByRole('main').getByRole('searchbox');
  await box.waitFor();
  await until(() => hasFocus(box));
  await box.fill(text);
}

/** Alt+1 … Alt+9, and on from there with Alt+Bild↓. */
export async function openTab(page: Page, number: number): Promise<void> {
  const tabs = page.getByRole('main').getByRole('tab');
  const isOpen = (at: number) => until(async () => (await tabs.nth(at - 1).getAttribute('aria-selected')) === 'true');
  await tabs.nth(number - 1).waitFor();
  await page.keyboard.press(`Alt+${Math.min(number, 9)}`);
  await isOpen(Math.min(number, 9));
  for (let at = 10; at <= number; at++) {
    await page.keyboard.press('Alt+PageDown');
    await isOpen(at);
  }
}

export async function closeByEscape(page: Page, dialog: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await standsStill(page);
}

/** Asks again and again. @throws when it does not become true in good time */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) if (Date.now() > deadline) throw new Error(`never became true: ${holds}`);
}

function lookingAt(page: Page, look: Look): Look {
  return async (stop) => {
    await standsStill(page);
    await look(stop);
  };
}

/** Until nothing has been drawn anew for a few frames. */
export async function standsStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    let before = '';
    for (let same = 0; same < 4; ) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      const now = document.body.innerHTML;
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}
