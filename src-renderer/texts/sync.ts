// Texts about the branch server: status line and its dialog, joining a chain, the first fill, others' changes on an open mask.
import { texts } from './catalogue.ts';

export const syncTexts = texts(
  {
    line: {
      none: 'Ohne Filialserver',
      connected: 'Verbunden',
      syncing: 'Abgleich …',
      filling: (done: string, total: string) => `${done} von ${total} Kunden`,
      fillingBegins: 'Erster Abgleich …',
      offline: 'Offline',
      serverTrouble: 'Filialserver gestört',
      waiting: (line: string, count: number) =>
        count === 0 ? line : `${line} – ${count === 1 ? '1 Änderung wartet' : `${count} Änderungen warten`}`,
      clockWrong: 'Uhr geht falsch',
      updateNeeded: 'Update nötig',
      revoked: 'Abgemeldet',
      conflicts: (count: number) => (count === 1 ? '1 Konflikt' : `${count} Konflikte`),
    },
    title: 'Filialserver',
    since: (when: string) => `So seit ${when}.`,
    server: (address: string) => `Adresse: ${address}`,
    tryNow: 'Jetzt versuchen',
    trying: 'Wird versucht …',
    stillSo: (time: string) => `Um ${time} versucht: Es ist noch so.`,
    close: 'Schließen',
    toConflicts: (count: number) => `Konflikte (${count})`,
    conflictsWait: (count: number) =>
      count === 1
        ? 'Bei einer Angabe wurden zwei verschiedene Werte gespeichert. Sie wartet auf Ihre Entscheidung.'
        : `Bei ${count} Angaben wurden verschiedene Werte gespeichert. Sie warten auf Ihre Entscheidung.`,
    means: {
      none: 'Dieser PC arbeitet für sich allein. Alles, was Sie speichern, liegt hier.',
      connected: 'Was hier gespeichert wird, ist auf den anderen Arbeitsplätzen sofort da, und umgekehrt.',
      syncing: 'Änderungen werden gerade ausgetauscht. Sie können weiterarbeiten.',
      filling:
        'Die Kunden der Filiale werden auf diesen PC übertragen. Sie können schon arbeiten; wer noch fehlt, kommt nach.',
      offline:
        'Der Filialserver ist nicht erreichbar. Sie können weiterarbeiten: Alles wird hier gespeichert und von selbst übertragen, sobald er wieder da ist.',
      serverTrouble:
        'Der Filialserver antwortet, kann aber gerade nichts annehmen. Hier geht nichts verloren; es wird von selbst weiter versucht. Hält das an, sagen Sie bitte dem Betreuer des Servers Bescheid.',
      clockWrong: (minutes: number, ahead: boolean) =>
        `Die Uhr dieses PCs geht ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`} ${ahead ? 'vor' : 'nach'}. Es wird weiter abgeglichen, aber Uhrzeiten stimmen nicht. Bitte stellen Sie die Uhr des PCs.`,
      updateNeeded:
        'Dieses Programm ist für den Filialserver zu alt oder zu neu. Sie können weiterarbeiten: Alles wird hier gespeichert und nach dem Update übertragen. Bitte aktualisieren Sie Tresen auf diesem PC.',
      revoked: 'Dieser Arbeitsplatz wurde von einem Administrator abgemeldet.',
    },
    join: {
      title: 'Mit Filialserver verbinden',
      link: 'Mit Filialserver verbinden …',
      lead: 'Dieser PC wird ein weiterer Arbeitsplatz Ihrer Filialkette. Den Aktivierungscode erzeugt ein Administrator unter „Filialverwaltung“ → „Arbeitsplätze“.',
      address: 'Adresse des Filialservers',
      addressHint: 'Zum Beispiel server.meine-apotheke.de',
      code: 'Aktivierungscode',
      codeHint: '16 Zeichen, gültig 15 Minuten, nur einmal verwendbar',
      button: 'Verbinden',
      joining: 'Wird verbunden …',
      back: 'Zurück',
      problems: {
        missing: 'Bitte ausfüllen.',
        notAnAddress: 'Das ist keine Adresse. Beispiel: server.meine-apotheke.de',
        notHttps: 'Die Adresse muss mit https:// beginnen, damit niemand mitlesen kann.',
        unreachable:
          'Der Filialserver ist unter dieser Adresse nicht erreichbar. Bitte prüfen Sie die Adresse und die Internetverbindung.',
        code: 'Der Aktivierungscode stimmt nicht, wurde schon benutzt oder ist abgelaufen. Bitte lassen Sie einen neuen erzeugen.',
        founds:
          'Mit diesem Code wird eine neue Filialkette gegründet. Richten Sie dafür zuerst die Filiale ein; zum Verbinden brauchen Sie einen Aktivierungscode aus „Arbeitsplätze“.',
        protocol:
          'Dieses Programm und der Filialserver passen nicht zusammen. Bitte bringen Sie beide auf den neuesten Stand.',
        tooMany: (seconds: number) =>
          `Zu viele Versuche. Bitte warten Sie ${seconds === 1 ? 'eine Sekunde' : `${seconds} Sekunden`}.`,
        alreadyJoined: 'Dieser PC ist schon eingerichtet.',
      },
    },
    fill: {
      title: 'Daten werden übertragen',
      lead: 'Dieser PC holt die Kunden der Filiale vom Filialserver. Eine Unterbrechung schadet nicht: Es geht dort weiter, wo es stand.',
      waits: 'Der Filialserver ist gerade nicht erreichbar. Es wird von selbst weiter versucht.',
      update:
        'Dieses Programm ist für den Filialserver zu alt oder zu neu. Bitte aktualisieren Sie Tresen auf diesem PC.',
      early: 'Schon jetzt anmelden',
      earlyHint: 'Sie können sich schon anmelden. Kunden, die noch fehlen, kommen nach.',
    },
    elsewhere: {
      changed: (workstation: string) => `Auf Arbeitsplatz „${workstation}“ geändert – Neuladen - F5`,
      changedSomewhere: 'Auf einem anderen Arbeitsplatz geändert – Neuladen - F5',
      title: 'Geändert',
      both: 'Beide geändert',
      bothLead: 'Ihre Eingabe bleibt stehen. „Speichern - F1“ speichert sie.',
      mine: 'Ihre Eingabe',
      theirs: 'gespeichert',
      takeTheirs: (field: string) => `Gespeicherten Wert übernehmen: ${field}`,
      take: 'Gespeicherten Wert übernehmen',
      note: (value: string) => `Gespeichert: ${value}`,
      nothing: '–',
      removed: 'entfernt',
      homeAddress: 'Wohnanschrift',
    },
    maskConflicts: (count: number) =>
      count === 1
        ? 'Zu diesem Kunden wartet ein Konflikt auf eine Entscheidung.'
        : `Zu diesem Kunden warten ${count} Konflikte auf eine Entscheidung.`,
    maskConflictsTitle: 'Konflikte dieses Kunden',
    toTheConflicts: 'Zu den Konflikten',
  },
  {
    line: {
      none: 'No branch server',
      connected: 'Connected',
      syncing: 'Syncing …',
      filling: (done: string, total: string) => `${done} of ${total} customers`,
      fillingBegins: 'First transfer …',
      offline: 'Offline',
      serverTrouble: 'Branch server in trouble',
      waiting: (line: string, count: number) =>
        count === 0 ? line : `${line} – ${count === 1 ? '1 change waits' : `${count} changes wait`}`,
      clockWrong: 'Clock is wrong',
      updateNeeded: 'Update needed',
      revoked: 'Signed off',
      conflicts: (count: number) => (count === 1 ? '1 conflict' : `${count} conflicts`),
    },
    title: 'Branch server',
    since: (when: string) => `So since ${when}.`,
    server: (address: string) => `Address: ${address}`,
    tryNow: 'Try now',
    trying: 'Trying …',
    stillSo: (time: string) => `Tried at ${time}: it is still so.`,
    close: 'Close',
    toConflicts: (count: number) => `Conflicts (${count})`,
    conflictsWait: (count: number) =>
      count === 1
        ? 'Two different values were saved for one entry. It waits for your decision.'
        : `Different values were saved for ${count} entries. They wait for your decision.`,
    means: {
      none: 'This PC works on its own. Everything you save lies here.',
      connected: 'What is saved here is at once on the other workstations, and the other way round.',
      syncing: 'Changes are being exchanged. You can go on working.',
      filling:
        'The customers of the branch are being transferred to this PC. You can work already; whoever is missing will follow.',
      offline:
        'The branch server cannot be reached. You can go on working: everything is saved here and transferred by itself as soon as it is back.',
      serverTrouble:
        'The branch server answers but cannot accept anything right now. Nothing is lost here; it is tried again by itself. If this goes on, please tell whoever looks after the server.',
      clockWrong: (minutes: number, ahead: boolean) =>
        `The clock of this PC is ${minutes === 1 ? 'one minute' : `${minutes} minutes`} ${ahead ? 'fast' : 'slow'}. Changes are still exchanged, but times are wrong. Please set the PC's clock.`,
      updateNeeded:
        'This program is too old or too new for the branch server. You can go on working: everything is saved here and transferred after the update. Please update Tresen on this PC.',
      revoked: 'This workstation was signed off by an administrator.',
    },
    join: {
      title: 'Connect to a branch server',
      link: 'Connect to a branch server …',
      lead: 'This PC becomes a further workstation of your chain. An administrator makes the activation code under “Branch administration” → “Workstations”.',
      address: 'Address of the branch server',
      addressHint: 'For example server.my-pharmacy.com',
      code: 'Activation code',
      codeHint: '16 characters, valid for 15 minutes, can be used once',
      button: 'Connect',
      joining: 'Connecting …',
      back: 'Back',
      problems: {
        missing: 'Please fill in.',
        notAnAddress: 'This is no address. Example: server.my-pharmacy.com',
        notHttps: 'The address must begin with https://, so that nobody can read along.',
        unreachable:
          'The branch server cannot be reached at this address. Please check the address and the internet connection.',
        code: 'The activation code is wrong, was used already or has expired. Please have a new one made.',
        founds:
          'This code founds a new chain. For that, set up the branch first; to connect you need an activation code from “Workstations”.',
        protocol: 'This program and the branch server do not fit together. Please update both.',
        tooMany: (seconds: number) =>
          `Too many attempts. Please wait ${seconds === 1 ? 'one second' : `${seconds} seconds`}.`,
        alreadyJoined: 'This PC is set up already.',
      },
    },
    fill: {
      title: 'Data are being transferred',
      lead: 'This PC fetches the customers of the branch from the branch server. An interruption does no harm: it goes on where it was.',
      waits: 'The branch server cannot be reached right now. It is tried again by itself.',
      update: 'This program is too old or too new for the branch server. Please update Tresen on this PC.',
      early: 'Sign in already',
      earlyHint: 'You can sign in already. Customers still missing will follow.',
    },
    elsewhere: {
      changed: (workstation: string) => `Changed at workstation “${workstation}” – Reload - F5`,
      changedSomewhere: 'Changed at another workstation – Reload - F5',
      title: 'Changed',
      both: 'Both changed',
      bothLead: 'What you typed stays. “Save - F1” saves it.',
      mine: 'what you typed',
      theirs: 'saved',
      takeTheirs: (field: string) => `Take the saved value: ${field}`,
      take: 'Take the saved value',
      note: (value: string) => `Saved: ${value}`,
      nothing: '–',
      removed: 'removed',
      homeAddress: 'Home address',
    },
    maskConflicts: (count: number) =>
      count === 1
        ? 'A conflict about this customer waits for a decision.'
        : `${count} conflicts about this customer wait for a decision.`,
    maskConflictsTitle: 'Conflicts of this customer',
    toTheConflicts: 'To the conflicts',
  },
);
