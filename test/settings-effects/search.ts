// Group 'Kunde suchen': what the search begins with and how far it reaches.
import { expect } from 'vitest';
import { searchBox } from '../support/search-box.ts';
import type { Effects } from './effect.ts';
import type { Stage } from './stage.ts';

const OWN = /^Eigene Filiale/;
const box = ({ page }: Stage) => searchBox(page);
const field = ({ page }: Stage) => page.getByRole('combobox', { name: 'Filiale', exact: true });
const elsewhere = ({ page }: Stage) => page.getByRole('region', { name: 'Andere Filialen' });

/** F4. By the time that the screen has answered something else it has heard of the settings, too. */
async function openFilters(stage: Stage): Promise<void> {
  const { lastName } = await stage.customer();
  await box(stage).fill(lastName);
  await stage.page
    .getByRole('table', { name: 'Treffer' })
    .getByRole('button', { name: new RegExp(lastName) })
    .waitFor();
  await stage.page.keyboard.press('F4');
}

/** What the field 'Filiale' begins with. */
async function beginsWith(stage: Stage, begins: RegExp): Promise<void> {
  await openFilters(stage);
  const shown = () =>
    field(stage)
      .locator('option:checked')
      .innerText()
      .catch(() => '');
  await expect.poll(shown, { timeout: 5_000 }).toMatch(begins);
}

/** Locked: it shows the own branch and the reason. */
async function isLocked(stage: Stage): Promise<void> {
  await openFilters(stage);
  await stage.page.getByText('Die Auswahl ist in den Einstellungen gesperrt.').waitFor();
  expect(await field(stage).isDisabled()).toBe(true);
}

/** Somebody of the other branch who agreed to be seen. */
async function shared(stage: Stage): Promise<string> {
  const lastName = stage.freshName();
  const { house } = stage.elsewhere.service.counter;
  if (!house) throw new Error('not open');
  const branchId = house.session.seat?.branch.id ?? '';
  house.save('customer.create', (unit) => {
    const customerId = house.newId();
    unit.create('customer', { id: customerId, number: customerId.slice(-8), branchId, lastName, firstName: 'Erika' });
    unit.create('consentEntry', {
      ...{ id: house.newId(), customerId, purpose: 'branchSharing', kind: 'granted', capturedHow: 'paper' },
      ...{ capturedAt: house.now(), capturedBy: house.session.person?.id ?? '' },
    });
  });
  await stage.meet();
  return lastName;
}

async function openElsewhere(stage: Stage): Promise<void> {
  await stage.set({ changeBranchInSearch: 'yes' });
  const lastName = await shared(stage);
  await stage.page.keyboard.press('F4');
  await field(stage).selectOption('Alle Filialen');
  await box(stage).fill(lastName);
  await elsewhere(stage)
    .getByRole('button', { name: new RegExp(lastName) })
    .press('Enter');
  await stage.page.getByText(/nur zum Lesen/).waitFor();
}

export const search = {
  noBranchPreselected: {
    on: 'branch',
    positions: [
      {
        value: false,
        means: 'the filters begin with the own branch, and another choice is free',
        see: async (stage) => {
          await stage.set({ changeBranchInSearch: 'yes' });
          await beginsWith(stage, OWN);
          await field(stage).selectOption('Alle Filialen');
        },
      },
      {
        value: true,
        means: 'the filters begin with no branch, and the own one can be chosen',
        see: async (stage) => {
          await stage.set({ changeBranchInSearch: 'yes' });
          await beginsWith(stage, /^Alle Filialen$/);
          await field(stage).selectOption('own');
        },
      },
    ],
  },
  noBranchPreselectedHeadquarters: {
    on: 'chain',
    positions: [
      {
        value: false,
        means: 'in the headquarters the filters begin with the own branch',
        see: async (stage) => {
          await stage.set({ changeBranchInSearch: 'headquartersOnly' });
          await beginsWith(stage, OWN);
        },
      },
      {
        value: true,
        means: 'in the headquarters the filters begin with no branch',
        see: async (stage) => {
          await stage.set({ changeBranchInSearch: 'headquartersOnly' });
          await beginsWith(stage, /^Alle Filialen$/);
        },
      },
    ],
  },
  quickSearchAllBranches: {
    on: 'chain',
    positions: [
      {
        value: false,
        means: 'typing searches the own branch',
        see: async (stage) => {
          await stage.set({ changeBranchInSearch: 'headquartersOnly' });
          await box(stage).fill(await shared(stage));
          await stage.page.getByText(/^Nichts gefunden zu/).waitFor();
          expect(await elsewhere(stage).count()).toBe(0);
        },
      },
      {
        value: true,
        means: 'typing searches all branches (T-03)',
        see: async (stage) => {
          await stage.set({ changeBranchInSearch: 'headquartersOnly' });
          const lastName = await shared(stage);
          await box(stage).fill(lastName);
          await elsewhere(stage)
            .getByRole('button', { name: new RegExp(lastName) })
            .waitFor();
        },
      },
    ],
  },
  searchStatuses: {
    positions: [
      {
        value: ['active'],
        means: 'the filters begin with the active ones: an inactive customer is not among them',
        see: async (stage) => {
          const { lastName } = await stage.customer({ status: 'inactive' });
          await openFilters(stage);
          await box(stage).fill(lastName);
          await stage.page.getByText(/Nichts gefunden zu/).waitFor();
        },
      },
      {
        value: ['active', 'inactive'],
        means: 'the filters begin with both: an inactive customer is among them',
        see: async (stage) => {
          const { lastName } = await stage.customer({ status: 'inactive' });
          await openFilters(stage);
          await box(stage).fill(lastName);
          await stage.page
            .getByRole('table', { name: 'Treffer' })
            .getByRole('button', { name: new RegExp(lastName) })
            .waitFor();
        },
      },
    ],
  },
  changeBranchInSearch: {
    on: 'branch',
    positions: [
      {
        value: 'yes',
        means: 'every branch may choose another one',
        see: async (stage) => {
          await beginsWith(stage, OWN);
          await field(stage).selectOption('Alle Filialen');
        },
      },
      {
        value: 'no',
        means: 'no branch may, the headquarters neither',
        see: async (stage) => {
          await isLocked(stage);
          expect((await stage.elsewhere.client.branchSearch.span()).dialog.locked).toBe(true);
        },
      },
      {
        value: 'headquartersOnly',
        means: 'a branch may not, the headquarters may',
        see: async (stage) => {
          await isLocked(stage);
          expect((await stage.elsewhere.client.branchSearch.span()).dialog.locked).toBe(false);
        },
      },
    ],
  },
} satisfies Partial<Effects>;

export const takeOver = {
  takeOverForAllBranches: {
    on: 'branch',
    positions: [
      {
        value: false,
        means: "another branch's customer is read and not taken over",
        see: async (stage) => {
          await openElsewhere(stage);
          await stage.page.getByRole('button', { name: 'Schließen', exact: true }).waitFor();
          expect(await stage.page.getByRole('button', { name: 'Kunden übernehmen' }).count()).toBe(0);
        },
      },
      {
        value: true,
        means: "another branch's customer can be taken over",
        see: async (stage) => {
          await openElsewhere(stage);
          await stage.page.getByRole('button', { name: 'Kunden übernehmen' }).waitFor();
        },
      },
    ],
  },
} satisfies Partial<Effects>;
