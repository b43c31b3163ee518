// Group 'Vorgang': what is asked for before a case is made.
import { expect } from 'vitest';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import type { Effects, Position } from './effect.ts';
import type { Stage } from './stage.ts';

const address = {
  ...{ id: null, label: null, street: 'Talstr.', houseNumber: '9', addition: null, district: null },
  ...{ postcode: '80331', town: 'München', country: null },
};
/** Nothing is missing. */
const complete: Partial<CustomerForm> = {
  ...{ firstName: 'Erika', birthDate: '1961-04-03', email: 'erika@example.com', addresses: [address], homeAddress: 0 },
  phones: [{ id: null, label: null, number: '+493023125001', sms: false }],
};
const withoutAddress = { ...complete, addresses: [], homeAddress: null };

/** F8 on the mask of a new customer with these data. */
async function pressF8(stage: Stage, data: Partial<CustomerForm>): Promise<void> {
  const { lastName } = await stage.customer(data);
  await stage.open(lastName);
  await stage.page.keyboard.press('F8');
}

const dialog = ({ page }: Stage) => page.getByRole('dialog', { name: 'Kundendaten vervollständigen' });
const caseIsOpen = ({ page }: Stage) => page.getByRole('heading', { level: 1, name: /^Vorgang V-/ }).waitFor();

/** @param label the field that is asked for */
function asks(
  label: string,
  missing: Partial<CustomerForm>,
): { positions: readonly [Position<boolean>, Position<boolean>] } {
  const data = { ...complete, ...missing };
  return {
    positions: [
      {
        value: false,
        means: 'the case is opened at once',
        see: async (stage) => {
          await pressF8(stage, data);
          await caseIsOpen(stage);
        },
      },
      {
        value: true,
        means: `'${label}' is asked for before the case`,
        see: async (stage) => {
          await pressF8(stage, data);
          await dialog(stage).getByRole('textbox', { name: label }).waitFor();
        },
      },
    ],
  };
}

/** Declined on the first day; F8 so many days later. */
async function declinedBefore(stage: Stage, days: number): Promise<void> {
  await stage.set({ caseWantsAddress: true });
  const { id, lastName } = await stage.customer(withoutAddress);
  await stage.client.serviceCases.before({ customerId: id });
  const nothing = { entries: null, declined: true, stopEmailAdvertising: false };
  await stage.client.serviceCases.open({ ...nothing, customerId: id, title: 'Vorgang' });
  stage.forward(days * 24 * 60 * 60 * 1000);
  await stage.open(lastName);
  await stage.page.keyboard.press('F8');
}

const descriptions = (stage: Stage) =>
  stage.page
    .getByRole('textbox', { name: 'PLZ' })
    .first()
    .evaluate((field) =>
      (field.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? ''),
    );

export const cases = {
  caseWantsFirstName: asks('Vorname', { firstName: null }),
  caseWantsAddress: asks('PLZ', withoutAddress),
  caseWantsEmail: asks('E-Mail', { email: null }),
  caseWantsPhone: asks('Telefon', { phones: [] }),
  caseWantsBirthDate: asks('geb.', { birthDate: null }),
  monthsUntilAskedAgain: {
    on: 'alone',
    positions: [
      {
        value: 1,
        means: 'after five weeks it is asked again',
        see: async (stage) => {
          await declinedBefore(stage, 35);
          await dialog(stage).waitFor();
        },
      },
      {
        value: 24,
        means: 'after five weeks nobody asks again',
        see: async (stage) => {
          await declinedBefore(stage, 35);
          await caseIsOpen(stage);
        },
      },
    ],
  },
  missingFieldsColoured: {
    positions: [
      {
        value: true,
        means: 'the blank postcode bears its sign on the mask',
        see: async (stage) => {
          await stage.set({ caseWantsAddress: true });
          await stage.open((await stage.customer(withoutAddress)).lastName);
          await expect.poll(() => descriptions(stage), { timeout: 5_000 }).toContain('fehlt');
        },
      },
      {
        value: false,
        means: 'the mask looks the same whatever is missing',
        see: async (stage) => {
          await stage.set({ caseWantsAddress: true });
          await stage.open((await stage.customer(withoutAddress)).lastName);
          // The settings have been read by then: what would be coloured is.
          await stage.page.keyboard.press('F8');
          await dialog(stage).waitFor();
          await stage.page.keyboard.press('Escape');
          await dialog(stage).waitFor({ state: 'detached' });
          expect(await descriptions(stage)).not.toContain('fehlt');
        },
      },
    ],
  },
  stopAdvertisingInHint: {
    positions: [
      {
        value: false,
        means: 'advertising is withdrawn in the privacy dialog only',
        see: async (stage) => {
          await stage.set({ caseWantsAddress: true });
          await pressF8(stage, withoutAddress);
          await dialog(stage)
            .getByRole('checkbox', { name: /keine Angabe/ })
            .waitFor();
          expect(await dialog(stage).getByRole('checkbox').count()).toBe(1);
        },
      },
      {
        value: true,
        means: 'e-mail advertising can be withdrawn before the case',
        see: async (stage) => {
          await stage.set({ caseWantsAddress: true });
          await pressF8(stage, withoutAddress);
          await dialog(stage)
            .getByRole('checkbox', { name: /Keine Werbung per E-Mail/ })
            .check();
          await stage.page.keyboard.press('Enter');
          await caseIsOpen(stage);
        },
      },
    ],
  },
  caseNeedsAddress: {
    positions: [
      {
        value: true,
        means: 'without an address there is no case',
        see: async (stage) => {
          await stage.set({ caseWantsAddress: false });
          await pressF8(stage, withoutAddress);
          await stage.page.getByText(/Ohne Anschrift kein Vorgang/).waitFor();
        },
      },
      {
        value: false,
        means: 'a case needs no address',
        see: async (stage) => {
          await stage.set({ caseWantsAddress: false });
          await pressF8(stage, withoutAddress);
          await caseIsOpen(stage);
        },
      },
    ],
  },
} satisfies Partial<Effects>;
