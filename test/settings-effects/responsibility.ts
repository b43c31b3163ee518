// Group 'Zuständigkeit': which branch and which employee a customer belongs to.
import { saveCustomer } from '../support/data-folder.ts';
import type { Effects } from './effect.ts';
import { takeOver } from './search.ts';
import type { Stage } from './stage.ts';

export const responsibility = {
  ...takeOver,
  takeOverByCard: {
    on: 'branch',
    positions: [
      {
        value: true,
        means: 'an insurance card brings its bearer here, and his mask says so',
        async see(stage) {
          const lastName = await putCardIn(stage);
          await stage.page.getByRole('heading', { level: 1, name: new RegExp(`^${lastName}`) }).waitFor();
          await stage.page.getByText(`${lastName}, Erika war bisher Kunde der Filiale „Sonnen-Apotheke“`).waitFor();
        },
      },
      {
        value: false,
        means: 'nobody comes by a card',
        async see(stage) {
          await putCardIn(stage);
          await stage.page.getByText('Zu dieser Karte gibt es hier keinen Kunden.').waitFor();
        },
      },
    ],
  },
  responsibleInMask: {
    positions: [
      {
        value: true,
        means: 'Stammdaten has the list of employees',
        see: async (stage) => {
          await openResponsible(stage);
          await stage.page.getByRole('combobox', { name: 'zuständig' }).waitFor();
        },
      },
      {
        value: false,
        means: 'Stammdaten only says who it is; tab Administration has the list',
        see: async (stage) => {
          await openResponsible(stage);
          await stage.page.getByRole('term').filter({ hasText: 'zuständig' }).waitFor();
          await stage.page.getByRole('tab', { name: 'Administration' }).click();
          await stage.page.getByRole('combobox', { name: 'Zuständiger Mitarbeiter' }).waitFor();
        },
      },
    ],
  },
} satisfies Partial<Effects>;

/** The insurance card of a customer of the other branch. @returns his last name */
async function putCardIn(stage: Stage): Promise<string> {
  const { page, freshName } = stage;
  const lastName = freshName();
  const number = `CARD${lastName}`;
  const card = { id: null, kind: 'insurance', number, label: null, validFrom: null, validTo: null } as const;
  const cards = [{ ...card, locked: false, invalid: false, replacedById: null }];
  await saveCustomer(stage.elsewhere.client, lastName, { firstName: 'Erika', cards });
  await stage.meet();
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Karte stecken (Simulation) …' }).press('Enter');
  await page.getByRole('textbox', { name: 'Kartennummer' }).fill(number);
  await page.keyboard.press('Enter');
  return lastName;
}

async function openResponsible(stage: Stage): Promise<void> {
  const { lastName } = await stage.customer();
  await stage.open(lastName);
}
