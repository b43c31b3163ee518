// Texts of slips: printing one, every way in which that fails, and the slip printers of a workstation.
import type { SlipFailureCode, SlipNote, SlipPrinterProblem } from '../../src-shared/slips/rules.ts';
import { texts } from './catalogue.ts';

type FailureText = (printer: string, where: string) => string;

export const slipTexts = texts(
  {
    printed: (printer: string) => `Bon gedruckt auf „${printer}“.`,
    handedOver: (printer: string) => `Bon an „${printer}“ übergeben.`,
    notes: {
      nearEnd: 'Das Papier geht zu Ende: Bitte bald eine neue Rolle einlegen.',
      paperOut: 'Das Papier ist jetzt zu Ende: Bitte eine neue Rolle einlegen.',
    } satisfies Record<SlipNote, string>,
    loginCode: {
      entry: 'Anmeldecode (Bon)',
      question: (printer: string) => `Möchten Sie den Bon mit dem Anmeldecode auf „${printer}“ drucken?`,
      printerGone: 'Diesen Bondrucker gibt es nicht mehr. Ein Administrator richtet ihn unter „Geräte“ ein.',
    },
    dialog: {
      working: 'Bon wird gedruckt',
      workingText: (printer: string) => `„${printer}“ druckt …`,
      failed: 'Bon nicht gedruckt',
      again: 'Erneut drucken',
      asPdf: 'Als PDF',
      asPdfMeans: '„Als PDF“ zeigt denselben Anmeldecode als Formular, zum Drucken auf Blatt oder zum Speichern.',
      cancel: 'Abbrechen',
    },
    mayBeOut: 'Ein Teil des Bons kann schon gedruckt sein: Bitte am Drucker nachsehen und ihn vernichten.',
    failure: {
      SLIP_UNREACHABLE: (printer: string, where: string) =>
        `Der Bondrucker „${printer}“ (${where}) ist nicht erreichbar. Bitte prüfen Sie, ob er eingeschaltet und mit dem Netz verbunden ist.`,
      SLIP_UNKNOWN_HOST: (printer: string, where: string) =>
        `Im Netz gibt es den Namen „${where}“ des Bondruckers „${printer}“ nicht. Ein Administrator berichtigt ihn unter „Geräte“.`,
      SLIP_SILENT: (printer: string, where: string) =>
        `Der Bondrucker „${printer}“ (${where}) antwortet nicht. Bitte schalten Sie ihn aus und wieder ein.`,
      SLIP_HUNG_UP: (printer: string, where: string) =>
        `Der Bondrucker „${printer}“ (${where}) hat die Verbindung gleich wieder getrennt. Vielleicht druckt gerade ein anderer Arbeitsplatz: Bitte versuchen Sie es noch einmal.`,
      SLIP_PAPER_OUT: (printer: string) => `Papier leer: Bitte legen Sie in „${printer}“ eine neue Rolle ein.`,
      SLIP_COVER_OPEN: (printer: string) => `Deckel offen: Bitte schließen Sie den Deckel von „${printer}“.`,
      SLIP_FAULT: (printer: string) =>
        `Der Bondrucker „${printer}“ meldet eine Störung. Bitte sehen Sie nach Messer und Papier, und schalten Sie ihn aus und wieder ein.`,
      SLIP_OFFLINE: (printer: string) =>
        `Der Bondrucker „${printer}“ ist nicht bereit. Bitte drücken Sie seine Taste, oder schalten Sie ihn aus und wieder ein.`,
      SLIP_BROKEN_OFF: (printer: string) =>
        `Die Verbindung zum Bondrucker „${printer}“ ist während des Drucks abgebrochen.`,
      SLIP_CANCELLED: (printer: string) => `Der Bon auf „${printer}“ wurde abgebrochen.`,
    } satisfies Record<SlipFailureCode, FailureText>,
    state: {
      ready: 'bereit',
      unknown: 'erreichbar, meldet keinen Zustand',
      asking: 'wird gefragt …',
      queueProblem: 'druckt zurzeit nicht',
      notes: { nearEnd: 'bereit, Papier geht zu Ende', paperOut: 'Papier leer' } satisfies Record<SlipNote, string>,
      failure: {
        SLIP_UNREACHABLE: 'nicht erreichbar',
        SLIP_UNKNOWN_HOST: 'Name nicht gefunden',
        SLIP_SILENT: 'antwortet nicht',
        SLIP_HUNG_UP: 'trennt die Verbindung',
        SLIP_PAPER_OUT: 'Papier leer',
        SLIP_COVER_OPEN: 'Deckel offen',
        SLIP_FAULT: 'Störung',
        SLIP_OFFLINE: 'nicht bereit',
        SLIP_BROKEN_OFF: 'trennt die Verbindung',
        SLIP_CANCELLED: 'nicht gefragt',
      } satisfies Record<SlipFailureCode, string>,
    },
    printers: {
      title: 'Bondrucker',
      lead: 'Drucken den Anmeldecode als Bon: nach „Speichern - F1“, wenn das beim Drucker so eingestellt ist, sonst mit „Drucken - F9“. Das Passwort steht nie auf einem Bon.',
      none: 'An diesem Arbeitsplatz ist kein Bondrucker eingerichtet.',
      heads: { name: 'Name', way: 'Anschluss', paper: 'Zeichen je Zeile', loginCode: 'Anmeldecode', state: 'Zustand' },
      here: 'als Bon',
      asLetter: '–',
      queueGone: 'Drucker des Computers (zurzeit nicht da)',
      add: 'Bondrucker hinzufügen …',
      edit: 'Ändern …',
      test: 'Testbon drucken',
      remove: 'Entfernen',
      named: (action: string, printer: string) => `${action}: ${printer}`,
      removal: {
        title: 'Bondrucker entfernen',
        text: (printer: string) =>
          `„${printer}“ aus diesem Arbeitsplatz entfernen? Der Drucker selbst bleibt, wie er ist.`,
        yes: 'Entfernen',
        no: 'Abbrechen',
      },
      tooMany: (most: number) =>
        `Mehr als ${most} Bondrucker hat ein Arbeitsplatz nicht. Bitte entfernen Sie zuerst einen.`,
      gone: 'Diesen Bondrucker gibt es nicht mehr.',
    },
    editor: {
      addTitle: 'Bondrucker hinzufügen',
      editTitle: (printer: string) => `Bondrucker ${printer}`,
      name: 'Name',
      way: 'Anschluss',
      ways: { address: 'Netzwerk (Adresse)', queue: 'Drucker dieses Computers' },
      onlyAddress:
        'Über einen Drucker dieses Computers lassen sich Bons hier noch nicht drucken, nur über eine Netzwerkadresse.',
      address: 'Adresse',
      addressMeans: 'Zum Beispiel 192.168.1.50 oder kasse1.local; ein anderer Port als 9100 dahinter mit Doppelpunkt.',
      asksState: 'Vor und nach dem Druck nach dem Zustand fragen',
      asksStateMeans:
        'Ausschalten, wenn der Drucker darauf nie antwortet: Papierende und offener Deckel bleiben dann unbemerkt.',
      queue: 'Drucker',
      noQueue: '– bitte wählen –',
      queueMeans: 'Der Drucker muss die Bytes unverändert bekommen (Treiber „Raw“).',
      codePage: 'Zeichensatz',
      codePages: { PC858_EURO: 'PC858 (üblich)', WPC1252: 'Windows-1252', ISO8859_15: 'ISO 8859-15' },
      codePageMeans: 'Stehen auf dem Testbon falsche Umlaute oder kein Euro, nehmen Sie einen anderen.',
      columns: 'Zeichen je Zeile',
      columnChoices: { 48: '48 (80 mm)', 42: '42 (80 mm)', 32: '32 (58 mm)' },
      printsLoginCode: 'Anmeldecode hier als Bon drucken, nicht als Brief',
      save: 'Speichern',
      cancel: 'Abbrechen',
      problems: {
        missing: 'Bitte ausfüllen.',
        tooLong: 'Der Name ist zu lang.',
        nameTaken: 'So heißt schon ein Bondrucker. Bitte unterscheidbar machen.',
        notAnAddress: 'Das ist keine Adresse. Bitte zum Beispiel 192.168.1.50 eingeben.',
        badPort: 'Der Port hinter dem Doppelpunkt muss eine Zahl von 1 bis 65535 sein.',
      } satisfies Record<SlipPrinterProblem['problem'], string>,
    },
  },
  {
    printed: (printer: string) => `Slip printed on “${printer}”.`,
    handedOver: (printer: string) => `Slip handed to “${printer}”.`,
    notes: {
      nearEnd: 'The paper is running out: please put in a new roll soon.',
      paperOut: 'The paper has now run out: please put in a new roll.',
    },
    loginCode: {
      entry: 'Login code (slip)',
      question: (printer: string) => `Do you want to print the slip with the login code on “${printer}”?`,
      printerGone: 'This slip printer no longer exists. An administrator sets it up under “Devices”.',
    },
    dialog: {
      working: 'Printing the slip',
      workingText: (printer: string) => `“${printer}” is printing …`,
      failed: 'Slip not printed',
      again: 'Print again',
      asPdf: 'As PDF',
      asPdfMeans: '“As PDF” shows the same login code as a form, to be printed on a sheet or kept.',
      cancel: 'Cancel',
    },
    mayBeOut: 'Part of the slip may have been printed: please look at the printer and destroy it.',
    failure: {
      SLIP_UNREACHABLE: (printer: string, where: string) =>
        `The slip printer “${printer}” (${where}) cannot be reached. Please check that it is on and connected to the network.`,
      SLIP_UNKNOWN_HOST: (printer: string, where: string) =>
        `The network knows no name “${where}” of the slip printer “${printer}”. An administrator corrects it under “Devices”.`,
      SLIP_SILENT: (printer: string, where: string) =>
        `The slip printer “${printer}” (${where}) does not answer. Please switch it off and on again.`,
      SLIP_HUNG_UP: (printer: string, where: string) =>
        `The slip printer “${printer}” (${where}) has ended the connection at once. Another workstation may be printing: please try again.`,
      SLIP_PAPER_OUT: (printer: string) => `Out of paper: please put a new roll into “${printer}”.`,
      SLIP_COVER_OPEN: (printer: string) => `Cover open: please close the cover of “${printer}”.`,
      SLIP_FAULT: (printer: string) =>
        `The slip printer “${printer}” reports a fault. Please look at its knife and paper, and switch it off and on again.`,
      SLIP_OFFLINE: (printer: string) =>
        `The slip printer “${printer}” is not ready. Please press its button, or switch it off and on again.`,
      SLIP_BROKEN_OFF: (printer: string) => `The connection to the slip printer “${printer}” broke off while printing.`,
      SLIP_CANCELLED: (printer: string) => `The slip on “${printer}” was cancelled.`,
    },
    state: {
      ready: 'ready',
      unknown: 'reachable, does not report its state',
      asking: 'is being asked …',
      queueProblem: 'does not print at present',
      notes: { nearEnd: 'ready, paper runs out', paperOut: 'out of paper' },
      failure: {
        SLIP_UNREACHABLE: 'cannot be reached',
        SLIP_UNKNOWN_HOST: 'name not found',
        SLIP_SILENT: 'does not answer',
        SLIP_HUNG_UP: 'ends the connection',
        SLIP_PAPER_OUT: 'out of paper',
        SLIP_COVER_OPEN: 'cover open',
        SLIP_FAULT: 'fault',
        SLIP_OFFLINE: 'not ready',
        SLIP_BROKEN_OFF: 'ends the connection',
        SLIP_CANCELLED: 'not asked',
      },
    },
    printers: {
      title: 'Slip printers',
      lead: 'They print the login code as a slip: after “Save - F1” where the printer is set so, otherwise with “Print - F9”. The password never stands on a slip.',
      none: 'No slip printer is set up at this workstation.',
      heads: { name: 'Name', way: 'Connection', paper: 'Letters a line', loginCode: 'Login code', state: 'State' },
      here: 'as a slip',
      asLetter: '–',
      queueGone: 'printer of the computer (not there at present)',
      add: 'Add slip printer …',
      edit: 'Change …',
      test: 'Print test slip',
      remove: 'Remove',
      named: (action: string, printer: string) => `${action}: ${printer}`,
      removal: {
        title: 'Remove slip printer',
        text: (printer: string) => `Remove “${printer}” from this workstation? The printer itself stays as it is.`,
        yes: 'Remove',
        no: 'Cancel',
      },
      tooMany: (most: number) => `A workstation has no more than ${most} slip printers. Please remove one first.`,
      gone: 'This slip printer no longer exists.',
    },
    editor: {
      addTitle: 'Add slip printer',
      editTitle: (printer: string) => `Slip printer ${printer}`,
      name: 'Name',
      way: 'Connection',
      ways: { address: 'Network (address)', queue: 'Printer of this computer' },
      onlyAddress:
        'Slips cannot yet be printed through a printer of this computer here, only through a network address.',
      address: 'Address',
      addressMeans: 'For example 192.168.1.50 or kasse1.local; a port other than 9100 behind it with a colon.',
      asksState: 'Ask for its state before and after printing',
      asksStateMeans: 'Switch off where the printer never answers: paper end and an open cover then go unnoticed.',
      queue: 'Printer',
      noQueue: '– please choose –',
      queueMeans: 'The printer must be given the bytes as they are (driver “Raw”).',
      codePage: 'Character set',
      codePages: { PC858_EURO: 'PC858 (usual)', WPC1252: 'Windows-1252', ISO8859_15: 'ISO 8859-15' },
      codePageMeans: 'Where the test slip shows wrong umlauts or no euro sign, take another one.',
      columns: 'Letters a line',
      columnChoices: { 48: '48 (80 mm)', 42: '42 (80 mm)', 32: '32 (58 mm)' },
      printsLoginCode: 'Print the login code here as a slip, not as a letter',
      save: 'Save',
      cancel: 'Cancel',
      problems: {
        missing: 'Please fill in.',
        tooLong: 'The name is too long.',
        nameTaken: 'A slip printer has this name already. Please make them different.',
        notAnAddress: 'This is no address. Please enter one such as 192.168.1.50.',
        badPort: 'The port behind the colon must be a number from 1 to 65535.',
      },
    },
  },
);
