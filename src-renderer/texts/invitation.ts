// Texts of 'Einladung per E-Mail' on the tab 'Zugangsdaten'.
import type { InvitationRefusal } from '../../src-shared/invitation/rules.ts';
import { texts } from './catalogue.ts';

export const invitationTexts = texts(
  {
    label: 'Einladung',
    button: 'Einladung per E-Mail',
    sending: 'Einladung wird gesendet …',
    state: {
      none: 'noch nicht eingeladen',
      sent: (at: string, to: string, until: string) => `Einladung gesendet am ${at} an ${to}, gültig bis ${until}`,
      accepted: (at: string) => `Einladung angenommen am ${at}`,
      expired: (at: string, to: string) => `Einladung vom ${at} an ${to} abgelaufen – erneut senden`,
      ended: (at: string, to: string) => `Einladung vom ${at} an ${to} nicht mehr gültig – erneut senden`,
    },
    again: {
      title: 'Einladung erneut senden',
      question: (to: string) =>
        `Die Einladung an ${to} ist noch gültig. Mit der neuen wird sie ungültig. Erneut senden?`,
      yes: 'Erneut senden',
      no: 'Abbrechen',
    },
    sent: (to: string) => `Einladung an ${to} gesendet. Sie gilt 48 Stunden und einmal.`,
    refused: {
      notWrittenTo: 'Der Kunde ist gesperrt oder verstorben: Ihm wird nichts mehr geschickt, auch keine Einladung.',
      notActive: 'Einladen geht, sobald „Aktiv“ angekreuzt und gespeichert ist.',
      unsaved: 'Einladen geht nach dem Speichern mit F1.',
      noEmail: 'Zum Einladen fehlt die E-Mail-Adresse (Reiter „Stammdaten“).',
      badEmail: 'Die E-Mail-Adresse auf dem Reiter „Stammdaten“ ist ungültig.',
      noPublicAddress:
        'Zum Einladen fehlt die öffentliche Adresse der App. Ein Administrator trägt sie unter „Filialverwaltung“ → „Filialserver“ ein.',
      badPublicAddress:
        'Die öffentliche Adresse der App ist keine gültige https-Adresse. Ein Administrator berichtigt sie unter „Filialverwaltung“ → „Filialserver“.',
      noServer: 'Einladungen verschickt der Filialserver, und dieser Arbeitsplatz gehört zu keinem.',
      offline: 'Der Filialserver ist nicht erreichbar. Einladen geht, sobald unten „Verbunden“ steht.',
      transferring: 'Wird noch zum Filialserver übertragen; danach geht das Einladen.',
      mailNotSetUp:
        'Der E-Mail-Versand ist nicht eingerichtet. Ein Administrator richtet ihn unter „Filialverwaltung“ → „E-Mail-Versand“ ein.',
    } satisfies Record<InvitationRefusal, string>,
    notAllowed: 'Der Filialserver kennt Sie in dieser Filiale nicht.',
    gone: 'Diesen Kunden gibt es in dieser Filiale nicht mehr.',
    tooMany: (minutes: number) =>
      `Es wurde schon oft eingeladen. Weiter in ${minutes === 1 ? 'einer Minute' : `${minutes} Minuten`}.`,
  },
  {
    label: 'Invitation',
    button: 'Invitation by e-mail',
    sending: 'Invitation is being sent …',
    state: {
      none: 'not invited yet',
      sent: (at: string, to: string, until: string) => `Invitation sent on ${at} to ${to}, valid until ${until}`,
      accepted: (at: string) => `Invitation accepted on ${at}`,
      expired: (at: string, to: string) => `Invitation of ${at} to ${to} expired – send again`,
      ended: (at: string, to: string) => `Invitation of ${at} to ${to} no longer valid – send again`,
    },
    again: {
      title: 'Send invitation again',
      question: (to: string) => `The invitation to ${to} is still valid. The new one ends it. Send again?`,
      yes: 'Send again',
      no: 'Cancel',
    },
    sent: (to: string) => `Invitation to ${to} sent. It is valid for 48 hours and once.`,
    refused: {
      notWrittenTo: 'The customer is blocked or deceased and is sent nothing any more, no invitation either.',
      notActive: 'Inviting works as soon as “Active” is ticked and saved.',
      unsaved: 'Inviting works after saving with F1.',
      noEmail: 'The e-mail address is missing (tab “Master data”).',
      badEmail: 'The e-mail address on tab “Master data” is invalid.',
      noPublicAddress:
        'The public address of the app is missing. An administrator enters it under “Branch administration” → “Branch server”.',
      badPublicAddress:
        'The public address of the app is no valid https address. An administrator corrects it under “Branch administration” → “Branch server”.',
      noServer: 'Invitations are sent by the branch server, and this workstation belongs to none.',
      offline: 'The branch server cannot be reached. Inviting works as soon as “Connected” stands below.',
      transferring: 'Still being transferred to the branch server; inviting works after that.',
      mailNotSetUp:
        'E-mail sending is not set up. An administrator sets it up under “Branch administration” → “E-mail sending”.',
    },
    notAllowed: 'The branch server does not know you in this branch.',
    gone: 'There is no such customer in this branch any more.',
    tooMany: (minutes: number) =>
      `There have been many invitations. Goes on in ${minutes === 1 ? 'one minute' : `${minutes} minutes`}.`,
  },
);
