// The app's texts, German and English of one shape, and which of them is shown.
import { useSyncExternalStore } from 'react';

export type Language = 'de' | 'en';
const KEPT = 'tresen.language';

const de = {
  back: 'Zurück',
  next: 'Weiter',
  loading: 'Einen Moment …',
  other: 'English',
  install: {
    title: 'App auf dieses Telefon holen?',
    why: 'Mit dem Symbol auf dem Startbildschirm finden Sie die App immer wieder.',
    prompt: 'App installieren',
    ios: [
      'Tippen Sie unten auf „Teilen“.',
      'Wählen Sie „Zum Home-Bildschirm“.',
      'Öffnen Sie die App vom Home-Bildschirm und scannen Sie dort den Code Ihres Formulars.',
    ],
    menu: [
      'Öffnen Sie das Menü Ihres Browsers (⋮).',
      'Wählen Sie „App installieren“ oder „Zum Startbildschirm hinzufügen“.',
      'Öffnen Sie die App vom Startbildschirm und scannen Sie dort den Code Ihres Formulars.',
    ],
    skip: 'Ohne Installation weiter',
  },
  code: {
    title: 'Haben Sie das Formular mit dem Anmeldecode?',
    text: 'Sie haben es in Ihrer Apotheke oder Ihrem Geschäft bekommen. Darauf ist ein viereckiger QR-Code.',
    scan: 'QR-Code scannen',
    type: 'Code eintippen',
  },
  scan: {
    title: 'QR-Code scannen',
    text: 'Halten Sie die Kamera auf den QR-Code des Formulars.',
    video: 'Bild der Kamera',
    denied: 'Die Kamera ist nicht freigegeben. Erlauben Sie sie in den Einstellungen, oder tippen Sie den Code ein.',
    missing: 'Dieses Gerät hat keine Kamera, die sich benutzen lässt. Bitte tippen Sie den Code ein.',
    foreign: 'Das ist kein Anmeldecode. Bitte halten Sie die Kamera auf den Code Ihres Formulars.',
  },
  type: {
    title: 'Wie lautet der Anmeldecode?',
    label: 'Anmeldecode',
    hint: '28 Buchstaben und Ziffern, unter dem QR-Code gedruckt. Striche und Leerzeichen sind egal.',
    wrong: (count: number) => `Das sind ${count} von 28 Zeichen. Bitte vergleichen Sie mit dem Formular.`,
    odd: 'Ein Zeichen passt nicht: Den Buchstaben U gibt es in diesem Code nicht.',
  },
  password: {
    title: 'Wie lautet Ihr Passwort?',
    label: 'Passwort',
    hint: 'Es steht auf dem Passwortschreiben: vier Wörter und eine Zahl. Groß oder klein ist egal.',
    show: 'Passwort anzeigen',
    missing: 'Bitte geben Sie das Passwort ein.',
    connect: 'Verbinden',
    connecting: 'Wird verbunden …',
  },
  invited: {
    title: 'An welche E-Mail-Adresse ging die Einladung?',
    label: 'E-Mail-Adresse',
    hint: 'Die Adresse, in deren Postfach Sie die Einladung gefunden haben. Sie wird nur zum Verbinden gebraucht.',
    noAddress: 'Bitte geben Sie die E-Mail-Adresse vollständig ein, zum Beispiel name@example.com.',
    notAdmitted:
      'Die Einladung gilt nicht oder gehört zu einer anderen Adresse. Bitte lassen Sie sich in der Apotheke eine neue schicken.',
    ios: 'Auf iPhone und iPad verbindet die Einladung diesen Browser. Möchten Sie die App auf dem Home-Bildschirm, lassen Sie sich dafür ein Formular geben.',
  },
  refused: {
    notAdmitted: 'Code oder Passwort stimmt nicht oder ist gesperrt – bitte in der Apotheke melden.',
    wrongPassword: 'Das Passwort stimmt nicht. Bitte vergleichen Sie mit dem neuesten Passwortschreiben.',
    locked: (time: string) => `Nach zu vielen falschen Passwörtern ist der Zugang bis ${time} gesperrt.`,
    codeReplaced: 'Dieser Anmeldecode gilt nicht mehr. Bitte lassen Sie sich ein neues Formular geben.',
    deactivated: 'Ihr Zugang ist zurzeit nicht aktiv. Bitte melden Sie sich in der Apotheke.',
    tooMany: (minutes: number) =>
      minutes <= 1
        ? 'Zu viele Versuche. Bitte warten Sie eine Minute.'
        : `Zu viele Versuche. Bitte warten Sie ${minutes} Minuten.`,
    offline: 'Keine Verbindung. Bitte prüfen Sie das Internet und versuchen Sie es noch einmal.',
  },
  connected: {
    title: (branch: string) => `Verbunden mit ${branch}`,
    as: (name: string) => `Angemeldet für ${name}`,
    since: (at: string) => `Dieses Gerät ist seit ${at} verbunden.`,
    address: 'Adresse',
    hours: 'Öffnungszeiten',
    phone: 'Telefon',
    call: (phone: string) => `${phone} anrufen`,
    disconnect: 'Verbindung trennen',
    offline: (at: string) => `Keine Verbindung. Stand von ${at}.`,
    failed: 'Das Trennen hat nicht geklappt: keine Verbindung. Bitte versuchen Sie es noch einmal.',
  },
  disconnect: {
    title: 'Verbindung dieses Geräts trennen?',
    text: 'Danach brauchen Sie Formular und Passwort, um sich wieder zu verbinden.',
    yes: 'Trennen',
    busy: 'Wird getrennt …',
  },
  ended: {
    title: 'Dieses Gerät ist nicht mehr verbunden',
    again: 'Neu verbinden',
    reasons: {
      deactivated:
        'Ihr Zugang wurde beendet. Wenn er wieder freigeschaltet wird, bekommen Sie ein neues Formular und ein neues Passwort.',
      removedByStaff:
        'Dieses Gerät wurde in der Apotheke getrennt. Mit Formular und Passwort können Sie es wieder verbinden.',
      disconnected: 'Sie haben die Verbindung getrennt.',
      keyReused:
        'Zur Sicherheit getrennt: Der Schlüssel dieses Geräts wurde an zwei Stellen benutzt. Bitte verbinden Sie sich neu und melden Sie es in der Apotheke.',
      replaced: 'Dieses Gerät wurde durch eine neuere Verbindung ersetzt.',
      declined: 'Ihre Registrierung konnte nicht angenommen werden. Bitte melden Sie sich in der Apotheke.',
      unknown: 'Der Server kennt dieses Gerät nicht. Bitte verbinden Sie es neu.',
    },
  },
};
type Texts = typeof de;

const en: Texts = {
  back: 'Back',
  next: 'Next',
  loading: 'One moment …',
  other: 'Deutsch',
  install: {
    title: 'Put the app on this phone?',
    why: 'With its symbol on the home screen you will always find the app again.',
    prompt: 'Install app',
    ios: [
      'Tap “Share” at the bottom.',
      'Choose “Add to Home Screen”.',
      'Open the app from the home screen and scan the code of your form there.',
    ],
    menu: [
      'Open the menu of your browser (⋮).',
      'Choose “Install app” or “Add to home screen”.',
      'Open the app from the home screen and scan the code of your form there.',
    ],
    skip: 'Continue without installing',
  },
  code: {
    title: 'Do you have the form with the login code?',
    text: 'You were given it in your pharmacy or shop. There is a square QR code on it.',
    scan: 'Scan QR code',
    type: 'Type the code',
  },
  scan: {
    title: 'Scan QR code',
    text: 'Point the camera at the QR code of the form.',
    video: 'Picture of the camera',
    denied: 'The camera is not allowed. Allow it in the settings, or type the code.',
    missing: 'This device has no camera that can be used. Please type the code.',
    foreign: 'This is no login code. Please point the camera at the code of your form.',
  },
  type: {
    title: 'What is the login code?',
    label: 'Login code',
    hint: '28 letters and digits, printed below the QR code. Hyphens and blanks do not matter.',
    wrong: (count) => `These are ${count} of 28 characters. Please compare with the form.`,
    odd: 'One character does not fit: there is no letter U in this code.',
  },
  password: {
    title: 'What is your password?',
    label: 'Password',
    hint: 'It is on the password letter: four words and a number. Capital or small does not matter.',
    show: 'Show password',
    missing: 'Please enter the password.',
    connect: 'Connect',
    connecting: 'Connecting …',
  },
  invited: {
    title: 'Which e-mail address was the invitation sent to?',
    label: 'E-mail address',
    hint: 'The address in whose mailbox you found the invitation. It is needed for connecting only.',
    noAddress: 'Please enter the whole e-mail address, for example name@example.com.',
    notAdmitted: 'The invitation is not valid or belongs to another address. Please ask in the pharmacy for a new one.',
    ios: 'On iPhone and iPad the invitation connects this browser. If you want the app on the home screen, ask for a form.',
  },
  refused: {
    notAdmitted: 'Code or password is wrong or locked – please ask in the pharmacy.',
    wrongPassword: 'The password is wrong. Please compare with the newest password letter.',
    locked: (time) => `After too many wrong passwords the access is locked until ${time}.`,
    codeReplaced: 'This login code is no longer valid. Please ask for a new form.',
    deactivated: 'Your access is not active at the moment. Please ask in the pharmacy.',
    tooMany: (minutes) =>
      minutes <= 1 ? 'Too many tries. Please wait a minute.' : `Too many tries. Please wait ${minutes} minutes.`,
    offline: 'No connection. Please check the internet and try again.',
  },
  connected: {
    title: (branch) => `Connected with ${branch}`,
    as: (name) => `Signed in for ${name}`,
    since: (at) => `This device has been connected since ${at}.`,
    address: 'Address',
    hours: 'Opening hours',
    phone: 'Telephone',
    call: (phone) => `Call ${phone}`,
    disconnect: 'Disconnect',
    offline: (at) => `No connection. As of ${at}.`,
    failed: 'Disconnecting did not work: no connection. Please try again.',
  },
  disconnect: {
    title: 'Disconnect this device?',
    text: 'You will need form and password to connect again.',
    yes: 'Disconnect',
    busy: 'Disconnecting …',
  },
  ended: {
    title: 'This device is no longer connected',
    again: 'Connect anew',
    reasons: {
      deactivated: 'Your access was ended. When it is opened again, you will be given a new form and a new password.',
      removedByStaff: 'This device was disconnected in the pharmacy. With form and password you can connect it again.',
      disconnected: 'You have disconnected.',
      keyReused:
        'Disconnected for safety: the key of this device was used in two places. Please connect anew and tell the pharmacy.',
      replaced: 'This device was replaced by a newer connection.',
      declined: 'Your registration could not be accepted. Please ask in the pharmacy.',
      unknown: 'The server does not know this device. Please connect it anew.',
    },
  },
};

let language: Language = 'de';
const listeners = new Set<() => void>();

/** As chosen before, else as the phone speaks. */
export function startLanguage(): void {
  const chosen = localStorage.getItem(KEPT);
  show(chosen === 'de' || chosen === 'en' ? chosen : /^de\b/i.test(navigator.language) ? 'de' : 'en');
}

export function chooseOtherLanguage(): void {
  const next = language === 'de' ? 'en' : 'de';
  localStorage.setItem(KEPT, next);
  show(next);
}

export function useTexts(): Texts {
  return useSyncExternalStore(listen, () => (language === 'de' ? de : en));
}

export function useLanguage(): Language {
  return useSyncExternalStore(listen, () => language);
}

/** '21.11.2026, 10:58'. */
export function showInstant(at: number): string {
  return new Date(at).toLocaleString(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

function show(next: Language): void {
  language = next;
  document.documentElement.lang = next;
  for (const heard of listeners) heard();
}

function listen(heard: () => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}
