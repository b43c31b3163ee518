// 'Sichtschutz - F7': with it on, a walk over the pages finds nothing of any customer but the open one, neither names nor
// addresses, dates and numbers; it stays over navigation and a reload, and its codes stay the same.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { searchBox } from '../support/search-box.ts';
import { accessibilityProblems, openShop, type Shop, withoutReminder } from '../support/shop.ts';

/** Nothing of this is a word of the program. */
const PEOPLE = [
  ...[['Quastenberg', 'Ottokar'] as const, ['Zwirnmeier', 'Philomena'] as const, ['Dattelhuber', 'Kunigunde'] as const],
];
const TELLING = [...PEOPLE.flat(), 'Wacholdersteig', 'Oberzwiesel', '94227', '23125', '17.03.1948'];

let shop: Shop;
/** Two records of one person. */
let twins: readonly [string, string];
beforeAll(async () => {
  shop = await openShop(async (client) => {
    await withoutReminder(client);
    const saving = { id: null, basedOn: null, appActive: null, draftId: null };
    const ids: string[] = [];
    for (const [lastName, firstName] of PEOPLE) {
      const address = { id: null, label: null, addition: null, district: null, country: null };
      const home = { ...address, street: 'Wacholdersteig', houseNumber: '3', postcode: '94227', town: 'Oberzwiesel' };
      const phones = [{ id: null, label: null, number: '+493023125777', sms: false }];
      const rest = { lastName, firstName, birthDate: '1948-03-17', addresses: [home], homeAddress: 0, phones };
      const form = { ...emptyForm('natural', 'active'), ...rest };
      ids.push((await client.customers.save({ ...saving, form })).id);
    }
    const [ottokar = '', philomena = ''] = ids;
    // Without an address: the searches below go on finding three.
    const [lastName, firstName] = PEOPLE[1] ?? ['', ''];
    const again = { ...emptyForm('natural', 'active'), lastName, firstName, birthDate: '1948-03-17' };
    twins = [philomena, (await client.customers.save({ ...saving, form: again })).id];
    const asked = { entries: null, declined: true, stopEmailAdvertising: false, title: 'Einlagen' };
    await client.serviceCases.open({ ...asked, customerId: ottokar });
    await client.duplicates.start();
    while (((await client.duplicates.run())?.finishedAt ?? null) === null) await new Promise(setImmediate);
  });
});
afterAll(() => shop.close());
beforeEach(() => expect(shop.errors).toEqual([]));

const box = () => searchBox(shop.page);
/** What can be seen or heard, the title of the window, and what fields hold. What staff typed themselves is theirs. */
const said = () =>
  shop.page.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label], [title]')].flatMap((one) => [
      one.getAttribute('aria-label'),
      one.getAttribute('title'),
    ]);
    const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=search]), textarea')];
    return [document.title, document.body.innerText, ...labels, ...fields.map(({ value }) => value)].join('\n');
  });
const told = async (but: readonly string[] = []) => {
  const text = await said();
  return TELLING.filter((one) => !but.includes(one) && text.includes(one));
};
const codes = () => shop.page.getByRole('table', { name: 'Treffer' }).getByRole('button').allInnerTexts();

test('one key turns every name into a code that stays the same, and the open customer stays readable [N-01 E-87]', async () => {
  const { page } = shop;
  await page.keyboard.press('F3');
  await box().fill('94227');
  await page.getByText('3 Treffer').waitFor();
  expect(await told()).not.toEqual([]);
  await page.keyboard.press('F7');
  await page.getByText('Sichtschutz an').waitFor();
  expect(await told()).toEqual([]);
  const before = await codes();
  expect(before).toHaveLength(3);
  for (const code of before) expect(code).toMatch(/^Kunde K-[0-9A-Z]{4}$/);
  expect(await accessibilityProblems(page)).toEqual([]);
  // Opened, the customer is the one that is being talked to.
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect.poll(() => heading.innerText()).toMatch(/Dattelhuber, Kunigunde/);
  expect(await told()).not.toContain('Quastenberg');
  await page.keyboard.press('Escape');
  await expect.poll(codes).toEqual(before);
  expect(await told()).toEqual([]);
});

test('a walk over the pages finds nobody, nor does it after a reload [N-01]', async () => {
  const { page } = shop;
  const visit = async (path: string) => {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, path);
    await page.reload();
    await page.getByText('Sichtschutz an').waitFor();
  };
  for (const path of ['#/contacts', '#/contacts/conflicts', '#/tasks', '#/administration/import']) {
    await visit(path);
    expect(await told(), path).toEqual([]);
  }
  // Where others are listed they are there, as codes.
  for (const path of ['#/cases', '#/contacts/duplicates', `#/contacts/merge/${twins.join('/')}`]) {
    await visit(path);
    await page
      .getByText(/Kunde K-[0-9A-Z]{4}/)
      .first()
      .waitFor();
    expect(await told(), path).toEqual([]);
  }
  // A new customer who is known already is said, and not by name.
  await page.keyboard.press('F3');
  await box().waitFor();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Vorname', exact: true }).fill('ottokar');
  await page.getByRole('textbox', { name: 'Nachname', exact: true }).fill('quastenberg');
  await page.getByRole('textbox', { name: 'geb.', exact: true }).fill('17.3.48');
  await page
    .getByRole('status', { name: 'Vielleicht schon da' })
    .getByText(/Kunde K-/)
    .waitFor();
  // What was typed here is his own business.
  expect(await told(['17.03.1948'])).toEqual([]);
  // In a dialog the key works, too.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verwerfen' }).waitFor();
  await page.keyboard.press('F7');
  await expect.poll(() => page.getByText('Sichtschutz an').count()).toBe(0);
  await page.getByRole('button', { name: 'Verwerfen' }).press('Enter');
  // The small box of the page that is left goes by the same name: what counts is who is listed on the next one.
  await expect.poll(() => told()).toContain('Quastenberg');
});
