// What comes between a card and the window 'Kundendaten übernehmen': a second card, a change elsewhere, time, and whoever is typing.
import { expect, test } from 'vitest';
import { anna, cardDesk } from '../support/card-desk.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { focusComesTo, hasFocus, leaveDialog, tabTo } from '../support/keyboard.ts';
import { aloud, pageIsHidden } from '../support/messages.ts';

const { at, put, atHand, heading, messages, dialog, box, field, search, formOf, faultless } = cardDesk();

test('a second card waits for the window of the first, and both can be taken over [A-44 A-49]', async () => {
  await put({ lastName: 'Weiß', firstName: 'Jörg', kvnr: 'X110465770' });
  await focusComesTo(dialog().getByRole('radio', { name: 'Als Kunden anlegen' }));
  await pageIsHidden(at.page);
  await put({ lastName: 'Specht', firstName: 'Ute', kvnr: kvnrOf('Y11111111') });
  await aloud(at.page).getByText('Sie erscheint, sobald dieser Dialog geschlossen ist.').waitFor();
  await dialog().getByText('X110465770').first().waitFor();
  await at.page.keyboard.press('F12');
  await dialog().getByText(kvnrOf('Y11111111')).first().waitFor();
  await at.page.keyboard.press('F12');
  await heading('Specht, Ute').waitFor();
  await at.page.keyboard.press('F3');
  await focusComesTo(search());
  await search().fill('Weiß, Jörg');
  await at.page.getByText('Weiß, Jörg').first().waitFor();
});

test('a reading that is too old, and a customer who was changed meanwhile, are said in words, and nothing of the choice is lost', async () => {
  const { id } = await at.stage.customer({ ...anna, firstName: 'Anne' });
  await put();
  await dialog().waitFor();
  await tabTo(at.page, box('Vorname übernehmen'));
  await at.page.keyboard.press('Space');

  const record = await at.stage.client.customers.byId({ id });
  await at.stage.client.customers.save({
    ...{ id, basedOn: null, appActive: null, draftId: null },
    form: { ...record.form, title: 'Dr.' },
  });
  await at.page.keyboard.press('F12');
  await dialog().getByText('Dieser Kunde wurde inzwischen geändert, es wurde noch nichts gespeichert.').waitFor();
  expect(await box('Vorname übernehmen').isChecked()).toBe(true);
  expect((await formOf(id)).firstName).toBe('Anne');
  await faultless('window after a change elsewhere');

  at.stage.forward(10 * 60_000);
  await at.page.keyboard.press('F12');
  await dialog().getByText('Die Karte wurde vor zu langer Zeit gelesen, es wurde nichts gespeichert.').waitFor();
  expect(await box('Vorname übernehmen').isChecked()).toBe(true);
  await at.page.keyboard.press('F6');
  await dialog().getByText('Die Karte ist neu gelesen.').waitFor();
  await at.page.keyboard.press('F12');
  await heading('Müller, Anna').waitFor();
  expect((await formOf(id)).firstName).toBe('Anna');
});

test('somebody who is gone meanwhile, and what the mask would not take, are said in words, and the choice stays', async () => {
  const { id } = await at.stage.customer({ ...anna, firstName: 'Anne' });
  await put({ birthDate: '20991231' });
  await focusComesTo(dialog().getByRole('radio', { name: /^Müller, Anne/ }));
  await tabTo(at.page, box('geb. übernehmen'));
  await at.page.keyboard.press('Space');
  await at.page.keyboard.press('F12');
  await dialog()
    .getByText(
      'So lässt sich das nicht speichern: geb.: Das Datum liegt in der Zukunft. Bitte diese Angabe nicht übernehmen und im Kunden von Hand eintragen.',
    )
    .waitFor();
  expect(await box('geb. übernehmen').isChecked()).toBe(true);
  expect((await formOf(id)).birthDate).toBe('1961-04-03');

  await at.stage.client.deletion.remove({ customerId: id });
  await at.page.keyboard.press('F12');
  await dialog().getByText('Diesen Kunden gibt es nicht mehr, es wurde nichts gespeichert.').waitFor();
  await faultless('window after he is gone');
});

test('what is typed is never interrupted: a line says it; what is not saved is asked for first; a dialog is waited for', async () => {
  await at.stage.customer({ ...anna, firstName: 'Anne' });
  const { lastName } = await at.stage.customer();
  await at.stage.open(lastName);
  const putIt = await atHand();
  await tabTo(at.page, field('Notiz'));
  await at.page.keyboard.type('ruft ');
  putIt();
  await messages().getByText('Karte gelesen: Müller, Anna.').waitFor();
  // Read out where it stands, and not a second time.
  expect(await aloud(at.page).textContent()).toBe('');
  await at.page.keyboard.type('gern an');
  expect(await hasFocus(field('Notiz'))).toBe(true);
  expect(await field('Notiz').inputValue()).toBe('ruft gern an');
  expect(await dialog().count()).toBe(0);

  await messages().getByRole('button', { name: 'Kundendaten übernehmen' }).press('Enter');
  const question = at.page.getByRole('alertdialog', { name: 'Änderungen speichern?' });
  await leaveDialog(at.page, question);
  expect(await dialog().count()).toBe(0);
  expect(await field('Notiz').inputValue()).toBe('ruft gern an');
  await messages().getByRole('button', { name: 'Kundendaten übernehmen' }).press('Enter');
  await focusComesTo(question.getByRole('button').first());
  await at.page.keyboard.press('Enter');
  await leaveDialog(at.page, dialog());
  expect(await field('Notiz').inputValue()).toBe('ruft gern an');

  await at.page.keyboard.press('F11');
  await at.page.getByRole('menuitem', { name: 'Karte stecken (Simulation) …' }).press('Enter');
  const simulation = at.page.getByRole('dialog', { name: 'Karte stecken (Simulation)' });
  await simulation.waitFor();
  await pageIsHidden(at.page);
  await put();
  await aloud(at.page).getByText('Sie erscheint, sobald dieser Dialog geschlossen ist.').waitFor();
  expect(await dialog().count()).toBe(0);
  await leaveDialog(at.page, simulation);
  await dialog().waitFor();
});
