// The door to the printed forms: one object per service that holds the parsed fonts and makes every kind of form. It
// keeps nothing of what it printed. The PDF machinery is loaded with the first form, or earlier with `warmUp`, because
// a counter should stand before it can print.
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import type { CaseSlipInput } from './case-slip.ts';
import type { ConsentFormInput } from './consent-form.ts';
import type { CustomerListInput } from './customer-list.ts';
import type { ErasureReportInput } from './erasure-report.ts';
import type { PasswordLetterInput } from './password-letter.ts';
import type { PlainLetterInput } from './plain-letter.ts';
import type { RegistrationFormInput } from './registration-form.ts';
import type { WithdrawalConfirmationInput } from './withdrawal-confirmation.ts';

export type Forms = {
  passwordLetter(input: PasswordLetterInput): Promise<MadeForm>;
  /** Rejects with FormRefused without a usable public address or login code. */
  registrationForm(input: RegistrationFormInput): Promise<MadeForm>;
  consentForm(input: ConsentFormInput): Promise<MadeForm>;
  withdrawalConfirmation(input: WithdrawalConfirmationInput): Promise<MadeForm>;
  letter(input: PlainLetterInput): Promise<MadeForm>;
  caseSlip(input: CaseSlipInput): Promise<MadeForm>;
  customerList(input: CustomerListInput): Promise<MadeForm>;
  erasureReport(input: ErasureReportInput): Promise<MadeForm>;
  /** Loads fonts and machinery and makes a few letters for nobody, so that the first real one is as quick as the next. */
  warmUp(): Promise<void>;
};

/** @param options.fontsFolder path of `resources/fonts` */
export function createForms(options: { readonly fontsFolder: string }): Forms {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const [fonts, logos, password, registration, consent, withdrawal, letter, slip, list, erasure] = await Promise.all([
      import('./fonts.ts').then(({ loadFonts }) => loadFonts(options.fontsFolder)),
      import('./logo.ts').then(({ createLogoShelf }) => createLogoShelf()),
      import('./password-letter.ts'),
      import('./registration-form.ts'),
      import('./consent-form.ts'),
      import('./withdrawal-confirmation.ts'),
      import('./plain-letter.ts'),
      import('./case-slip.ts'),
      import('./customer-list.ts'),
      import('./erasure-report.ts'),
    ]);
    const makers = { ...password, ...registration, ...consent, ...withdrawal, ...letter, ...slip, ...list, ...erasure };
    return { press: { fonts, logos }, ...makers };
  };
  const ready = () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined; // a font folder that comes back is found again
      throw error;
    });
    return loading;
  };
  return {
    passwordLetter: async (input) => ready().then((made) => made.makePasswordLetter(made.press, input)),
    registrationForm: async (input) => ready().then((made) => made.makeRegistrationForm(made.press, input)),
    consentForm: async (input) => ready().then((made) => made.makeConsentForm(made.press, input)),
    withdrawalConfirmation: async (input) => ready().then((made) => made.makeWithdrawalConfirmation(made.press, input)),
    letter: async (input) => ready().then((made) => made.makePlainLetter(made.press, input)),
    caseSlip: async (input) => ready().then((made) => made.makeCaseSlip(made.press, input)),
    customerList: async (input) => ready().then((made) => made.makeCustomerList(made.press, input)),
    erasureReport: async (input) => ready().then((made) => made.makeErasureReport(made.press, input)),
    async warmUp() {
      const { press, makePasswordLetter } = await ready();
      for (let round = 0; round < REHEARSALS; round++) await makePasswordLetter(press, REHEARSAL);
    },
  };
}

/** After three the engine has compiled what a letter needs: 20 ms instead of 50. */
const REHEARSALS = 3;
const REHEARSAL: PasswordLetterInput = {
  letterhead: { branchName: 'Tresen', street: 'Musterweg', houseNumber: '1', postcode: '12345', town: 'Musterstadt' },
  address: { lastName: 'Muster', street: 'Musterweg', houseNumber: '2', postcode: '12345', town: 'Musterstadt' },
  customerNumber: '0',
  date: '2000-01-01',
  appName: 'Tresen',
  letterNumber: 'T0-0000',
  password: 'abcdefghijklmnopqrstuvwxyz-0123456789',
  replacesEarlier: true,
};
