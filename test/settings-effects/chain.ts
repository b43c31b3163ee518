// Page 'Filialkette': what the app is called and where it is, the hint at missing consent, patients, licensed accounts.
import { expect } from 'vitest';
import { giveLicence, grantApp } from '../support/hard-cases.ts';
import { codeOnScreen } from '../support/read-prints.ts';
import type { Effects } from './effect.ts';
import type { Stage } from './stage.ts';

export const chain = {
  appName: {
    positions: [
      { value: 'Sonnen-App', means: 'tab Zugangsdaten bears it', see: (stage) => appIsCalled(stage, 'Sonnen-App') },
      { value: 'Mond-App', means: 'tab Zugangsdaten bears it', see: (stage) => appIsCalled(stage, 'Mond-App') },
    ],
  },
  appAddress: {
    positions: [
      {
        value: 'https://app.example.com',
        means: 'the code on the form leads there',
        see: (stage) => codeLeadsTo(stage, /^https:\/\/app\.example\.com\//),
      },
      {
        value: 'https://sonne.example.org',
        means: 'the code on the form leads there',
        see: (stage) => codeLeadsTo(stage, /^https:\/\/sonne\.example\.org\//),
      },
    ],
  },
  missingConsentHint: {
    positions: [
      {
        value: true,
        means: 'a new customer without consent opens the dialog by itself',
        see: async (stage) => {
          await newCustomer(stage);
          await stage.page.getByRole('dialog', { name: /^Einwilligung verwalten/ }).waitFor();
        },
      },
      {
        value: false,
        means: 'a new customer without consent is saved, and nothing opens',
        see: async (stage) => {
          await newCustomer(stage);
          await stage.page.getByText(/^Gespeichert. Kundennummer/).waitFor();
          // Whatever opens by itself takes the focus away from the mask.
          await stage.page.getByRole('tab', { name: 'Stammdaten' }).click({ trial: true });
          expect(await stage.page.getByRole('dialog').count()).toBe(0);
        },
      },
    ],
  },
  patientsKept: {
    positions: [
      { value: 'none', means: 'customers bring nobody along', see: (stage) => tabsBeside(stage, []) },
      { value: 'patients', means: 'a tab of patients', see: (stage) => tabsBeside(stage, ['Patienten']) },
      { value: 'animals', means: 'a tab of animals', see: (stage) => tabsBeside(stage, ['Tiere']) },
    ],
  },
  licensedAccounts: {
    positions: [
      {
        value: 1,
        means: 'more are in use than that, and one more is asked about',
        see: async (stage) => {
          await accountsAre(stage, /^Benutzerkonten: \d+ von 1 belegt$/);
          await stage.page.keyboard.press('F2');
          await stage.page.getByText(/^Die einzige Lizenz ist belegt\. .* Trotzdem anlegen\?$/).waitFor();
        },
      },
      {
        value: 99,
        means: 'so many may be in use, and nobody is asked',
        see: async (stage) => {
          await accountsAre(stage, /^Benutzerkonten: \d+ von 99 belegt$/);
          await stage.page.keyboard.press('F2');
          await stage.page.getByRole('dialog', { name: 'Neuer Mitarbeiter' }).waitFor();
        },
      },
      {
        value: null,
        means: 'they are only counted, and nobody is asked',
        see: async (stage) => {
          await accountsAre(stage, /^Benutzerkonten: \d+$/);
          await stage.page.keyboard.press('F2');
          await stage.page.getByRole('dialog', { name: 'Neuer Mitarbeiter' }).waitFor();
        },
      },
    ],
  },
} satisfies Partial<Effects>;

async function accountsAre({ page }: Stage, said: RegExp): Promise<void> {
  await page.keyboard.press('Alt+f');
  await page
    .getByRole('navigation', { name: 'Seiten der Filialverwaltung' })
    .getByRole('button', { name: 'Mitarbeiter', exact: true })
    .click();
  await page.getByText(said).waitFor();
}

async function appIsCalled(stage: Stage, name: string): Promise<void> {
  const { lastName } = await stage.customer();
  await stage.open(lastName);
  await stage.page.getByRole('tab', { name: 'Zugangsdaten' }).click();
  await stage.page.getByRole('heading', { name, exact: true }).waitFor();
}

/** The form with the login code in the preview, read as a phone reads it from the screen. */
async function codeLeadsTo({ page, client, counter, customer, open }: Stage, address: RegExp): Promise<void> {
  giveLicence(counter);
  const { id, lastName } = await customer();
  grantApp(counter, id);
  const { form } = await client.customers.byId({ id });
  await client.customers.save({ id, form, appActive: true, draftId: null });
  await open(lastName);
  await page.getByText('App: Kennwort fehlt').waitFor();
  // As on a fine screen: on a coarse one a module of the code is two pixels wide, too few to read it by.
  const screen = await page.context().newCDPSession(page);
  const size = { ...(page.viewportSize() ?? { width: 0, height: 0 }), deviceScaleFactor: 3, mobile: false };
  await screen.send('Emulation.setDeviceMetricsOverride', size);
  await page.keyboard.press('F9');
  await page.getByRole('menuitem', { name: 'Registrierungsformular' }).press('Enter');
  const preview = page.getByRole('dialog', { name: /^Druckvorschau/ });
  await preview.getByRole('checkbox', { name: 'Verdecktes zeigen' }).check();
  const sheet = preview.getByRole('img', { name: /^Seite 1 / });
  const picture = async () => {
    const place = await sheet.boundingBox();
    // By the same session: another one would take the picture as on a coarse screen.
    const clip = { x: 0, y: 0, width: 1, height: 1, ...place, scale: 1 };
    const { data } = await screen.send('Page.captureScreenshot', { format: 'png', clip });
    return Buffer.from(data, 'base64');
  };
  await expect.poll(async () => codeOnScreen(await picture()) ?? '').toMatch(address);
}

async function tabsBeside(stage: Stage, names: readonly string[]): Promise<void> {
  await stage.open((await stage.customer()).lastName);
  const tabs = stage.page.getByRole('tablist', { name: 'Reiter der Kundenmaske' }).getByRole('tab');
  const found = async () => (await tabs.allInnerTexts()).filter((name) => /^(Patienten|Tiere)$/.test(name));
  await tabs.getByText('Stammdaten').waitFor();
  await expect.poll(found).toEqual(names);
}

async function newCustomer({ page, freshName }: Stage): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Nachname' }).fill(freshName());
  await page.keyboard.press('F1');
}
