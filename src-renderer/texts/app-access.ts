// Texts of the tab 'Zugangsdaten' and of what asks and tells around the two sheets.
import { texts } from './catalogue.ts';

export const appAccessTexts = texts(
  {
    licence: {
      none: 'Keine Lizenz',
      valid: (until: string) => `Lizenz bis ${until}`,
      ended: (until: string) => `Lizenz abgelaufen am ${until}`,
    },
    closed: {
      noLicence:
        'Diese Filiale hat keine Lizenz für die App. Ein Administrator trägt sie unter „Filialverwaltung“ → „Filiale“ ein.',
      licenceEnded:
        'Die Lizenz für die App ist abgelaufen; neue Zugänge sind nicht möglich, bestehende bleiben. Ein Administrator verlängert sie unter „Filialverwaltung“ → „Filiale“.',
    },
    active: 'Aktiv',
    issue: 'Kennwort vergeben',
    issueBlocked: 'Zuerst „Aktiv“ ankreuzen.',
    validLetter: (number: string, day: string) => `gültiges Passwortschreiben ${number} vom ${day}`,
    noLetter: 'noch kein gültiges Passwortschreiben',
    pendingMine: (number: string) => `Passwortschreiben ${number} ist gedruckt und wird mit „Speichern - F1“ gültig.`,
    pendingTheirs: (number: string, who: string) =>
      `${who} hat das Passwortschreiben ${number} gedruckt und noch nicht gespeichert; es ist nicht gültig.`,
    willActivate: 'Mit „Speichern - F1“ wird der Zugang aktiv.',
    willDeactivate:
      'Mit „Speichern - F1“ endet der Zugang: Anmeldecode und Passwort werden ungültig, verbundene Geräte werden getrennt.',
    connectAnew:
      'Der Kunde muss die App neu verbinden: mit neuem Registrierungsformular und neuem Passwortschreiben. Eine Neuinstallation ist nicht nötig.',
    installed: 'Der Kunde braucht die App: Bitte fragen Sie, ob sie auf dem Telefon geöffnet oder installiert ist.',
    unsavedFields: 'Ungespeicherte Änderungen stehen nicht auf dem Brief. Bitte speichern Sie zuerst mit F1.',
    delay: 'Hinweis: Es kann bis zu einer Minute dauern, bis das Passwort verwendet werden kann.',
    devices: 'Verbundene Geräte',
    noDevices: 'Noch kein Gerät verbunden.',
    today: 'heute',
    connectedAt: (at: string) => `verbunden ${at}`,
    lastSeen: (at: string) => `zuletzt gesehen ${at}`,
    ending: 'wird getrennt – wartet auf den Filialserver',
    end: 'Trennen',
    endNamed: (name: string) => `Trennen: ${name}`,
    endDevice: {
      title: 'Gerät trennen',
      question: (name: string) =>
        `„${name}“ trennen? Der Kunde kann das Gerät mit Formular und Passwort wieder verbinden; andere Geräte bleiben verbunden.`,
      yes: 'Trennen',
      no: 'Abbrechen',
    },
    stateLabel: 'Zustand',
    state: {
      notActive: 'nicht aktiv',
      ended: {
        none: 'noch nicht wirksam – ohne Filialserver',
        offline: 'noch nicht wirksam – offline',
        online: 'wird beendet …',
      },
      passwordMissing: 'aktiv, aber noch ohne Kennwort',
      waiting: {
        none: 'noch nicht nutzbar – wartet auf den Filialserver',
        offline: 'offline – wird nachgeholt',
      },
      transferring: 'wird übertragen …',
      lockedUntil: (time: string) => `gesperrt bis ${time}`,
      usableSince: (time: string) => `nutzbar seit ${time}`,
      connected: (devices: number) =>
        devices === 1 ? 'verbunden mit einem Gerät' : `verbunden mit ${devices} Geräten`,
    },
    symbol: {
      connected: 'App: verbunden',
      usable: 'App: aktiv',
      waiting: 'App: wartet',
      missing: 'App: Kennwort fehlt',
      locked: 'App: gesperrt',
    },
    refused: {
      title: 'App-Zugang nicht möglich',
      toConsent: 'Einwillig. verwalten - F10',
      cancel: 'Abbrechen',
      understood: 'Verstanden',
      reasons: {
        noLicence: 'Diese Filiale hat keine Lizenz für die App.',
        licenceEnded: 'Die Lizenz für die App ist abgelaufen.',
        customerNotSaved: 'Bitte speichern Sie den Kunden zuerst mit F1.',
        notServed: 'Der Kunde ist gesperrt oder verstorben: Er erhält keinen Zugang und keine Schreiben mehr.',
        consentMissing:
          'Es fehlt die unterschriebene Einwilligung für die App. Drucken Sie die Erklärung und nehmen Sie sie unterschrieben entgegen.',
        consentOpen: 'Die Einwilligung für die App ist ausgegeben, aber noch nicht unterschrieben entgegengenommen.',
        consentNotSigned:
          'Die Einwilligung für die App liegt nicht unterschrieben vor. Bitte nehmen Sie sie auf Papier oder Tablet entgegen.',
        consentWithdrawn:
          'Der Kunde hat die Einwilligung für die App widerrufen. Er muss neu einwilligen, bevor der Zugang aktiv werden kann.',
        notActive: 'Der Zugang ist nicht aktiv.',
        noLoginCode: 'Es gibt noch keinen Anmeldecode. Bitte speichern Sie mit F1.',
        noPublicAddress:
          'Die öffentliche Adresse der App fehlt. Ein Administrator trägt sie unter „Filialverwaltung“ → „Filialkette“ ein; danach lässt sich das Formular mit F9 drucken.',
        badPublicAddress:
          'Die öffentliche Adresse der App ist keine gültige https-Adresse. Ein Administrator berichtigt sie unter „Filialverwaltung“ → „Filialkette“.',
        previewOpen: 'Es ist noch eine Druckvorschau offen.',
      },
    },
    form: {
      title: 'Anmeldecode drucken',
      question: 'Möchten Sie das Formular mit dem Anmeldecode drucken?',
      yes: 'Ja',
      no: 'Nein',
    },
    newLetter: {
      title: 'Neues Passwortschreiben',
      question: (numbers: string) =>
        `Das neue Passwort ersetzt das bisherige (${numbers}), sobald Sie speichern. Verbundene Geräte bleiben verbunden. Neues Passwort erstellen?`,
      yes: 'Erstellen',
      no: 'Abbrechen',
    },
    leave: (number: string) =>
      `Das gedruckte Passwort (${number}) ist noch nicht gültig. Es wird erst mit dem Speichern gültig; beim Verwerfen ist der Brief wertlos.`,
    print: { form: 'Registrierungsformular', letter: 'Neues Passwortschreiben' },
  },
  {
    licence: {
      none: 'No licence',
      valid: (until: string) => `Licence until ${until}`,
      ended: (until: string) => `Licence ended on ${until}`,
    },
    closed: {
      noLicence:
        'This branch has no licence for the app. An administrator enters it under “Branch administration” → “Branch”.',
      licenceEnded:
        'The licence for the app has ended; no new access is possible, existing ones stay. An administrator renews it under “Branch administration” → “Branch”.',
    },
    active: 'Active',
    issue: 'Issue password',
    issueBlocked: 'Tick “Active” first.',
    validLetter: (number: string, day: string) => `valid password letter ${number} of ${day}`,
    noLetter: 'no valid password letter yet',
    pendingMine: (number: string) => `Password letter ${number} is printed and becomes valid with “Save - F1”.`,
    pendingTheirs: (number: string, who: string) =>
      `${who} has printed password letter ${number} and not saved yet; it is not valid.`,
    willActivate: '“Save - F1” activates the access.',
    willDeactivate:
      '“Save - F1” ends the access: login code and password become invalid, connected devices are disconnected.',
    connectAnew:
      'The customer must connect the app anew: with a new registration form and a new password letter. There is no need to reinstall it.',
    installed: 'The customer needs the app: please ask whether it is open or installed on the phone.',
    unsavedFields: 'Unsaved changes are not on the letter. Please save with F1 first.',
    delay: 'Note: it can take up to one minute until the password can be used.',
    devices: 'Connected devices',
    noDevices: 'No device connected yet.',
    today: 'today',
    connectedAt: (at: string) => `connected ${at}`,
    lastSeen: (at: string) => `last seen ${at}`,
    ending: 'is being disconnected – waits for the branch server',
    end: 'Disconnect',
    endNamed: (name: string) => `Disconnect: ${name}`,
    endDevice: {
      title: 'Disconnect device',
      question: (name: string) =>
        `Disconnect “${name}”? The customer can connect it again with form and password; other devices stay connected.`,
      yes: 'Disconnect',
      no: 'Cancel',
    },
    stateLabel: 'State',
    state: {
      notActive: 'not active',
      ended: {
        none: 'not yet in effect – no branch server',
        offline: 'not yet in effect – offline',
        online: 'is being ended …',
      },
      passwordMissing: 'active, but without a password yet',
      waiting: {
        none: 'not usable yet – waits for the branch server',
        offline: 'offline – will be caught up',
      },
      transferring: 'is being transferred …',
      lockedUntil: (time: string) => `locked until ${time}`,
      usableSince: (time: string) => `usable since ${time}`,
      connected: (devices: number) =>
        devices === 1 ? 'connected with one device' : `connected with ${devices} devices`,
    },
    symbol: {
      connected: 'App: connected',
      usable: 'App: active',
      waiting: 'App: waiting',
      missing: 'App: password missing',
      locked: 'App: locked',
    },
    refused: {
      title: 'App access not possible',
      toConsent: 'Manage consent - F10',
      cancel: 'Cancel',
      understood: 'Understood',
      reasons: {
        noLicence: 'This branch has no licence for the app.',
        licenceEnded: 'The licence for the app has ended.',
        customerNotSaved: 'Please save the customer with F1 first.',
        notServed: 'The customer is blocked or deceased and gets no access and no letters any more.',
        consentMissing: 'The signed consent for the app is missing. Print the declaration and receive it signed.',
        consentOpen: 'The consent for the app was handed out but not received signed yet.',
        consentNotSigned:
          'The consent for the app is not there with a signature. Please receive it on paper or tablet.',
        consentWithdrawn:
          'The customer has withdrawn the consent for the app and must consent anew before the access can become active.',
        notActive: 'The access is not active.',
        noLoginCode: 'There is no login code yet. Please save with F1.',
        noPublicAddress:
          'The public address of the app is missing. An administrator enters it under “Branch administration” → “Chain”; then the form can be printed with F9.',
        badPublicAddress:
          'The public address of the app is no valid https address. An administrator corrects it under “Branch administration” → “Chain”.',
        previewOpen: 'A print preview is still open.',
      },
    },
    form: {
      title: 'Print login code',
      question: 'Do you want to print the form with the login code?',
      yes: 'Yes',
      no: 'No',
    },
    newLetter: {
      title: 'New password letter',
      question: (numbers: string) =>
        `The new password replaces the present one (${numbers}) as soon as you save. Connected devices stay connected. Make a new password?`,
      yes: 'Make it',
      no: 'Cancel',
    },
    leave: (number: string) =>
      `The printed password (${number}) is not valid yet. It becomes valid only by saving; if you discard, the letter is worthless.`,
    print: { form: 'Registration form', letter: 'New password letter' },
  },
);
