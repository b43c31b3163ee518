// Texts of the start screens: trouble, set-up, sign-in.
import { texts } from './catalogue.ts';

export const startTexts = texts(
  {
    signIn: {
      title: 'Anmelden',
      locked: 'Arbeitsplatz gesperrt',
      employee: 'Mitarbeiter',
      pin: 'PIN',
      button: 'Anmelden',
      wrong: 'Die PIN stimmt nicht. Bitte versuchen Sie es noch einmal.',
      hint: 'Anfangsbuchstaben oder ↑ ↓ wählen den Mitarbeiter.',
      wait: (seconds: number) =>
        `Zu viele falsche PINs. Weiter in ${seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`}.`,
      again: 'Die PIN kann wieder eingegeben werden.',
      workWaits: (name: string) => `Die offene Arbeit von ${name} bleibt aufgehoben.`,
      blocked: 'Dieser Mitarbeiter kann sich hier nicht anmelden. Bitte wenden Sie sich an einen Administrator.',
    },
    setUp: {
      title: 'Tresen einrichten',
      lead: 'Ein paar Angaben zur Filiale, dann kann es losgehen. Alles lässt sich später ändern.',
      branch: 'Filiale',
      branchName: 'Name der Filiale',
      street: 'Straße',
      houseNumber: 'Hausnummer',
      postcode: 'PLZ',
      town: 'Ort',
      phone: 'Telefon',
      administrator: 'Erster Administrator',
      administratorName: 'Name',
      pin: 'PIN (mindestens 4 Ziffern)',
      pinAgain: 'PIN wiederholen',
      button: 'Einrichten',
      restoreInstead: 'Stattdessen eine Sicherung wiederherstellen …',
      problems: {
        missing: 'Bitte ausfüllen.',
        notAPostcode: 'Das ist keine Postleitzahl.',
        notAPhone: 'Das ist keine Telefonnummer. Beispiel: 089 1234567',
        tooShort: 'Die PIN braucht 4 bis 12 Ziffern.',
        notDigits: 'Die PIN darf nur Ziffern enthalten.',
        tooSimple: 'Bitte nicht nur eine Ziffer wiederholen.',
        different: 'Die beiden PINs sind verschieden.',
      },
      keyTitle: 'Wiederherstellungsschlüssel',
      keyLead:
        'Mit diesem Schlüssel lassen sich Sicherungen auch auf einem anderen PC öffnen. Er wird nur jetzt gezeigt. Bitte drucken oder notieren Sie ihn und legen Sie ihn in den Tresor.',
      keyPrint: 'Drucken',
      keyDone: 'Ich habe den Schlüssel aufbewahrt',
    },
    revoked: {
      title: 'Dieser Arbeitsplatz wurde abgemeldet',
      text: 'Ein Administrator hat ihn abgemeldet. Auf diesem PC ist nichts mehr gespeichert, was zur Filialkette gehört.',
      on: (when: string) => `Abgemeldet am ${when}.`,
      unsent: (count: number) =>
        count === 1
          ? 'Eine Änderung dieses Arbeitsplatzes war noch nicht übertragen und ist verloren.'
          : `${count} Änderungen dieses Arbeitsplatzes waren noch nicht übertragen und sind verloren.`,
      button: 'Neu verbinden',
    },
    trouble: {
      damaged: {
        title: 'Die Datenbank ist beschädigt',
        text: 'Die Datei lässt sich nicht mehr lesen. Tresen hat nichts verändert. Stellen Sie die letzte Sicherung wieder her; die beschädigte Datei bleibt dabei erhalten.',
      },
      foreign: {
        title: 'Diese Datei gehört nicht zu Tresen',
        text: 'Im Datenordner liegt unter dem Namen der Datenbank eine andere Datei. Tresen hat sie nicht angerührt. Wählen Sie einen anderen Datenordner oder räumen Sie die Datei weg.',
      },
      wrongKey: {
        title: 'Der Schlüssel passt nicht zur Datenbank',
        text: 'Die Datenbank wurde mit einem anderen Schlüssel verschlüsselt, zum Beispiel auf einem anderen PC. Geben Sie den Wiederherstellungsschlüssel ein.',
      },
      keyMissing: {
        title: 'Der Schlüssel der Datenbank fehlt',
        text: 'Die Datenbank ist da, ihr Schlüssel nicht. Geben Sie den Wiederherstellungsschlüssel ein, der bei der Einrichtung gedruckt wurde.',
      },
      diskFull: {
        title: 'Die Festplatte ist voll',
        text: 'Tresen kann die Datenbank nicht öffnen, weil kein Platz mehr frei ist. Schaffen Sie Platz und versuchen Sie es erneut. Es ging nichts verloren.',
      },
      readOnly: {
        title: 'Der Datenordner ist schreibgeschützt',
        text: 'Tresen darf in diesem Ordner nicht schreiben. Prüfen Sie die Rechte des Ordners und versuchen Sie es erneut.',
      },
      inUse: {
        title: 'Tresen läuft schon',
        text: 'Ein anderes Tresen arbeitet bereits mit diesem Datenordner. Wechseln Sie in dessen Fenster, oder beenden Sie es und versuchen Sie es erneut.',
      },
      newerSchema: {
        title: 'Die Datenbank ist neuer als dieses Programm',
        text: 'Die Daten wurden mit einer neueren Version von Tresen bearbeitet. Bitte aktualisieren Sie Tresen auf diesem PC. Es wurde nichts verändert.',
      },
      unreadable: {
        title: 'Der Datenordner lässt sich nicht lesen',
        text: 'Der Datenträger meldet einen Fehler. Prüfen Sie, ob er angeschlossen ist, und versuchen Sie es erneut.',
      },
      updateFailed: {
        title: 'Die Daten passen noch nicht zu dieser Version',
        text: 'Beim Umstellen der Daten auf diese Version von Tresen ist ein Fehler aufgetreten. Es wurde nichts verändert: Die vorige Version kann weiter damit arbeiten. Bitte melden Sie sich beim Support.',
      },
      retry: 'Erneut versuchen',
      restore: 'Sicherung wiederherstellen …',
      stillSo: (time: string) => `Um ${time} erneut versucht: Es ist noch so.`,
      file: (file: string) => `Datei: ${file}`,
    },
  },
  {
    signIn: {
      title: 'Sign in',
      locked: 'Workstation locked',
      employee: 'Employee',
      pin: 'PIN',
      button: 'Sign in',
      wrong: 'The PIN is wrong. Please try again.',
      hint: 'Initials or ↑ ↓ choose the employee.',
      wait: (seconds: number) =>
        `Too many wrong PINs. Go on in ${seconds === 1 ? 'one second' : `${seconds} seconds`}.`,
      again: 'The PIN can be entered again.',
      workWaits: (name: string) => `The open work of ${name} is kept.`,
      blocked: 'This employee cannot sign in here. Please ask an administrator.',
    },
    setUp: {
      title: 'Set up Tresen',
      lead: 'A few facts about the branch and you are ready. Everything can be changed later.',
      branch: 'Branch',
      branchName: 'Name of the branch',
      street: 'Street',
      houseNumber: 'Number',
      postcode: 'Postcode',
      town: 'Town',
      phone: 'Telephone',
      administrator: 'First administrator',
      administratorName: 'Name',
      pin: 'PIN (at least 4 digits)',
      pinAgain: 'Repeat PIN',
      button: 'Set up',
      restoreInstead: 'Restore a backup instead …',
      problems: {
        missing: 'Please fill in.',
        notAPostcode: 'This is no postcode.',
        notAPhone: 'This is no telephone number. Example: 089 1234567',
        tooShort: 'The PIN needs 4 to 12 digits.',
        notDigits: 'The PIN may only hold digits.',
        tooSimple: 'Please do not repeat a single digit.',
        different: 'The two PINs differ.',
      },
      keyTitle: 'Recovery key',
      keyLead:
        'With this key backups can be opened on another PC too. It is shown only now. Please print or write it down and keep it in the safe.',
      keyPrint: 'Print',
      keyDone: 'I have kept the key',
    },
    revoked: {
      title: 'This workstation was signed off',
      text: 'An administrator has signed it off. Nothing that belongs to the chain is stored on this PC any more.',
      on: (when: string) => `Signed off on ${when}.`,
      unsent: (count: number) =>
        count === 1
          ? 'One change of this workstation had not been transferred yet and is lost.'
          : `${count} changes of this workstation had not been transferred yet and are lost.`,
      button: 'Connect anew',
    },
    trouble: {
      damaged: {
        title: 'The database is damaged',
        text: 'The file can no longer be read. Tresen has changed nothing. Restore the last backup; the damaged file is kept.',
      },
      foreign: {
        title: 'This file does not belong to Tresen',
        text: 'In the data folder another file has the name of the database. Tresen has not touched it. Choose another data folder or move the file away.',
      },
      wrongKey: {
        title: 'The key does not fit the database',
        text: 'The database was encrypted with another key, for example on another PC. Enter the recovery key.',
      },
      keyMissing: {
        title: 'The key of the database is missing',
        text: 'The database is there, its key is not. Enter the recovery key that was printed at set-up.',
      },
      diskFull: {
        title: 'The disk is full',
        text: 'Tresen cannot open the database because no space is left. Free some space and try again. Nothing was lost.',
      },
      readOnly: {
        title: 'The data folder is read-only',
        text: 'Tresen may not write in this folder. Check the rights of the folder and try again.',
      },
      inUse: {
        title: 'Tresen is already running',
        text: 'Another Tresen already works with this data folder. Switch to its window, or quit it and try again.',
      },
      newerSchema: {
        title: 'The database is newer than this program',
        text: 'The data was edited with a newer version of Tresen. Please update Tresen on this PC. Nothing was changed.',
      },
      unreadable: {
        title: 'The data folder cannot be read',
        text: 'The disk reports an error. Check that it is connected and try again.',
      },
      updateFailed: {
        title: 'The data do not fit this version yet',
        text: 'Something went wrong while the data were brought to this version of Tresen. Nothing was changed: the previous version can go on working with them. Please contact support.',
      },
      retry: 'Try again',
      restore: 'Restore a backup …',
      stillSo: (time: string) => `Tried again at ${time}: it is still so.`,
      file: (file: string) => `File: ${file}`,
    },
  },
);
