// Group 'Kundenkarten und Kundenprogramme'.
import { expect } from 'vitest';
import { openTab } from '../support/keyboard.ts';
import type { Effects } from './effect.ts';
import type { Stage } from './stage.ts';

export const cards = {
  externalCards: {
    positions: [
      {
        value: true,
        means: 'a card can be an external one',
        see: (stage) => kindsAre(stage, ['externe Karte', 'Chipkarte', 'NFC / RFID', 'Versichertenkarte']),
      },
      {
        value: false,
        means: 'only cards that are read',
        see: (stage) => kindsAre(stage, ['Chipkarte', 'NFC / RFID', 'Versichertenkarte']),
      },
    ],
  },
  cardValidity: {
    positions: [
      {
        value: true,
        means: 'a card has days from which and until which it counts',
        see: (stage) => fieldsAre(stage, ['Kartennummer', 'Bezeichnung', 'gültig ab', 'gültig bis']),
      },
      {
        value: false,
        means: 'a card has no days',
        see: (stage) => fieldsAre(stage, ['Kartennummer', 'Bezeichnung']),
      },
    ],
  },
  programsFixed: {
    positions: [
      {
        value: true,
        means: 'staff read programmes, administrators change them',
        async see(stage) {
          await memberSeenByBernd(stage);
          await stage.page.getByText(/^Kundenprogramme sind .* nur durch einen Administrator änderbar/).waitFor();
          expect(await line(stage).getByRole('combobox').count()).toBe(0);
        },
      },
      {
        value: false,
        means: 'everybody changes them',
        async see(stage) {
          await memberSeenByBernd(stage);
          await line(stage).getByRole('textbox', { name: 'gezählt' }).waitFor();
        },
      },
    ],
  },
  programsNeedCard: {
    positions: [
      {
        value: true,
        means: 'nobody joins without a card',
        async see(stage) {
          await joinWithoutCard(stage);
          await stage.page.getByText('Bitte eine gültige Karte wählen.').waitFor();
        },
      },
      {
        value: false,
        means: 'a card is not asked for',
        async see(stage) {
          await joinWithoutCard(stage);
          await stage.page.getByText('Gespeichert.', { exact: true }).waitFor();
        },
      },
    ],
  },
} satisfies Partial<Effects>;

// --- details

const TAB = 'Karten und Programme';
const line = ({ page }: Stage) => page.getByRole('group', { name: 'Programm 1' });

async function newCard(stage: Stage) {
  await stage.open((await stage.customer()).lastName);
  await openTab(stage.page, TAB);
  await stage.page.getByRole('button', { name: 'Karte hinzufügen' }).press('Enter');
  const card = stage.page.getByRole('group', { name: 'Karte 1' });
  await card.waitFor();
  return card;
}

async function kindsAre(stage: Stage, kinds: readonly string[]): Promise<void> {
  const options = (await newCard(stage)).getByRole('combobox', { name: 'Art' }).locator('option');
  await expect.poll(() => options.allInnerTexts()).toEqual(kinds);
}

async function fieldsAre(stage: Stage, names: readonly string[]): Promise<void> {
  const fields = (await newCard(stage)).getByRole('textbox');
  const named = () => fields.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).labels?.[0]?.innerText));
  await expect.poll(named).toEqual(names);
}

/** A programme of the chain; one for all rows. */
async function stamps({ client }: Stage): Promise<string> {
  const known = (await client.lists.all()).customerProgram.find(({ name }) => name === 'Batterien');
  if (known) return known.id;
  const form = { name: 'Batterien', kind: 'counter', value: 10, article: null, fixedValue: true } as const;
  return (await client.lists.save({ list: 'customerProgram', id: null, ended: false, form })).id;
}

async function memberSeenByBernd(stage: Stage): Promise<void> {
  const programId = await stamps(stage);
  const { lastName } = await stage.customer({
    memberships: [{ id: null, programId, cardId: null, value: 3, validFrom: null, validTo: null }],
  });
  await stage.takeOver();
  await stage.open(lastName);
  await openTab(stage.page, TAB);
  await line(stage).waitFor();
}

async function joinWithoutCard(stage: Stage): Promise<void> {
  await stamps(stage);
  await stage.open((await stage.customer()).lastName);
  await openTab(stage.page, TAB);
  await stage.page.getByRole('button', { name: 'Programm hinzufügen' }).press('Enter');
  await line(stage).getByRole('combobox', { name: 'Programm' }).selectOption({ label: 'Batterien (Zähler)' });
  await stage.page.keyboard.press('F1');
}
