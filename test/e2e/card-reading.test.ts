// Reading cards at the screen: F6 and Esc, what it says where there is nothing to read, and the reader in the status line.
import { expect, test } from 'vitest';
import { anna, cardDesk } from '../support/card-desk.ts';
import { tabTo } from '../support/keyboard.ts';

const { at, readers, put, heading, messages, formOf, faultless } = cardDesk();

test('F6 reads what lies there and says in words what is wrong; it is cancelled by Esc when a card does not answer', async () => {
  await at.page.keyboard.press('F6');
  await messages().getByText('Im Leser ist keine Karte. Bitte Karte stecken.').waitFor();
  readers.put({ kind: 'failed', code: 'CARD_REMOVED' });
  await messages().getByText('Die Karte wurde zu früh gezogen.').waitFor();

  const { id, lastName } = await at.stage.customer({ kvnr: 'A123456780' });
  await at.stage.open(lastName);
  const { read } = readers.port;
  let free: () => void = () => undefined;
  readers.port.read = () =>
    new Promise((resolve) => {
      free = resolve;
    });
  await at.page.keyboard.press('F6');
  const line = at.page.getByText('Karte wird gelesen …');
  await line.waitFor();
  await at.page.getByRole('button', { name: 'Abbrechen – Esc' }).waitFor();
  await faultless('a card is being read');
  await at.page.keyboard.press('Escape');
  await line.waitFor({ state: 'detached' });
  // Esc was meant for the reading, not for the mask.
  await heading(`${lastName}, Erika`).waitFor();
  free();
  readers.port.read = read;
  expect((await formOf(id)).kvnr).toBe('A123456780');
});

test('a reader is shown in the status line, trouble too; reading by itself can be switched off there', async () => {
  const status = () => at.page.getByRole('contentinfo').getByRole('button', { name: /^Kartenleser/ });
  await status().waitFor();
  expect(await status().textContent()).toBe('Kartenleser bereit');
  await tabTo(at.page, status());
  await at.page.keyboard.press('Enter');
  const readersDialog = at.page.getByRole('dialog', { name: 'Kartenleser' });
  await readersDialog.getByText('Testleser: leer').waitFor();
  const automatic = readersDialog.getByRole('checkbox', { name: 'Karten automatisch lesen' });
  expect(await automatic.isChecked()).toBe(true);
  await faultless('readers');
  await tabTo(at.page, automatic, 'Shift+Tab');
  await at.page.keyboard.press('Space');
  await expect.poll(async () => (await at.stage.client.cardReaders.state()).automatic).toBe(false);
  await expect.poll(() => automatic.isChecked()).toBe(false);
  await at.page.keyboard.press('Escape');

  await at.stage.customer(anna);
  await put();
  await at.page.keyboard.press('F6');
  await heading('Müller, Anna').waitFor();
  readers.state = { service: 'stopped', readers: [] };
  await at.page.getByRole('button', { name: 'Kartenleser: Dienst steht' }).waitFor();
  readers.state = { service: 'noLibrary', readers: [] };
  await status().waitFor({ state: 'detached' });
  readers.state = { service: 'running', readers: [{ name: 'Testleser', state: 'empty' }] };
});
