// The words around what was agreed to, and of the mail with the link, in the language in which somebody registered. The
// declarations themselves are the branch's, as it keeps them.
import type { Purpose } from '../../src-shared/consent/rules.ts';

export const RECORD_TEXTS = {
  de: {
    title: (app: string) => `Registrierung in der App „${app}“`,
    name: 'Name',
    birthDate: 'Geburtsdatum',
    address: 'Anschrift',
    phone: 'Telefon',
    email: 'E-Mail',
    sentAt: 'Abgeschickt',
    instant: (day: string, time: string) => `${day}, ${time} Uhr`,
    declaration: (title: string, number: number, day: string) => `${title}, Fassung ${number} vom ${day}`,
    acknowledged: 'Erklärung zur Kenntnis genommen',
    yes: 'Angekreuzt',
    no: 'Nicht angekreuzt',
    consents: {
      storage: 'Einwilligung in die Datenspeicherung',
      app: 'Einwilligung in den Zugang zur App',
      branchSharing: 'Einwilligung: andere Filialen sehen meine Daten',
      advertisingLetter: 'Werbung per Brief',
      advertisingEmail: 'Werbung per E-Mail',
      advertisingPhone: 'Werbung am Telefon',
      advertisingSms: 'Werbung per SMS',
    } as Record<Purpose, string>,
    how: 'Eingegeben und abgeschickt vom Kunden selbst in der App, über einen Link, der an die genannte E-Mail-Adresse ging. Von Tresen beim Abschicken erzeugt.',
    page: (page: number, of: number) => `Seite ${page} von ${of}`,
  },
  en: {
    title: (app: string) => `Registration in the app “${app}”`,
    name: 'Name',
    birthDate: 'Date of birth',
    address: 'Address',
    phone: 'Telephone',
    email: 'E-mail',
    sentAt: 'Sent',
    instant: (day: string, time: string) => `${day}, ${time}`,
    declaration: (title: string, number: number, day: string) => `${title}, version ${number} of ${day}`,
    acknowledged: 'Declaration taken note of',
    yes: 'Ticked',
    no: 'Not ticked',
    consents: {
      storage: 'Consent to the storage of data',
      app: 'Consent to the access to the app',
      branchSharing: 'Consent: other branches see my data',
      advertisingLetter: 'Advertising by letter',
      advertisingEmail: 'Advertising by e-mail',
      advertisingPhone: 'Advertising by telephone',
      advertisingSms: 'Advertising by text message',
    } as Record<Purpose, string>,
    how: 'Entered and sent by the customer in the app, over a link that went to the e-mail address named above. Made by Tresen when it was sent.',
    page: (page: number, of: number) => `Page ${page} of ${of}`,
  },
};

export const MAIL_TEXTS = {
  de: {
    subject: (app: string) => `Ihre Registrierung: ${app}`,
    text: (app: string, link: string) =>
      `Guten Tag,\n\nmit dieser E-Mail-Adresse möchte sich jemand in der App „${app}“ registrieren. Wenn Sie das sind, öffnen Sie bitte diesen Link auf Ihrem Telefon:\n\n${link}\n\nDer Link gilt 48 Stunden und nur einmal. Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Es wurde nichts gespeichert als diese Anfrage, und sie verfällt.\n`,
  },
  en: {
    subject: (app: string) => `Your registration: ${app}`,
    text: (app: string, link: string) =>
      `Hello,\n\nsomebody would like to register with this e-mail address in the app “${app}”. If it is you, please open this link on your telephone:\n\n${link}\n\nThe link is valid for 48 hours and only once. If it was not you, there is nothing to do: nothing but this request was kept, and it lapses.\n`,
  },
};
