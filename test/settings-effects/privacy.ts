// Group 'Datenschutz': the privacy dialog, advertising, bank accounts that nobody uses.
import { expect } from 'vitest';
import { expireBankAccountsWhenDue } from '../../src-main/service/bank-account-expiry.ts';
import { askPrivacy } from '../../src-main/service/privacy-asking.ts';
import type { Effects, Position } from './effect.ts';
import type { Stage } from './stage.ts';

const ALL_WAYS = ['Brief', 'E-Mail', 'Telefon', 'SMS'];

export const privacy = {
  storageConsentWanted: {
    positions: [
      {
        value: true,
        means: 'a card of a customer without consent opens the privacy dialog',
        see: async (stage) => {
          await cardOf(stage, await opened(stage));
          await stage.page.getByRole('dialog', { name: /^Datenschutz:/ }).waitFor();
        },
      },
      {
        value: false,
        means: 'nothing opens, the symbol of the mask alone says that it is missing',
        see: async (stage) => {
          await cardOf(stage, await opened(stage));
          await stage.page.getByText('§ fehlt').waitFor();
          // A dialog would put the keys of the page to rest.
          await stage.page.keyboard.press('F1');
          await stage.page.getByText('Es war nichts zu speichern.').waitFor();
          expect(await stage.page.getByRole('dialog').count()).toBe(0);
        },
      },
    ],
  },
  advertisingAfterStorage: {
    positions: [
      {
        value: true,
        means: 'the questions about advertising come with the consent to storage',
        see: async (stage) => {
          const dialog = await privacyDialog(stage);
          await dialog.getByText(/^Nach Werbung wird erst gefragt/).waitFor();
          expect(await dialog.getByRole('checkbox').count()).toBe(0);
          await dialog.getByRole('radio', { name: 'Zustimmung' }).click();
          await dialog.getByRole('checkbox', { name: 'Telefon' }).waitFor();
        },
      },
      {
        value: false,
        means: 'they are there at once',
        see: async (stage) => {
          const dialog = await privacyDialog(stage);
          await dialog.getByRole('checkbox', { name: 'Telefon' }).waitFor();
        },
      },
    ],
  },
  advertisingByChannel: {
    positions: [
      {
        value: true,
        means: 'a box for each way',
        see: async (stage) => expect(await boxes(stage)).toEqual(ALL_WAYS),
      },
      {
        value: false,
        means: 'one box Werbung erlaubt, which means letters',
        see: async (stage) => expect(await boxes(stage)).toEqual(['Werbung erlaubt']),
      },
    ],
  },
  advertisingPreset: {
    positions: [
      {
        value: true,
        means: 'a new customer has boxes ticked beforehand, marked as no consent',
        see: async (stage) => {
          await stage.set({ presetLetter: true, advertisingByChannel: true });
          expect(await presetWays(stage)).toEqual(['Brief']);
        },
      },
      {
        value: false,
        means: 'a new customer has none, whatever the ways say',
        see: async (stage) => {
          await stage.set({ presetLetter: true, advertisingByChannel: true });
          expect(await presetWays(stage)).toEqual([]);
        },
      },
    ],
  },
  presetLetter: preset('Brief'),
  presetEmail: preset('E-Mail'),
  presetPhone: preset('Telefon'),
  presetSms: preset('SMS'),
  bankAccountsExpire: {
    positions: [
      {
        value: true,
        means: 'an account that nobody has used for a year is gone the next day',
        see: async (stage) => {
          await anAccountTwoYearsOld(stage);
          await stage.page.getByText('Noch keine Bankverbindung.').waitFor();
        },
      },
      {
        value: false,
        means: 'it stays',
        see: async (stage) => {
          await anAccountTwoYearsOld(stage);
          await stage.page.getByRole('textbox', { name: 'IBAN' }).waitFor();
        },
      },
    ],
    on: 'alone',
  },
} satisfies Partial<Effects>;

/** A mask of a new customer. @returns the customer's id */
async function opened(stage: Stage): Promise<string> {
  const { id, lastName } = await stage.customer();
  await stage.open(lastName);
  return id;
}

/** As the reader does it; heard by the screen before it goes on. */
async function cardOf({ counter, page }: Stage, customerId: string): Promise<void> {
  const { house } = counter.service.counter;
  if (house) askPrivacy(house, customerId, 'card');
  await page.evaluate(() => new Promise((resolve) => window.requestAnimationFrame(resolve)));
}

/** Of a customer made now, opened by hand. */
async function privacyDialog(stage: Stage) {
  await opened(stage);
  const { page } = stage;
  await page.keyboard.press('F11');
  await page.getByRole('menuitem', { name: 'Datenschutzdialog' }).click();
  const dialog = page.getByRole('dialog', { name: /^Datenschutz:/ });
  await dialog.getByRole('radio', { name: 'Zustimmung' }).waitFor();
  return dialog;
}

async function boxes(stage: Stage): Promise<string[]> {
  const dialog = await privacyDialog(stage);
  await dialog.getByRole('radio', { name: 'Zustimmung' }).click();
  const group = dialog.getByRole('group', { name: 'Werbung' });
  await group.getByRole('checkbox').first().waitFor();
  return group.locator('label').allInnerTexts();
}

async function presetWays(stage: Stage): Promise<string[]> {
  const labels = await boxes(stage);
  return labels.flatMap((label) => /^(.*) \(voreingestellt – keine Einwilligung\)$/.exec(label)?.[1] ?? []);
}

function preset(way: string): { readonly positions: readonly [Position<boolean>, Position<boolean>] } {
  return {
    positions: [
      {
        value: true,
        means: `a new customer has '${way}' ticked, marked as no consent`,
        see: async (stage) => {
          await stage.set({ advertisingPreset: true, advertisingByChannel: true });
          expect(await presetWays(stage)).toContain(way);
        },
      },
      {
        value: false,
        means: `a new customer has '${way}' unticked`,
        see: async (stage) => {
          await stage.set({ advertisingPreset: true, advertisingByChannel: true });
          expect(await presetWays(stage)).not.toContain(way);
        },
      },
    ],
  };
}

/** Entered today; two years go by, and the day's work is done. */
async function anAccountTwoYearsOld(stage: Stage): Promise<void> {
  const { lastName } = await stage.customer({
    bankAccounts: [
      {
        ...{ id: null, holder: null, iban: 'DE89370400440532013000', bic: null, bankName: null },
        ...{ mandateReference: null, mandateOn: null, mandateEndedOn: null },
      },
    ],
  });
  stage.forward(730 * 86_400_000);
  const { house } = stage.counter.service.counter;
  if (house) expireBankAccountsWhenDue(house);
  await stage.open(lastName);
  await stage.page.getByRole('tab', { name: 'Bankverbindungen' }).click();
}
