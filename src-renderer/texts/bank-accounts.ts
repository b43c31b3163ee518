// Texts of tab 'Bankverbindungen'.
import { texts } from './catalogue.ts';

export const bankAccountTexts = texts(
  {
    title: 'Bankverbindungen',
    line: (line: number) => (line === 1 ? 'Standard-Bankverbindung' : `Bankverbindung ${line}`),
    holder: 'Kontoinhaber',
    iban: 'IBAN',
    hidden: 'verdeckt',
    bic: 'BIC',
    bankName: 'Bank',
    mandateReference: 'Mandatsreferenz (SEPA)',
    mandateOn: 'Unterschrieben am',
    mandateEndedOn: 'Beendet am',
    up: 'Nach oben',
    down: 'Nach unten',
    add: 'Bankverbindung hinzufügen',
    remove: 'Bankverbindung entfernen',
    none: 'Noch keine Bankverbindung.',
    hiddenHint:
      'Von verdeckten Konten sehen Sie die letzten vier Stellen. Zum Ändern tippen Sie die ganze IBAN neu; ganz sieht sie die Berechtigungsgruppe „Rechnungswesen“.',
    expiry: 'Bankverbindungen, die ein Jahr lang niemand gebraucht hat, werden automatisch gelöscht.',
    noExpiry: 'Bankverbindungen werden nicht automatisch gelöscht.',
  },
  {
    title: 'Bank accounts',
    line: (line: number) => (line === 1 ? 'Standard bank account' : `Bank account ${line}`),
    holder: 'Holder',
    iban: 'IBAN',
    hidden: 'hidden',
    bic: 'BIC',
    bankName: 'Bank',
    mandateReference: 'Mandate reference (SEPA)',
    mandateOn: 'Signed on',
    mandateEndedOn: 'Ended on',
    up: 'Move up',
    down: 'Move down',
    add: 'Add bank account',
    remove: 'Remove bank account',
    none: 'No bank account yet.',
    hiddenHint:
      'Of hidden accounts you see the last four characters. To change one, type the whole IBAN anew; the role ‘Accounting’ sees it in full.',
    expiry: 'Bank accounts that nobody has used for a year are deleted automatically.',
    noExpiry: 'Bank accounts are not deleted automatically.',
  },
);
