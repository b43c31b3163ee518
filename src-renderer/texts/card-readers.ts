// Texts of card readers, of what a card that was read leads to, and of the window 'Kundendaten übernehmen'.
import type { CardFailure, ReaderState, ServiceState } from '../../src-shared/card-readers/rules.ts';
import type { CardCandidate, CardField, ComparedField } from '../../src-shared/health-card/record.ts';
import { texts } from './catalogue.ts';

const byHand = 'Bitte noch einmal stecken; bleibt es dabei, die Daten von Hand eintragen.';
const typeIt = 'Please insert it again; if that does not help, enter the data by hand.';

export const cardReaderTexts = texts(
  {
    failures: {
      SERVICE_STOPPED:
        'Der Smartcard-Dienst dieses Computers läuft nicht. Bitte den Dienst „Smartcard“ starten (Linux: pcscd); Tresen versucht es von selbst weiter.',
      SERVICE_MISSING:
        'Auf diesem Computer fehlt die Bibliothek für Kartenleser (PC/SC). Bitte einrichten lassen (Linux: Paket libpcsclite1).',
      NO_READER: 'Es ist kein Kartenleser angeschlossen. Bitte einen anschließen oder sein Kabel prüfen.',
      READER_GONE: 'Der Kartenleser wurde getrennt. Bitte sein Kabel prüfen und die Karte dann noch einmal stecken.',
      NO_CARD: 'Im Leser ist keine Karte. Bitte Karte stecken.',
      CARD_SILENT: 'Die Karte antwortet nicht. Bitte mit dem Chip nach vorn stecken.',
      CARD_REMOVED: 'Die Karte wurde zu früh gezogen. Bitte noch einmal stecken und warten, bis der Kunde erscheint.',
      CARD_RESET: 'Ein anderes Programm hat das Lesen unterbrochen. Bitte die Karte noch einmal stecken.',
      READER_BUSY: 'Ein anderes Programm benutzt den Kartenleser. Bitte warten, bis es fertig ist, dann F6.',
      TIMED_OUT: 'Die Karte hat zu lange nicht geantwortet. Bitte ziehen und noch einmal stecken.',
      NOT_LOOKED_UP:
        'Die Karte ist gelesen, aber der Kunde ließ sich nicht nachschlagen. Bitte noch einmal stecken oder F6; sonst den Kunden suchen (F3).',
      FAULT:
        'Beim Lesen der Karte ist etwas Unerwartetes passiert. Bitte noch einmal stecken; bleibt es dabei, die Daten von Hand eintragen und dem Support die Uhrzeit nennen.',
      NOT_READABLE:
        'Diese Karte ist weder eine Gesundheitskarte noch eine Kundenkarte mit eigener Nummer. Bitte eine andere Karte nehmen.',
      RANDOM_UID:
        'Das ist ein Telefon oder ein Ausweis: Die Nummer ist jedes Mal eine andere und gehört zu keinem Kunden. Bitte eine Karte mit fester Nummer nehmen.',
      UID_UNREADABLE:
        'Dieser Leser kann die Nummer der Karte nicht lesen. Bitte einen anderen Leser nehmen oder die Nummer eintippen.',
      EGK_NOT_PUT_IN: 'Das ist eine Gesundheitskarte. Bitte Karte stecken, nicht auflegen.',
      EGK_NOT_AN_EGK: 'Das ist keine Gesundheitskarte. Bitte die Gesundheitskarte stecken.',
      EGK_LOCKED:
        'Diese Gesundheitskarte ist gesperrt. Bitte nach einer neueren Karte fragen oder die Daten von Hand eintragen.',
      EGK_FILE_MISSING: `Auf der Karte fehlen die Versichertendaten. ${byHand}`,
      EGK_EMPTY: 'Auf der Karte stehen noch keine Daten. Bitte die Daten von Hand eintragen.',
      EGK_TRUNCATED: `Die Daten der Karte sind nicht vollständig. ${byHand}`,
      EGK_DAMAGED: `Die Daten der Karte sind beschädigt. ${byHand}`,
      EGK_NOT_GZIP: `Die Daten der Karte sind in einer unbekannten Form. ${byHand}`,
      EGK_BAD_XML: `Die Daten der Karte sind nicht lesbar. ${byHand}`,
      EGK_BAD_CONTENT:
        'Eine Angabe der Karte kann so nicht stimmen (Name, Geburtsdatum oder Versichertennummer). Bitte die Daten von Hand eintragen.',
    } as Record<CardFailure, string>,
    /** Where there are several. */
    inReader: (reader: string, text: string) => `${reader}: ${text}`,

    arrived: {
      afterDialog: 'Eine Karte wurde gelesen. Sie erscheint, sobald dieser Dialog geschlossen ist.',
      /** Somebody is typing, or stays with what he has not saved. */
      waits: (name: string) => `Karte gelesen: ${name}.`,
      waitsUnknown: (number: string) => `Karte gelesen: ${number}, hier noch keinem Kunden zugeordnet.`,
      open: 'Kunden öffnen',
      compare: 'Kundendaten übernehmen',
      assign: 'Karte zuordnen …',
      offline: (number: string) =>
        `Karte ${number}: Hier hat sie niemand, und andere Filialen lassen sich gerade nicht fragen.`,
      unknown: (number: string) => `Zur Karte ${number} gibt es hier keinen Kunden.`,
      agrees: 'Alle Angaben der Karte stimmen mit dem Kunden überein.',
      agreesReadable: 'Alle lesbaren Angaben der Karte stimmen mit dem Kunden überein.',
    },

    reading: {
      text: 'Karte wird gelesen …',
      cancel: 'Abbrechen – Esc',
      missing: 'Auf diesem Computer gibt es keinen Dienst für Kartenleser (PC/SC).',
    },

    stated: (day: string) => `Kartendaten vom ${day} – kein Versicherungsnachweis`,
    statedUnknown: 'Stand der Kartendaten unbekannt – kein Versicherungsnachweis',
    incomplete:
      'Das letzte Beschreiben der Karte wurde unterbrochen: Ihre Angaben können unvollständig sein. Bitte beim Kunden nachfragen.',
    insuranceUnreadable:
      'Die Versicherungsdaten der Karte sind nicht lesbar: Ihr Verzeichnis ist beschädigt. Kostenträger und Versicherungsstatus werden nicht verglichen und nicht übernommen. Bitte beim Kunden nachfragen.',

    fields: {
      kvnr: 'KVNR',
      title: 'Titel',
      firstName: 'Vorname',
      lastName: 'Nachname',
      birthDate: 'geb.',
      address: 'Wohnanschrift',
      postBox: 'Postfach',
      payer: 'Kostenträger',
      insuranceStatus: 'Versicherungsstatus',
    } as Record<CardField, string>,
    values: { partial: (text: string) => `${text} – kein ganzes Datum, bitte von Hand eintragen` },

    window: {
      title: 'Kundendaten übernehmen',
      who: 'Wer ist das?',
      number: (number: string) => `Nr. ${number}`,
      why: {
        kvnr: 'gleiche KVNR',
        nameAndBirth: 'gleicher Name und gleiches Geburtsdatum',
        nameAndAddress: 'gleicher Name und gleiche Anschrift',
      } as Record<CardCandidate['why'], string>,
      as: { customer: 'Als Kunden anlegen', walkIn: 'Als Laufkunden anlegen' },
      comparison: 'Karte und Datenbank',
      field: 'Angabe',
      card: 'auf der Karte',
      stored: 'in der Datenbank',
      state: 'Vergleich',
      states: { equal: 'gleich', differs: 'weicht ab', missing: 'fehlt' } as Record<ComparedField['state'], string>,
      nothingStored: '–',
      take: 'übernehmen',
      takeField: (field: string) => `${field} übernehmen`,
      takeAll: 'Alle übernehmen',
      allNew: 'Alle Angaben der Karte werden übernommen.',
      offline:
        'Hier hat diese Versichertennummer niemand, und andere Filialen lassen sich gerade nicht fragen: Vielleicht gibt es ihn dort schon.',
      readOnly: 'Dieser Kunde ist gesperrt und kann nur gelesen werden: Von der Karte wird nichts übernommen.',
      printConsent: 'Einwilligungserklärung drucken',
      save: 'Speichern & Schließen - F12',
      again: 'Karte lesen - F6',
      cancel: 'Abbrechen',
      readingGone:
        'Die Karte wurde vor zu langer Zeit gelesen, es wurde nichts gespeichert. Bitte die Karte noch einmal stecken oder F6, dann erneut F12; Ihre Auswahl bleibt.',
      customerGone:
        'Diesen Kunden gibt es nicht mehr, es wurde nichts gespeichert. Bitte einen anderen wählen oder neu anlegen.',
      changedSince:
        'Dieser Kunde wurde inzwischen geändert, es wurde noch nichts gespeichert. Der Vergleich ist jetzt neu: bitte prüfen und erneut F12.',
      changedNoCard:
        'Dieser Kunde wurde inzwischen geändert, es wurde nichts gespeichert. Zum neuen Vergleich bitte die Karte stecken und F6; Ihre Auswahl bleibt.',
      invalid: (problems: string) => `So lässt sich das nicht speichern: ${problems}`,
      invalidNext: 'Bitte diese Angabe nicht übernehmen und im Kunden von Hand eintragen.',
      readAgain: 'Die Karte ist neu gelesen. Bitte den Vergleich prüfen, dann F12.',
      otherCard: 'Im Leser ist eine andere Karte. Sie erscheint, sobald dieses Fenster geschlossen ist.',
    },

    unknown: {
      title: 'Karte unbekannt',
      text: (number: string) => `Die Karte ${number} gehört hier noch niemandem. Wem wird sie zugeordnet?`,
      search: 'Kunden suchen',
      customers: 'Kunden',
      openNew: 'Der neue Kunde in der offenen Maske',
      nobody: (typed: string) => `Niemand gefunden zu „${typed}“.`,
      assign: 'Zuordnen',
      create: 'Neuen Kunden anlegen',
      cancel: 'Abbrechen',
      chooseFirst: 'Bitte einen Kunden suchen und wählen.',
      laid: (number: string) => `Karte ${number} ist eingetragen. Mit F1 wird sie gespeichert.`,
      already: (number: string) => `Die Karte ${number} steht hier schon.`,
      notLaid: (number: string) => `Die Karte ${number} ist noch nicht zugeordnet.`,
    },

    differs: {
      symbol: (fields: string) => `≠ Kartendaten weichen ab: ${fields}`,
      more: (count: number) => `${count} weitere`,
    },

    status: {
      title: 'Kartenleser',
      line: {
        ready: 'Kartenleser bereit',
        card: 'Karte steckt',
        reading: 'Karte wird gelesen',
        silent: 'Karte antwortet nicht',
        busy: 'Kartenleser belegt',
        stopped: 'Kartenleser: Dienst steht',
      },
      service: {
        starting: 'Der Dienst für Kartenleser startet.',
        running: 'Der Dienst für Kartenleser läuft.',
        stopped:
          'Der Dienst für Kartenleser läuft gerade nicht. Ohne angeschlossenen Leser ist das in Ordnung. Ist einer angeschlossen: bitte den Dienst „Smartcard“ starten (Linux: pcscd); Tresen merkt es von selbst.',
        noLibrary:
          'Auf diesem Computer fehlt die Bibliothek für Kartenleser (PC/SC). Bitte einrichten lassen (Linux: Paket libpcsclite1).',
      } as Record<ServiceState, string>,
      readers: {
        empty: 'leer',
        reading: 'liest',
        card: 'Karte steckt',
        silent: 'die Karte antwortet nicht: bitte mit dem Chip nach vorn stecken',
        busy: 'ein anderes Programm benutzt ihn',
      } as Record<ReaderState, string>,
      none: 'Es ist kein Kartenleser angeschlossen.',
      automatic: 'Karten automatisch lesen',
      automaticMeans: 'Gilt an diesem Arbeitsplatz. Aus: Eine gesteckte Karte wird erst mit F6 gelesen.',
      close: 'Schließen',
    },
  },
  {
    failures: {
      SERVICE_STOPPED:
        'The smart card service of this computer is not running. Please start the service “Smart Card” (Linux: pcscd); Tresen keeps trying by itself.',
      SERVICE_MISSING:
        'The library for card readers (PC/SC) is missing on this computer. Please have it installed (Linux: package libpcsclite1).',
      NO_READER: 'No card reader is connected. Please connect one or check its cable.',
      READER_GONE: 'The card reader was disconnected. Please check its cable, then insert the card again.',
      NO_CARD: 'There is no card in the reader. Please insert the card.',
      CARD_SILENT: 'The card does not answer. Please insert it chip first.',
      CARD_REMOVED: 'The card was pulled too early. Please insert it again and wait until the customer appears.',
      CARD_RESET: 'Another program interrupted the reading. Please insert the card again.',
      READER_BUSY: 'Another program is using the card reader. Please wait until it is done, then press F6.',
      TIMED_OUT: 'The card did not answer for too long. Please pull it and insert it again.',
      NOT_LOOKED_UP:
        'The card was read, but the customer could not be looked up. Please insert it again or press F6; otherwise search for the customer (F3).',
      FAULT:
        'Something unexpected happened while the card was read. Please insert it again; if that does not help, enter the data by hand and tell support the time.',
      NOT_READABLE:
        'This card is neither a health card nor a customer card with a number of its own. Please take another card.',
      RANDOM_UID:
        'This is a phone or an identity card: its number is another one each time and belongs to no customer. Please take a card with a fixed number.',
      UID_UNREADABLE: 'This reader cannot read the number of the card. Please take another reader or type the number.',
      EGK_NOT_PUT_IN: 'This is a health card. Please insert it into the reader, do not lay it on.',
      EGK_NOT_AN_EGK: 'This is not a health card. Please insert the health card.',
      EGK_LOCKED: 'This health card is locked. Please ask for a newer card or enter the data by hand.',
      EGK_FILE_MISSING: `The insured person’s data are missing on the card. ${typeIt}`,
      EGK_EMPTY: 'There are no data on the card yet. Please enter the data by hand.',
      EGK_TRUNCATED: `The data of the card are not complete. ${typeIt}`,
      EGK_DAMAGED: `The data of the card are damaged. ${typeIt}`,
      EGK_NOT_GZIP: `The data of the card are in an unknown form. ${typeIt}`,
      EGK_BAD_XML: `The data of the card cannot be read. ${typeIt}`,
      EGK_BAD_CONTENT:
        'Something on the card cannot be right (name, date of birth or insured number). Please enter the data by hand.',
    },
    inReader: (reader: string, text: string) => `${reader}: ${text}`,

    arrived: {
      afterDialog: 'A card was read. It appears as soon as this dialog is closed.',
      waits: (name: string) => `Card read: ${name}.`,
      waitsUnknown: (number: string) => `Card read: ${number}, assigned to no customer here yet.`,
      open: 'Open customer',
      compare: 'Take over customer data',
      assign: 'Assign card …',
      offline: (number: string) => `Card ${number}: nobody here has it, and other branches cannot be asked right now.`,
      unknown: (number: string) => `No customer here has the card ${number}.`,
      agrees: 'Everything on the card agrees with the customer.',
      agreesReadable: 'Everything on the card that can be read agrees with the customer.',
    },

    reading: {
      text: 'Reading card …',
      cancel: 'Cancel – Esc',
      missing: 'This computer has no service for card readers (PC/SC).',
    },

    stated: (day: string) => `Card data of ${day} – no proof of insurance`,
    statedUnknown: 'Date of the card data unknown – no proof of insurance',
    incomplete:
      'The last writing of the card was interrupted: what it says may be incomplete. Please ask the customer.',
    insuranceUnreadable:
      'The insurance data of the card cannot be read: their directory is damaged. Payer and insurance status are neither compared nor taken over. Please ask the customer.',

    fields: {
      kvnr: 'KVNR',
      title: 'Title',
      firstName: 'First name',
      lastName: 'Last name',
      birthDate: 'born',
      address: 'Home address',
      postBox: 'Post box',
      payer: 'Payer',
      insuranceStatus: 'Insurance status',
    },
    values: { partial: (text: string) => `${text} – no whole date, please enter it by hand` },

    window: {
      title: 'Take over customer data',
      who: 'Who is this?',
      number: (number: string) => `No. ${number}`,
      why: {
        kvnr: 'same KVNR',
        nameAndBirth: 'same name and date of birth',
        nameAndAddress: 'same name and address',
      },
      as: { customer: 'Create as customer', walkIn: 'Create as walk-in customer' },
      comparison: 'Card and database',
      field: 'Entry',
      card: 'on the card',
      stored: 'in the database',
      state: 'Comparison',
      states: { equal: 'equal', differs: 'differs', missing: 'missing' },
      nothingStored: '–',
      take: 'take over',
      takeField: (field: string) => `Take over ${field}`,
      takeAll: 'Take over all',
      allNew: 'Everything on the card is taken over.',
      offline:
        'Nobody here has this insured number, and other branches cannot be asked right now: the customer may exist there already.',
      readOnly: 'This customer is blocked and can only be read: nothing is taken over from the card.',
      printConsent: 'Print declaration of consent',
      save: 'Save & close - F12',
      again: 'Read card - F6',
      cancel: 'Cancel',
      readingGone:
        'The card was read too long ago, nothing was saved. Please insert the card again or press F6, then F12 again; your choice stays.',
      customerGone: 'This customer no longer exists, nothing was saved. Please choose another one or create a new one.',
      changedSince:
        'This customer was changed meanwhile, nothing was saved yet. The comparison is new now: please check it and press F12 again.',
      changedNoCard:
        'This customer was changed meanwhile, nothing was saved. For a new comparison please insert the card and press F6; your choice stays.',
      invalid: (problems: string) => `This cannot be saved: ${problems}`,
      invalidNext: 'Please do not take this over, and enter it in the customer by hand.',
      readAgain: 'The card was read anew. Please check the comparison, then press F12.',
      otherCard: 'There is another card in the reader. It appears as soon as this window is closed.',
    },

    unknown: {
      title: 'Unknown card',
      text: (number: string) => `The card ${number} belongs to nobody here yet. Whom is it assigned to?`,
      search: 'Search customers',
      customers: 'Customers',
      openNew: 'The new customer in the open mask',
      nobody: (typed: string) => `Nobody found for “${typed}”.`,
      assign: 'Assign',
      create: 'Create new customer',
      cancel: 'Cancel',
      chooseFirst: 'Please search for a customer and choose one.',
      laid: (number: string) => `Card ${number} is entered. F1 saves it.`,
      already: (number: string) => `The card ${number} is here already.`,
      notLaid: (number: string) => `The card ${number} is not assigned yet.`,
    },

    differs: {
      symbol: (fields: string) => `≠ Card data differ: ${fields}`,
      more: (count: number) => `${count} more`,
    },

    status: {
      title: 'Card readers',
      line: {
        ready: 'Card reader ready',
        card: 'Card inserted',
        reading: 'Reading card',
        silent: 'Card does not answer',
        busy: 'Card reader busy',
        stopped: 'Card readers: service stopped',
      },
      service: {
        starting: 'The service for card readers is starting.',
        running: 'The service for card readers is running.',
        stopped:
          'The service for card readers is not running. Without a reader that is all right. If one is connected: please start the service “Smart Card” (Linux: pcscd); Tresen notices by itself.',
        noLibrary:
          'The library for card readers (PC/SC) is missing on this computer. Please have it installed (Linux: package libpcsclite1).',
      },
      readers: {
        empty: 'empty',
        reading: 'reading',
        card: 'card inserted',
        silent: 'the card does not answer: please insert it chip first',
        busy: 'another program is using it',
      },
      none: 'No card reader is connected.',
      automatic: 'Read cards automatically',
      automaticMeans: 'Counts at this workstation. Off: an inserted card is read with F6 only.',
      close: 'Close',
    },
  },
);
