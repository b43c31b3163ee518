// A health card at the screen, by keyboard: who opens at once, and the window 'Kundendaten übernehmen' with what differs, what is
// missing and who is not known yet.
import { expect, test } from 'vitest';
import { anna, cardDesk, home } from '../support/card-desk.ts';
import { focusComesTo, leaveDialog, tabTo } from '../support/keyboard.ts';

const { at, put, heading, messages, dialog, row, box, field, formOf, faultless } = cardDesk();

test('a card that agrees in everything opens its customer at once, and says of which day it is [A-43 E-17]', async () => {
  await at.stage.customer(anna);
  await put();
  await heading('Müller, Anna').waitFor();
  await messages()
    .getByText(
      'Alle Angaben der Karte stimmen mit dem Kunden überein. Kartendaten vom 03.02.2026 – kein Versicherungsnachweis',
    )
    .waitFor();
  expect(await dialog().count()).toBe(0);
});

test('what differs opens the window: states as sign and word, the candidate on top, one field taken over, the way back [A-44 A-45 A-46 A-49 A-51]', async () => {
  const { id } = await at.stage.customer({ ...anna, firstName: 'Anne', addresses: [], homeAddress: null });
  await put({ incomplete: true });
  await focusComesTo(dialog().getByRole('radio', { name: /^Müller, Anne/ }));
  await dialog().getByText('Kartendaten vom 03.02.2026 – kein Versicherungsnachweis').waitFor();
  await dialog().getByText('Das letzte Beschreiben der Karte wurde unterbrochen').waitFor();
  await dialog().getByText('gleiche KVNR').waitFor();
  await row('KVNR').getByText('= gleich').waitFor();
  await row('Vorname').getByText('≠ weicht ab').waitFor();
  await row('Wohnanschrift').getByText('+ fehlt').waitFor();
  // What is missing is ticked to begin with, what differs is a person's decision.
  expect(await box('Wohnanschrift übernehmen').isChecked()).toBe(true);
  expect(await box('Vorname übernehmen').isChecked()).toBe(false);
  expect(await box('KVNR übernehmen').count()).toBe(0);
  await faultless('window with a candidate');

  await at.page.keyboard.press('F12');
  await heading('Müller, Anne').waitFor();
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();
  expect((await formOf(id)).addresses.map(({ street, town }) => ({ street, town }))).toEqual([
    { street: 'Sonnenstr.', town: 'München' },
  ]);
  expect((await formOf(id)).firstName).toBe('Anne');
  await at.page.keyboard.press('Control+z');
  await messages().getByText('Zurückgenommen.').waitFor();
  expect((await formOf(id)).addresses).toEqual([]);
});

test('several may be meant: arrows choose, the chosen one is compared; all is taken over at once [A-45 A-46 A-49]', async () => {
  const older = await at.stage.customer({ ...anna, kvnr: null, addresses: [{ ...home, street: 'Talstr.' }] });
  const other = await at.stage.customer({ ...anna, kvnr: null, title: 'Prof.', birthDate: null });
  await put({ title: 'Dr.' });
  await dialog().waitFor();
  const people = dialog().getByRole('radio', { name: /^Müller, Anna/ });
  await expect.poll(() => people.count()).toBe(2);
  await focusComesTo(people.nth(0));
  const compared = async () => ((await row('geb.').getByText('+ fehlt').count()) === 1 ? other.id : older.id);
  const first = await compared();
  await at.page.keyboard.press('ArrowDown');
  await focusComesTo(people.nth(1));
  await expect.poll(compared).not.toBe(first);
  const second = await compared();
  await tabTo(at.page, box('Alle übernehmen'));
  await at.page.keyboard.press('Space');
  await expect
    .poll(() =>
      dialog()
        .getByRole('checkbox', { name: /übernehmen$/, checked: false })
        .count(),
    )
    .toBe(0);
  // Enter in the window is its default button.
  await tabTo(at.page, dialog().getByRole('button', { name: 'Speichern & Schließen - F12' }));
  await at.page.keyboard.press('Enter');
  await heading('Müller, Anna').waitFor();
  await expect.poll(async () => (await formOf(second)).kvnr).toBe('A123456780');
  expect((await formOf(first)).kvnr).toBeNull();
});

test('who is not known is made a customer or a walk-in one; the declaration is printed where it was ticked [A-47 A-48 A-49 E-17]', async () => {
  await at.stage.set({ storageConsentWanted: true });
  await put({ lastName: 'Weiß', firstName: 'Jörg', kvnr: 'X110465770' });
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Kunden anlegen' }));
  // The chain wants the consent: ticked for a customer, not for who only passes by.
  const print = box('Einwilligungserklärung drucken');
  expect(await print.isChecked()).toBe(true);
  await at.page.keyboard.press('ArrowDown');
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Laufkunden anlegen' }));
  await expect.poll(() => print.isChecked()).toBe(false);
  await at.page.keyboard.press('ArrowUp');
  await row('KVNR').getByText('X110465770').waitFor();
  await dialog().getByText('Alle Angaben der Karte werden übernommen.').waitFor();
  await faultless('window for a new customer');

  await at.page.keyboard.press('F12');
  const preview = at.page.getByRole('dialog', { name: /^Druckvorschau/ });
  await leaveDialog(at.page, preview);
  // Who was just made is asked for the consent, after the sheet is on paper (E-17).
  const asking = at.page.getByRole('dialog', { name: /^Datenschutz:/ });
  await leaveDialog(at.page, asking);
  await heading('Weiß, Jörg').waitFor();
  expect(await field('KVNR').inputValue()).toBe('X110465770');
});

test('the window comes before the question for consent, which follows when it is closed [E-17 A-44]', async () => {
  await at.stage.set({ storageConsentWanted: true });
  await at.stage.customer({ ...anna, firstName: 'Anne' });
  await put();
  await dialog().waitFor();
  const asking = at.page.getByRole('dialog', { name: /^Datenschutz:/ });
  expect(await asking.count()).toBe(0);
  await at.page.keyboard.press('F12');
  await leaveDialog(at.page, asking);
  await heading('Müller, Anne').waitFor();
});

test('a customer whose card says something else bears the mark, and it stands still [A-50]', async () => {
  await at.stage.customer({ ...anna, firstName: 'Anne' });
  await put();
  await dialog().waitFor();
  await at.page.keyboard.press('F12');
  await heading('Müller, Anne').waitFor();
  const mark = at.page.getByText('≠ Kartendaten weichen ab: Vorname');
  await mark.waitFor();
  expect(await mark.evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0);
  await faultless('mask with the mark');
  // What the card said is not kept: it is the next reading that finds all as it should be.
  await field('Vorname').fill('Anna');
  await at.page.keyboard.press('F1');
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();
  await put();
  await mark.waitFor({ state: 'detached' });
});
