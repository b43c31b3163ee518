// Tabs 'Kostenträger', 'Bankverbindungen' and 'Administration', and what is new on 'Stammdaten', by keyboard in a real browser:
// everything goes with F1, a problem leads to its tab, and a hidden account number stays hidden.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { focusComesTo, openTab, tabTo, typeInto } from '../support/keyboard.ts';
import { accessibilityProblems, openShop, type Shop, signIn, withoutReminder } from '../support/shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    await client.settings.save({ changes: { externalNumberEditable: true } });
    for (const [name, ik] of [
      ['Nordkasse', '104178397'],
      ['Ostkasse', '105413578'],
    ] as const)
      await client.lists.save({ list: 'payer', id: null, ended: false, form: { name, ik, kind: 'statutory' } });
    await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: {
        ...emptyForm('natural', 'active'),
        ...{ firstName: 'Anna', lastName: 'Müller', email: 'anna@example.com', careHome: 'Haus Abendrot' },
        phones: [{ id: null, label: 'privat', number: '+493023125101', sms: false }],
      },
    });
  });
  await shop.page.getByText('Müller, Anna').first().click();
  await shop.page.getByRole('tab', { name: 'Stammdaten' }).waitFor();
});
afterEach(async () => {
  const { errors } = shop;
  await shop.close();
  expect(errors).toEqual([]);
});

const field = (name: string) => shop.page.getByRole('textbox', { name, exact: true });
const choice = (name: string) => shop.page.getByRole('combobox', { name, exact: true });
const group = (name: string) => shop.page.getByRole('group', { name, exact: true });
const said = (text: string) => shop.page.getByRole('region', { name: 'Meldungen' }).getByText(text);
const press = async (name: string) => {
  await tabTo(shop.page, shop.page.getByRole('button', { name }));
  await shop.page.keyboard.press('Enter');
};
async function saved(): Promise<void> {
  await shop.page.keyboard.press('F1');
  await said('Gespeichert.').waitFor();
}

test('the Standard KT is chosen once on Stammdaten; from then on tab Kostenträger says it [E-07 E-08]', async () => {
  const { page } = shop;
  await tabTo(page, choice('Standard KT'));
  await page.keyboard.type('Nord');
  await tabTo(page, choice('Versicherungsstatus'));
  await page.keyboard.type('Mitglied');
  await saved();
  await page.getByRole('definition').filter({ hasText: 'Nordkasse' }).waitFor();
  expect(await choice('Standard KT').count()).toBe(0);

  await openTab(page, 'Kostenträger');
  await press('Kostenträger hinzufügen');
  await focusComesTo(group('Kostenträger 2').getByRole('combobox'));
  await page.keyboard.type('Ost');
  await typeInto(page, group('Kostenträger 2').getByRole('textbox', { name: 'Gültig ab' }), '1.1.27');
  await typeInto(page, group('Kostenträger 2').getByRole('textbox', { name: 'Gültig bis' }), '31.12.26');
  await page.keyboard.press('F1');
  await page.getByText('Das Ende liegt vor dem Beginn.').waitFor();
  await focusComesTo(group('Kostenträger 2').getByRole('textbox', { name: 'Gültig bis' }));
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('31.12.27');
  await tabTo(page, page.getByRole('radio', { name: 'Kostenträger 1 ist Standard KT' }), 'Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await saved();
  expect(await accessibilityProblems(page)).toEqual([]);
  await openTab(page, 'Stammdaten');
  await page.getByRole('definition').filter({ hasText: 'Ostkasse' }).waitFor();
});

test('a bank account is typed, checked and ordered; a colleague sees its last four characters and types a new one [E-27 E-75]', async () => {
  const { page } = shop;
  await openTab(page, 'Bankverbindungen');
  await press('Bankverbindung hinzufügen');
  await focusComesTo(field('IBAN'));
  await page.keyboard.insertText('DE89 3704 0044 0532 0130 01');
  await page.keyboard.press('Tab');
  await page.getByText('Prüfziffer stimmt nicht: Zahlendreher?').waitFor();
  await openTab(page, 'Stammdaten');
  await page.keyboard.press('F1');
  // A problem on another tab leads there.
  await focusComesTo(field('IBAN'));
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('de89370400440532013000');
  await page.keyboard.press('Tab');
  expect(await field('IBAN').inputValue()).toBe('DE89 3704 0044 0532 0130 00');
  await typeInto(page, field('Mandatsreferenz (SEPA)'), 'M-7');
  await typeInto(page, field('Unterschrieben am'), '3.2.26');
  await saved();
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.keyboard.press('Control+l');
  await signIn(page, 'Bernd Bussard', '2345');
  await openTab(page, 'Bankverbindungen');
  await expect.poll(() => field('IBAN').inputValue()).toBe('**** **** **** **** **30 00');
  await tabTo(page, field('IBAN'));
  await page.keyboard.insertText('AT61 1904 3002 3457 3201');
  await saved();
  await expect.poll(() => field('IBAN').inputValue()).toBe('AT61 1904 3002 3457 3201');
  await openTab(page, 'Historie');
  await page.getByText('******************3000').first().waitFor();
  expect(await page.getByText('DE89370400440532013000').count()).toBe(0);
});

test('tab Administration keeps numbers, visit and dealings; who is set inactive is asked about the home [A-35 A-37 A-40 A-42 E-05 E-14 E-60 E-72]', async () => {
  const { page } = shop;
  await openTab(page, 'Administration');
  await typeInto(page, field('Externe Kundennummer'), 'X-7');
  await press('Letzten Besuch auf heute setzen');
  await tabTo(page, choice('Bevorzugte Zahlungsart'));
  await page.keyboard.type('Last');
  await tabTo(page, choice('Bevorzugter Kontaktweg'));
  await page.keyboard.type('SMS');
  for (const name of ['Nicht mahnen', 'Auswertungsneutral', 'Arzt', 'Lieferant']) {
    await tabTo(page, page.getByRole('checkbox', { name }));
    await page.keyboard.press('Space');
  }
  await saved();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.reload();
  await page.getByRole('tab', { name: 'Administration', selected: true }).waitFor();
  await expect.poll(() => choice('Bevorzugte Zahlungsart').inputValue()).toBe('directDebit');
  expect(await choice('Bevorzugter Kontaktweg').inputValue()).toBe('sms');
  expect(await field('Externe Kundennummer').inputValue()).toBe('X-7');
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(4);

  await openTab(page, 'Stammdaten');
  await tabTo(page, choice('Status'));
  await page.keyboard.type('inaktiv');
  await page.getByRole('alertdialog', { name: 'Heimzuordnung beenden?' }).waitFor();
  await page.keyboard.press('Enter');
  await focusComesTo(choice('Status'));
  await saved();
  await openTab(page, 'Administration');
  expect(await field('Wohnt im Heim').inputValue()).toBe('');
});

test('the menu of a telephone number marks it for SMS, by key and by right click; @ writes to the saved address [E-69 E-70]', async () => {
  const { page } = shop;
  const sms = page.getByRole('checkbox', { name: 'SMS' });
  await field('Telefonnummer').click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'SMS-fähig' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => sms.isChecked()).toBe(true);
  await field('Telefonnummer').focus();
  await page.keyboard.press('ContextMenu');
  await page.getByRole('menuitemcheckbox', { name: 'SMS-fähig', checked: true }).waitFor();
  await page.keyboard.press('Escape');
  await saved();
  const write = page.getByRole('link', { name: 'E-Mail schreiben an anna@example.com' });
  expect(await write.getAttribute('href')).toBe('mailto:anna@example.com');
  await typeInto(page, field('E-Mail'), 'x');
  expect(await write.count()).toBe(0);
  await page.keyboard.press('Escape');
});

test('an empty list of programmes leads to the page where it is filled', async () => {
  await openTab(shop.page, 'Karten und Programme');
  await press('Kundenprogramme anlegen …');
  await shop.page.getByRole('heading', { level: 1, name: 'Kundenprogramme', exact: true }).waitFor();
});
