// Tab 'Kommentare' by keyboard alone: written, changed, deleted and taken back at once; what is half typed outlives a lock and a
// power cut, and belongs to whoever typed it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { focusComesTo, hasFocus, openTab, tabTo, typeInto } from '../support/keyboard.ts';
import { accessibilityProblems, openShop, type Shop, signIn, withoutReminder } from '../support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    await client.settings.save({ changes: { commentTimeEditable: true } });
    await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: { ...emptyForm('natural', 'active'), firstName: 'Anna', lastName: 'Müller' },
    });
  });
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const editor = () => shop.page.getByRole('textbox', { name: 'Neuer Kommentar' });
const lines = () => shop.page.getByRole('list', { name: 'Kommentare' }).getByRole('listitem');
const said = (text: string) => shop.page.getByRole('region', { name: 'Meldungen' }).getByText(text);

async function openComments(): Promise<void> {
  await shop.page.getByText('Müller, Anna').first().click();
  await openTab(shop.page, 'Kommentare');
  await editor().waitFor();
}

test('a comment is written, changed, deleted and taken back without leaving the keyboard [E-56 B-44]', async () => {
  await openComments();
  const { page } = shop;
  await typeInto(page, editor(), 'Ruft morgen wegen der Brille an.');
  await tabTo(page, page.getByRole('combobox', { name: 'im Namen von' }));
  await page.keyboard.type('Bernd');
  await typeInto(page, page.getByRole('textbox', { name: 'Datum' }), '20.11.2026');
  await typeInto(page, page.getByRole('textbox', { name: 'Uhrzeit' }), '25');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Bitte als 10:42 schreiben.').waitFor();
  await focusComesTo(page.getByRole('textbox', { name: 'Uhrzeit' }));
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('10:42');
  await page.keyboard.press('Control+Enter');
  await said('Kommentar gespeichert.').waitFor();
  await expect
    .poll(() => lines().allInnerTexts())
    .toEqual([
      expect.stringMatching(
        /^20\.11\.2026, 10:42\s+Bernd Bussard, geschrieben von Anna Amsel[\s\S]*Ruft morgen wegen der Brille an\.$/,
      ),
    ]);
  expect(await accessibilityProblems(page)).toEqual([]);

  await tabTo(
    page,
    lines()
      .first()
      .getByRole('button', { name: /^Kommentar ändern: / }),
  );
  await page.keyboard.press('Enter');
  const change = page.getByRole('textbox', { name: 'Kommentar vom 20.11.2026, 10:42 ändern' });
  await focusComesTo(change);
  await page.keyboard.press('End');
  await page.keyboard.insertText(' Eilt!');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Ruft morgen wegen der Brille an. Eilt!').waitFor();

  await tabTo(
    page,
    lines()
      .first()
      .getByRole('button', { name: /^Kommentar löschen: / }),
  );
  await page.keyboard.press('Enter');
  await page.getByText('Noch keine Kommentare.').waitFor();
  await focusComesTo(editor());
  await page.keyboard.press('Control+z');
  await said('Zurückgenommen.').waitFor();
  await page.getByText('Ruft morgen wegen der Brille an. Eilt!').waitFor();
});

test('half typed, it outlives a power cut and a colleague at the same screen; F1 saves it too [E-53]', async () => {
  await openComments();
  await typeInto(shop.page, editor(), 'Möchte lieber');
  await shop.page.keyboard.press('Control+l');
  await signIn(shop.page, 'Bernd Bussard', '2345');
  await editor().waitFor();
  expect(await editor().inputValue()).toBe('');
  await shop.page.keyboard.press('Control+l');
  await shop.crash();
  await signIn(shop.page);
  await openComments();
  await expect.poll(() => editor().inputValue()).toBe('Möchte lieber');
  await tabTo(shop.page, editor());
  await shop.page.keyboard.press('Control+End');
  await shop.page.keyboard.insertText(' angerufen werden.');
  // Esc leads out of the mask, and asks first.
  await shop.page.keyboard.press('Escape');
  await shop.page.getByText('Ein Kommentar ist noch nicht gespeichert.').waitFor();
  await shop.page.keyboard.press('Escape');
  await expect.poll(() => hasFocus(editor())).toBe(true);
  await shop.page.keyboard.press('F1');
  await said('Kommentar gespeichert.').waitFor();
  await expect.poll(() => lines().count()).toBe(1);
  await shop.page.getByText('Möchte lieber angerufen werden.').waitFor();
  expect(await editor().inputValue()).toBe('');
});
