// Invented customers and the invented branch that the print tests make forms for.
import { fileURLToPath } from 'node:url';
import type { ConsentFormInput } from '../../src-main/service/printing/consent-form.ts';
import type { FormInput } from '../../src-main/service/printing/form-input.ts';
import type { Letterhead } from '../../src-main/service/printing/letterhead.ts';
import type { PasswordLetterInput } from '../../src-main/service/printing/password-letter.ts';
import type { RegistrationFormInput } from '../../src-main/service/printing/registration-form.ts';
import type { WithdrawalConfirmationInput } from '../../src-main/service/printing/withdrawal-confirmation.ts';

export const FONTS_FOLDER = fileURLToPath(new URL('../../resources/fonts', import.meta.url));

export const LETTERHEAD: Letterhead = {
  branchName: 'Sonnen-Apotheke',
  street: 'Lindenallee',
  houseNumber: '12',
  postcode: '10115',
  town: 'Berlin',
  phone: '030 23125 100',
  email: 'tresen@example.com',
  website: 'www.example.com',
  footer: [
    'Sonnen-Apotheke, Inhaberin Anna Amsel e. K. · Amtsgericht Beispielstadt, HRA 00000 · USt-IdNr. DE000000000',
    'Zuständige Aufsicht: Landesamt Beispielland · Berufsbezeichnung Apothekerin, verliehen in Deutschland',
  ],
};

export const FORM: FormInput = {
  letterhead: LETTERHEAD,
  address: {
    salutation: 'Herr',
    title: 'Dr.',
    firstName: 'Łukasz',
    lastName: 'Şahin-Größl',
    addition: 'Hinterhaus, 3. Stock',
    district: 'Prenzlauer Berg',
    street: 'Kastanienallee',
    houseNumber: '77 a',
    postcode: '10435',
    town: 'Berlin',
  },
  customerNumber: '10342',
  date: '2026-11-21',
  employeeName: 'Anna Amsel',
};

export const PASSWORD_LETTER: PasswordLetterInput = {
  ...FORM,
  appName: 'Meine Apotheke',
  letterNumber: 'T2-0007',
  password: 'apfel-kutsche-wolke-garten-42',
  replacesEarlier: true,
};

export const REGISTRATION_FORM: RegistrationFormInput = {
  ...FORM,
  appName: 'Meine Apotheke',
  publicAddress: 'https://app.example.com',
  loginCode: 'k3Jx9_Qm2-Zt7Rb1Lw8Hc5',
};

export const CONSENT_FORM: ConsentFormInput = {
  ...FORM,
  purpose: 'App',
  version: { number: '3', date: '2026-10-01' },
  birthDate: '1961-04-03',
  declaration: [
    'Ich willige ein, dass die Sonnen-Apotheke (Lindenallee 12, 10115 Berlin) meinen Namen, mein Geburtsdatum, meine ' +
      'Anschrift und die Daten meiner Vorgänge in der Kunden-App „Meine Apotheke“ bereitstellt und mir dort Nachrichten ' +
      'zu meinen Vorgängen sendet.',
    '# Welche Daten',
    'Verarbeitet werden meine Stammdaten, meine Termine, die Dokumente, die mir die Apotheke in der App bereitstellt, und ' +
      'die Kennung der Telefone, die ich verbinde. Gesundheitsdaten werden nur so weit gezeigt, wie sie in diesen ' +
      'Dokumenten stehen (Artikel 9 Absatz 2 Buchstabe a DSGVO).',
    '# Wie lange',
    'Die Daten stehen in der App, bis ich die Einwilligung widerrufe oder der Zugang abgeschaltet wird. Danach werden ' +
      'verbundene Telefone getrennt und die Daten in der App gelöscht. Gesetzliche Aufbewahrungsfristen bleiben unberührt.',
  ].join('\n\n'),
};

export const WITHDRAWAL: WithdrawalConfirmationInput = {
  ...FORM,
  purpose: 'App',
  grantedOn: '2026-10-03',
  withdrawnOn: '2026-11-21',
  receivedBy: 'Bernd Bussard',
  versionNumber: '3',
  effects: ['Ihre verbundenen Telefone werden getrennt, und der Anmeldecode wird ungültig.'],
};
