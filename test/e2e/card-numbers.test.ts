// Cards with nothing but a number at the screen: one that nobody bears is assigned, and readers that type like a keyboard.
import { expect, test } from 'vitest';
import { cardDesk } from '../support/card-desk.ts';
import { focusComesTo, tabTo } from '../support/keyboard.ts';

const { at, putNumber, heading, messages, field, search, formOf, faultless } = cardDesk();
const unknown = () => at.page.getByRole('dialog', { name: 'Karte unbekannt' });

test('a card that nobody bears is assigned to the open customer, to one that is searched, or to a new one [E-64]', async () => {
  const first = await at.stage.customer();
  const second = await at.stage.customer();
  await at.stage.open(first.lastName);
  putNumber('04A23B7A');
  await unknown().waitFor();
  await focusComesTo(unknown().getByRole('textbox', { name: 'Kunden suchen' }));
  await unknown()
    .getByRole('radio', { name: new RegExp(`^${first.lastName}`), checked: true })
    .waitFor();
  await faultless('unknown card');
  await at.page.keyboard.press('Enter');
  await messages().getByText('Karte 04A23B7A ist eingetragen. Mit F1 wird sie gespeichert.').waitFor();
  const line = at.page.getByRole('group', { name: 'Karte 1' });
  expect(await line.getByRole('textbox', { name: 'Kartennummer' }).inputValue()).toBe('04A23B7A');
  expect((await formOf(first.id)).cards).toEqual([]);
  await at.page.keyboard.press('F1');
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();
  expect((await formOf(first.id)).cards.map(({ kind, number }) => ({ kind, number }))).toEqual([
    { kind: 'nfc', number: '04A23B7A' },
  ]);

  putNumber('04B23B7A');
  await focusComesTo(unknown().getByRole('textbox', { name: 'Kunden suchen' }));
  await at.page.keyboard.type(second.lastName);
  await unknown()
    .getByRole('radio', { name: new RegExp(`^${second.lastName}`), checked: true })
    .waitFor();
  await faultless('unknown card, with hits');
  await at.page.keyboard.press('Enter');
  await heading(`${second.lastName}, Erika`).waitFor();
  await messages().getByText('Karte 04B23B7A ist eingetragen.').waitFor();
  await at.page.keyboard.press('F1');
  await messages().getByText('Gespeichert.', { exact: true }).waitFor();

  // The first one's card opens him now, whoever is on the screen.
  putNumber('04A23B7A');
  await heading(`${first.lastName}, Erika`).waitFor();

  putNumber('04C23B7A');
  await focusComesTo(unknown().getByRole('textbox', { name: 'Kunden suchen' }));
  await at.page.keyboard.type('Neumann, Nora');
  await tabTo(at.page, unknown().getByRole('button', { name: 'Neuen Kunden anlegen' }));
  await at.page.keyboard.press('Enter');
  await expect.poll(() => field('Nachname').inputValue()).toBe('Neumann');
  await messages().getByText('Karte 04C23B7A ist eingetragen.').waitFor();
  await at.page.keyboard.press('F1');
  await messages()
    .getByText(/^Gespeichert\. Kundennummer/)
    .waitFor();
  putNumber('04A23B7A');
  await heading(`${first.lastName}, Erika`).waitFor();
  putNumber('04C23B7A');
  await heading('Neumann, Nora').waitFor();
});

// --- readers that type

/**
 * As fast as a scanner types: one key after the other without waiting for the at.page, and again where the machine was busy in
 * between. Its signs must differ: a key that is still down would repeat itself.
 */
async function scan(number: string, end: 'Enter' | 'Tab', until: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      await Promise.all([...number, end].map((key) => at.page.keyboard.press(key)));
      for (let turn = 0; turn < 20; turn++) if (await until()) return true;
      return false;
    })
    .toBe(true);
}

async function withCard(number: string): Promise<string> {
  const { id, lastName } = await at.stage.customer();
  const record = await at.stage.client.customers.byId({ id });
  const card = { id: null, kind: 'external', number, label: null, validFrom: null, validTo: null } as const;
  await at.stage.client.customers.save({
    ...{ id, basedOn: null, appActive: null, draftId: null },
    form: { ...record.form, cards: [{ ...card, locked: false, invalid: false, replacedById: null }] },
  });
  return lastName;
}

test('a scanner opens the bearer where nobody types, and presses no button with its end key', async () => {
  const lastName = await withCard('40123567');
  const { lastName: other } = await at.stage.customer();
  await at.stage.open(other);
  await tabTo(at.page, at.page.getByRole('tab', { name: 'Stammdaten' }));
  const isThere = async () => (await heading(`${lastName}, Erika`).count()) > 0;
  await scan('40123567', 'Enter', isThere);
  await at.page.keyboard.press('F3');
  await focusComesTo(search());
  expect(await search().inputValue()).not.toContain('40123567');
});

test('in a field the number stays where it is typed; in the search box the card counts, and else it is searched for', async () => {
  const lastName = await withCard('40123567');
  const { lastName: other } = await at.stage.customer();
  await at.stage.open(other);
  await tabTo(at.page, field('Notiz'));
  await at.page.keyboard.type('40123567');
  await at.page.keyboard.press('Tab');
  expect(await field('Notiz').inputValue()).toBe('40123567');
  await heading(`${other}, Erika`).waitFor();
  await at.page.keyboard.press('F5');
  await at.page.getByRole('alertdialog').getByRole('button', { name: 'Verwerfen' }).press('Enter');

  await at.page.keyboard.press('F3');
  await focusComesTo(search());
  await search().fill('');
  const isSaid = async () => (await messages().getByText('Zur Karte 98765432 gibt es hier keinen Kunden.').count()) > 0;
  await scan('98765432', 'Enter', isSaid);
  expect(await search().inputValue()).toContain('98765432');
  await search().fill('');
  await scan('40123567', 'Enter', async () => (await heading(`${lastName}, Erika`).count()) > 0);
});
