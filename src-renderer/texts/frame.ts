// Texts of the frame: modules, status line, failures that any page can have.
import type { StatusRefusal } from '../../src-shared/customers/status.ts';
import type { FileProblem } from '../../src-shared/shell/file-problem.ts';
import { texts } from './catalogue.ts';

export const frameTexts = texts(
  {
    title: (branch: string) => `Tresen – ${branch}`,
    modules: 'Module',
    contacts: 'Kontakte',
    cases: 'Vorgänge',
    tasks: 'Aufgaben',
    tasksWaiting: (count: number) => `Aufgaben (${count})`,
    administration: 'Filialverwaltung',
    messages: 'Meldungen',
    dismiss: 'Meldung schließen',
    lock: 'Sperren – Strg+L',
    gone: 'Die Verbindung zum Programm ist abgerissen. Bitte laden Sie die Seite neu; Ihre Eingaben sind als Entwurf gesichert.',
    reload: 'Neu laden',
    mishap: {
      title: 'Diese Seite lässt sich nicht zeigen',
      text: 'Was Sie eingegeben haben, ist als Entwurf gesichert. Bitte laden Sie neu.',
      incident: (number: string) => `Hilft das nicht, nennen Sie dem Support bitte „Vorfall ${number}“.`,
    },
    loading: 'Wird geladen …',
    fileSaved: 'Die Datei ist gespeichert.',
    failure: {
      wire: 'Die Verbindung zum Programm ist abgerissen. Bitte starten Sie Tresen neu; Ihre Eingaben sind als Entwurf gesichert.',
      storage: {
        diskFull:
          'Die Festplatte ist voll. Es wurde nichts gespeichert, Ihre Eingaben stehen noch da. Bitte schaffen Sie Platz und speichern Sie erneut.',
        readOnly:
          'Der Datenordner ist schreibgeschützt. Es wurde nichts gespeichert, Ihre Eingaben stehen noch da. Bitte prüfen Sie die Rechte des Ordners.',
        busy: 'Die Datenbank ist gerade belegt. Es wurde nichts gespeichert. Bitte versuchen Sie es noch einmal.',
        damaged:
          'Die Datenbank lässt sich nicht lesen. Bitte beenden Sie Tresen und stellen Sie eine Sicherung wieder her.',
      },
      notSaved: {
        folderMissing:
          'Die Datei ist nicht gespeichert: Diesen Ordner gibt es nicht mehr. Bitte wählen Sie einen anderen, oder prüfen Sie, ob das Laufwerk verbunden ist.',
        readOnly:
          'Die Datei ist nicht gespeichert: Dieser Datenträger ist schreibgeschützt. Bitte wählen Sie einen anderen Ordner.',
        noPermission:
          'Die Datei ist nicht gespeichert: Sie dürfen dort nicht schreiben, oder ein anderes Programm hat die Datei noch offen. Bitte schließen Sie sie dort, oder wählen Sie einen anderen Ordner.',
        diskFull:
          'Die Datei ist nicht gespeichert: Auf diesem Datenträger ist kein Platz mehr. Bitte schaffen Sie Platz, oder wählen Sie einen anderen Ordner.',
        other: 'Die Datei ist nicht gespeichert. Bitte versuchen Sie es noch einmal in einem anderen Ordner.',
      } satisfies Record<FileProblem, string>,
      forbidden: 'Dafür fehlt Ihnen die Berechtigung. Bitte wenden Sie sich an einen Administrator.',
      notSignedIn: 'Sie sind nicht angemeldet.',
      pinNeeded: 'Ohne Ihre PIN wurde nichts gespeichert. Ihre Eingaben stehen noch da.',
      serverNeeded:
        'Dafür wird der Filialserver gebraucht, und er ist nicht erreichbar. Es wurde nichts gespeichert; bitte speichern Sie erneut, sobald unten „Verbunden“ steht.',
      customerStatus: {
        readOnly:
          'Der Kunde ist gesperrt: Sein Datensatz kann nur gelesen werden. Es wurde nichts gespeichert, Ihre Eingaben stehen noch da. Den Status ändert ein Administrator, und zwar vor allem anderen und für sich allein.',
        notServed:
          'Der Kunde ist gesperrt oder verstorben: Für ihn wird nichts Neues angelegt. Es wurde nichts gespeichert, Ihre Eingaben stehen noch da. Stimmt der Status nicht, ändern Sie ihn bitte zuerst.',
        needsAdministrator:
          'Der Kunde ist gesperrt, und den Status eines gesperrten Kunden ändert nur ein Administrator. Es wurde nichts gespeichert, Ihre Eingaben stehen noch da.',
      } satisfies Record<StatusRefusal, string>,
      internal: (incident: string) =>
        `Unerwarteter Fehler ${incident}. Es ging nichts verloren. Bitte versuchen Sie es noch einmal und nennen Sie sonst dem Support diese Nummer.`,
      input:
        'So lässt sich das nicht speichern: Eine Eingabe ist zu lang oder enthält Zeichen, die nicht vorgesehen sind. Bitte prüfen Sie die Felder.',
      other: (code: string) => `Das ging nicht (${code}).`,
    },
  },
  {
    title: (branch: string) => `Tresen – ${branch}`,
    modules: 'Modules',
    contacts: 'Contacts',
    cases: 'Service cases',
    tasks: 'Tasks',
    tasksWaiting: (count: number) => `Tasks (${count})`,
    administration: 'Branch administration',
    messages: 'Messages',
    dismiss: 'Close message',
    lock: 'Lock – Ctrl+L',
    gone: 'The connection to the program was lost. Please reload the page; what you typed is kept as a draft.',
    reload: 'Reload',
    mishap: {
      title: 'This page cannot be shown',
      text: 'What you typed is kept as a draft. Please reload.',
      incident: (number) => `If that does not help, please give “incident ${number}” to support.`,
    },
    loading: 'Loading …',
    fileSaved: 'The file is saved.',
    failure: {
      wire: 'The connection to the program was lost. Please restart Tresen; what you typed is kept as a draft.',
      storage: {
        diskFull:
          'The disk is full. Nothing was saved, what you typed is still there. Please free some space and save again.',
        readOnly:
          'The data folder is read-only. Nothing was saved, what you typed is still there. Please check the rights of the folder.',
        busy: 'The database is busy. Nothing was saved. Please try again.',
        damaged: 'The database cannot be read. Please quit Tresen and restore a backup.',
      },
      notSaved: {
        folderMissing:
          'The file was not saved: this folder is not there any more. Please choose another one, or check that the drive is connected.',
        readOnly: 'The file was not saved: this drive is read-only. Please choose another folder.',
        noPermission:
          'The file was not saved: you may not write there, or another program still has the file open. Please close it there, or choose another folder.',
        diskFull:
          'The file was not saved: there is no space left on this drive. Please free some space, or choose another folder.',
        other: 'The file was not saved. Please try again in another folder.',
      },
      forbidden: 'You do not have the right to do this. Please ask an administrator.',
      notSignedIn: 'You are not signed in.',
      pinNeeded: 'Without your PIN nothing was saved. What you typed is still there.',
      serverNeeded:
        'This needs the branch server, which cannot be reached. Nothing was saved; please save again as soon as “Connected” stands below.',
      customerStatus: {
        readOnly:
          'The customer is blocked: the record can only be read. Nothing was saved, what you typed is still there. An administrator changes the status, first and by itself.',
        notServed:
          'The customer is blocked or deceased: nothing new is begun for them. Nothing was saved, what you typed is still there. If the status is wrong, please change it first.',
        needsAdministrator:
          'The customer is blocked, and only an administrator changes the status of a blocked customer. Nothing was saved, what you typed is still there.',
      },
      internal: (incident: string) =>
        `Unexpected error ${incident}. Nothing was lost. Please try again, or else give this number to support.`,
      input:
        'This cannot be saved as it is: something typed is too long or holds characters that are not provided for. Please check the fields.',
      other: (code: string) => `That did not work (${code}).`,
    },
  },
);
