// The words of the printed forms. Letters are German whatever the screen's language, because they go to the customer.
// Nothing here decides anything; names in braces are the functions' arguments.

export const LETTER_TEXTS = {
  customerNumber: 'Kundennummer',
  letterNumber: 'Schreiben Nr.',
  date: 'Datum',
  birthDate: 'Geburtsdatum',
  name: 'Name',
  address: 'Anschrift',
  attendedBy: 'Es berät Sie',
  regards: 'Mit freundlichen Grüßen',
  placeAndDate: 'Ort, Datum',

  passwordLetter: {
    title: (letterNumber: string) => `Passwortschreiben ${letterNumber}`,
    subject: (app: string) => `Ihr Passwort für die App „${app}“`,
    opening: (app: string) =>
      `hier ist Ihr Passwort für unsere Kunden-App „${app}“. Sie brauchen es einmal für jedes Telefon, das Sie mit uns ` +
      'verbinden, zusammen mit dem Anmeldecode. Den Anmeldecode erhalten Sie auf einem eigenen Blatt.',
    caption: 'Ihr Passwort – bitte genau so eingeben, mit allen Bindestrichen',
    stepsHeading: 'So verbinden Sie Ihr Telefon',
    steps: (app: string) => [
      `Öffnen Sie die App „${app}“.`,
      'Scannen Sie den QR-Code auf dem Blatt mit dem Anmeldecode.',
      'Geben Sie das Passwort von diesem Blatt ein.',
    ],
    delay: 'Es kann bis zu einer Minute dauern, bis das Passwort verwendet werden kann.',
    replaces: 'Ein früheres Passwort gilt dann nicht mehr. Telefone, die schon verbunden sind, bleiben verbunden.',
    care:
      'Bewahren Sie dieses Schreiben und den Anmeldecode getrennt voneinander auf. Wir fragen Sie niemals nach Ihrem ' +
      'Passwort, weder am Telefon noch in einer E-Mail.',
  },

  testPage: {
    title: 'Testseite',
    paragraphs: [
      'diese Seite zeigt, ob der Drucker richtig eingestellt ist. Sie nennt niemanden und kann weggeworfen werden.',
      'Umlaute und Sonderzeichen: ÄÖÜ äöü ß € ş ł é „Anführung“ – Gedankenstrich.',
      'Zweimal gefaltet gehört die Anschrift in das Fenster des Umschlags. Die Falzmarken am linken Rand stehen ' +
        '105 mm und 210 mm vom oberen Rand, die Lochmarke 148,5 mm. Stimmt das nicht, skaliert der Drucker: bitte in seinen ' +
        'Einstellungen „Tatsächliche Größe“ wählen.',
    ],
  },

  registrationForm: {
    title: 'Anmeldecode',
    subject: (app: string) => `Ihr Anmeldecode für die App „${app}“`,
    opening: (app: string) =>
      `mit diesem Anmeldecode verbinden Sie Ihr Telefon mit unserer Kunden-App „${app}“. Das Passwort dazu steht auf einem ` +
      'eigenen Schreiben.',
    caption: 'Scannen Sie diesen QR-Code mit der Kamera Ihres Telefons.',
    figure: 'QR-Code mit dem Anmeldecode; derselbe Code steht daneben zum Abtippen.',
    orOpen: 'Ohne Kamera: diese Adresse öffnen …',
    orType: '… und diesen Anmeldecode eintippen (ohne Leerzeichen)',
    stepsHeading: 'So verbinden Sie Ihr Telefon',
    steps: (app: string) => [
      `Öffnen Sie die App „${app}“.`,
      'Scannen Sie den QR-Code auf diesem Blatt.',
      'Geben Sie das Passwort aus dem Passwortschreiben ein.',
    ],
    several:
      'Sie können mehrere Telefone verbinden; der Anmeldecode bleibt dafür gültig. Geben Sie ihn nicht weiter, und bewahren ' +
      'Sie ihn getrennt vom Passwort auf.',
  },

  consentForm: {
    title: (purpose: string, version: string) => `Einwilligungserklärung ${purpose}, Fassung ${version}`,
    subject: 'Einwilligungserklärung',
    purpose: 'Zweck',
    version: 'Fassung',
    versionOf: (version: string, date: string) => `${version} vom ${date}`,
    born: (date: string) => `geboren am ${date}`,
    restriction: 'Nur für',
    boxesHeading: 'Ich willige ein in Werbung per',
    signature: 'Unterschrift (wer für jemand anderen unterschreibt, bitte den Namen in Druckschrift dazu)',
  },

  caseSlip: {
    title: (number: string) => `Vorgang ${number}`,
    number: 'Vorgang',
    patient: 'Für',
    openedOn: 'Angenommen am',
    status: 'Stand',
    statuses: {
      ...{
        open: 'offen',
        inProgress: 'in Arbeit',
        ready: 'abholbereit',
        done: 'abgeschlossen',
        cancelled: 'storniert',
      },
    },
    itemsHeading: 'Positionen',
    item: (quantity: number, body: string, done: boolean) => `${quantity} × ${body}${done ? ' – erledigt' : ''}`,
    keep: 'Bitte bringen Sie dieses Blatt zur Abholung mit.',
  },

  customerList: { title: 'Kundenliste', customers: 'Kunden' },
  erasureReport: { title: 'Bericht über eine Anonymisierung' },
  withdrawalConfirmation: {
    title: (purpose: string) => `Bestätigung des Widerrufs ${purpose}`,
    subject: 'Bestätigung Ihres Widerrufs',
    opening: (purpose: string, date: string) =>
      `Sie haben am ${date} Ihre Einwilligung „${purpose}“ widerrufen. Wir bestätigen Ihnen das mit diesem Schreiben.`,
    purpose: 'Einwilligung',
    grantedOn: 'erteilt am',
    withdrawnOn: 'widerrufen am',
    receivedBy: 'entgegengenommen von',
    version: 'Fassung der Erklärung',
    effectsHeading: 'Was das bedeutet',
    effect:
      'Der Widerruf gilt ab sofort. Was bis dahin aufgrund der Einwilligung geschehen ist, bleibt rechtmäßig (Artikel 7 ' +
      'Absatz 3 DSGVO).',
    again:
      'Möchten Sie später wieder einwilligen, genügt eine neue Erklärung bei uns. Bitte bewahren Sie dieses Schreiben auf.',
  },
} as const;

/**
 * '2026-11-21' as '21.11.2026'; anything else comes back as it is, so that a day that was never a date still prints.
 * Takes a day, not a moment: which day it is at the counter is the caller's knowledge.
 */
export function germanDate(day: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day);
  return parts ? `${parts[3]}.${parts[2]}.${parts[1]}` : day;
}
