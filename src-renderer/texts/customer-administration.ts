// Texts of tab 'Administration' of the mask, and of what the shop alone decides about a customer.
import type {
  ContactRole,
  InsuranceStatus,
  NotificationChannel,
  PaymentWay,
} from '../../src-shared/customers/rules.ts';
import { texts } from './catalogue.ts';

export const customerAdministrationTexts = texts(
  {
    numbers: 'Nummern',
    number: 'Kundennummer',
    noNumber: 'mit dem ersten Speichern',
    externalNumber: 'Externe Kundennummer',
    responsibility: 'Zuständigkeit',
    branch: 'Zuständige Filiale',
    employee: 'Zuständiger Mitarbeiter',
    lastVisit: 'Letzter Besuch',
    today: 'Heute',
    visitToday: 'Letzten Besuch auf heute setzen',
    dealings: 'Umgang mit dem Kunden',
    dunningBlock: 'Nicht mahnen',
    reportNeutral: 'Auswertungsneutral',
    preferredPayment: 'Bevorzugte Zahlungsart',
    payments: { cash: 'bar', card: 'Karte', invoice: 'Rechnung', directDebit: 'Lastschrift' } as Record<
      PaymentWay,
      string
    >,
    preferredChannel: 'Bevorzugter Kontaktweg',
    channels: { letter: 'Brief', email: 'E-Mail', phone: 'Telefon', sms: 'SMS' } as Record<NotificationChannel, string>,
    roles: 'Kontaktrollen neben „Kunde“',
    roleNames: {
      ...{ doctor: 'Arzt', supplier: 'Lieferant', careHome: 'Heim', walkIn: 'Laufkunde', other: 'Sonstiges' },
    } as Record<ContactRole, string>,
    careHome: 'Wohnt im Heim',
    insuranceStatuses: {
      member: 'Mitglied',
      family: 'familienversichert',
      pensioner: 'Rentner',
      private: 'privat',
      selfPayer: 'Selbstzahler',
    } as Record<InsuranceStatus, string>,
    endHome: {
      title: 'Heimzuordnung beenden?',
      text: (home: string, status: string) => `Der Kunde wohnt im Heim „${home}“ und wird auf „${status}“ gesetzt.`,
      end: 'Zuordnung beenden',
      keep: 'Zuordnung behalten',
    },
  },
  {
    numbers: 'Numbers',
    number: 'Customer number',
    noNumber: 'with the first save',
    externalNumber: 'External customer number',
    responsibility: 'Responsibility',
    branch: 'Responsible branch',
    employee: 'Responsible employee',
    lastVisit: 'Last visit',
    today: 'Today',
    visitToday: 'Set last visit to today',
    dealings: 'Dealing with the customer',
    dunningBlock: 'No reminders',
    reportNeutral: 'Left out of reports',
    preferredPayment: 'Preferred payment',
    payments: { cash: 'cash', card: 'card', invoice: 'invoice', directDebit: 'direct debit' },
    preferredChannel: 'Preferred channel',
    channels: { letter: 'letter', email: 'e-mail', phone: 'telephone', sms: 'SMS' },
    roles: 'Contact roles besides ‘customer’',
    roleNames: {
      ...{ doctor: 'Doctor', supplier: 'Supplier', careHome: 'Care home', walkIn: 'Walk-in customer', other: 'Other' },
    },
    careHome: 'Lives in the home',
    insuranceStatuses: {
      member: 'member',
      family: 'family insured',
      pensioner: 'pensioner',
      private: 'private',
      selfPayer: 'pays privately',
    },
    endHome: {
      title: 'End the stay in the home?',
      text: (home: string, status: string) => `The customer lives in the home ‘${home}’ and is set to ‘${status}’.`,
      end: 'End the stay',
      keep: 'Keep it',
    },
  },
);
