// Texts of page 'Filialserver': how it stands, reaching it from customers' phones, further workstations, moving.
import type { ReachResult } from '../../src-shared/own-server/contract.ts';
import { texts } from './catalogue.ts';

export const ownServerTexts = texts(
  {
    title: 'Filialserver',
    words:
      'Server Adresse Verbindung Internet Telefon Handy öffentliche Adresse Reverse-Proxy Zertifikat Umzug Einrichtungscode zentral Infobereich',
    lead: 'Der Filialserver verbindet die Arbeitsplätze und die Kunden-App. Bei einem einzelnen PC läuft er auf diesem PC mit.',
    state: {
      title: 'Stand',
      where: 'Server',
      kinds: {
        none: 'noch keiner',
        own: 'eigener Server auf diesem PC',
        central: 'zentraler Server',
      },
      whereMeans:
        'Ein eigener Server startet und endet mit Tresen. Fällt er aus, wird er von selbst neu gestartet; gearbeitet werden kann immer.',
      runs: { starting: 'wird gestartet …', failed: 'ausgefallen, wird neu gestartet …' },
      address: 'Adresse',
      addressMeans: {
        none: '',
        own: 'Nur von diesem PC aus erreichbar. An diese Adresse leitet ein Reverse-Proxy auf diesem PC weiter.',
        central: 'Unter dieser Adresse spricht dieser Arbeitsplatz mit dem Server.',
      },
      connection: 'Verbindung',
      since: (state: string, when: string) => `${state}, seit ${when}`,
      confirmed: 'Zuletzt bestätigt',
      confirmedMeans: 'Wann der Server zuletzt etwas bestätigt hat, das hier gespeichert wurde.',
      never: 'noch nichts',
      holds: 'Bestand',
      holdsText: (customers: string, workstations: number) =>
        `${customers} Kunden, ${workstations === 1 ? 'ein Arbeitsplatz' : `${workstations} Arbeitsplätze`}`,
      holdsMeans: 'So viele kennt dieser PC.',
    },
    reach: {
      title: 'Kunden-App im Internet',
      notYet: 'Die App ist von außen noch nicht erreichbar. Kunden können sich nicht verbinden.',
      unknown:
        'Ob Kunden die App unter der eingetragenen Adresse erreichen, ist noch nicht geprüft. Bis dahin gilt: von außen nicht erreichbar.',
      good: (address: string, when: string) =>
        `Die App ist unter ${address} erreichbar: Dort antwortet dieser Server mit gültigem Zertifikat (geprüft am ${when}).`,
      checkedAt: (when: string) => `Geprüft am ${when}.`,
      steps: 'So wird sie erreichbar',
      ownSteps: [
        'Eine Adresse im Internet besorgen, zum Beispiel app.ihre-apotheke.de, die auf Ihren Internetanschluss zeigt. Das macht Ihr Anbieter oder Ihr IT-Betreuer.',
        'Im Router die Ports 80 und 443 an diesen PC weiterleiten.',
        'Auf diesem PC einen Reverse-Proxy mit Zertifikat einrichten (zum Beispiel Caddy), der alles an die oben genannte Adresse des Servers weitergibt, auch WebSockets.',
        'Die Adresse unten eintragen, mit F1 speichern und prüfen.',
      ],
      orCentral:
        'Einfacher ist ein zentraler Server im Rechenzentrum: Dann braucht dieser PC weder Adresse noch offene Ports, und die App läuft auch, wenn er aus ist. Siehe „Umzug auf einen zentralen Server“.',
      centralSteps: [
        'Der Betreuer des zentralen Servers nennt Ihnen die Adresse, unter der er von außen erreichbar ist.',
        'Die Adresse unten eintragen, mit F1 speichern und prüfen.',
      ],
      address: 'Öffentliche Adresse der App',
      addressMeans: 'Zum Beispiel https://app.ihre-apotheke.de. Sie steht im QR-Code der Anmeldung. Nur https.',
      check: 'Adresse prüfen',
      checking: 'Wird geprüft …',
      checkMeans:
        'Dieser PC ruft die Adresse auf wie ein Telefon und sieht nach, ob dort Ihr Server antwortet. Manche Router lassen das von innen nicht zu; dann zeigt ein Telefon ohne WLAN, ob es geht.',
      saveFirst: 'Die Adresse ist geändert. Bitte erst mit F1 speichern.',
      noAddress: 'Es ist noch keine Adresse eingetragen.',
      noServer: 'Ihr Filialserver antwortet gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal.',
      results: {
        ours: 'Dort antwortet Ihr Filialserver.',
        foreign: 'Dort antwortet ein anderer Filialserver, nicht Ihrer. Bitte prüfen Sie, wohin die Adresse zeigt.',
        notTresen:
          'Dort antwortet etwas anderes, kein Filialserver. Leitet der Reverse-Proxy an die richtige Adresse weiter?',
        noName: 'Diesen Namen gibt es im Internet nicht (noch nicht). Neue Namen brauchen bis zu einem Tag.',
        refused: 'Dort wird keine Verbindung angenommen. Läuft der Reverse-Proxy, und ist Port 443 weitergeleitet?',
        silent: 'Von dort kommt keine Antwort. Ist Port 443 im Router weitergeleitet?',
        certificate:
          'Das Zertifikat ist nicht gültig: abgelaufen, für einen anderen Namen oder selbst ausgestellt. Telefone verbinden sich so nicht.',
        failed: 'Die Adresse ließ sich nicht abrufen. Ist dieser PC im Internet?',
      } satisfies Record<ReachResult, string>,
    },
    more: {
      title: 'Weitere Arbeitsplätze',
      own: 'Der eigene Server nimmt nur diesen PC an. Für weitere PCs, auch im selben Raum, brauchen Sie den zentralen Server: Er kann auf einem Rechner im Laden oder im Rechenzentrum laufen, und alle Daten ziehen mit um.',
      central:
        'Weitere PCs kommen unter „Arbeitsplätze“ dazu: Dort entsteht der Aktivierungscode, mit dem sich ein PC beim ersten Start verbindet.',
    },
    keep: {
      title: 'Fenster schließen',
      label: 'Server weiterlaufen lassen, wenn das Fenster geschlossen wird',
      means:
        'An: Tresen bleibt im Infobereich neben der Uhr, die App der Kunden funktioniert weiter. Aus: Mit dem Fenster endet auch der Server. Ist der PC aus, läuft er nie.',
    },
    move: {
      title: 'Umzug auf einen zentralen Server',
      lead: 'Alle Kunden, Einwilligungen, Dokumente und das ganze Änderungsprotokoll gehen mit. Während des Umzugs können Sie weiterarbeiten; am Ende melden Sie sich einmal neu an.',
      before: [
        'Sichern Sie vorher („Sicherung“ → „Jetzt sichern“).',
        'Der Betreuer startet den zentralen Server; er ist leer und zeigt einen Einrichtungscode an.',
        'Zieht auch die öffentliche Adresse der App um, bleiben QR-Codes und Kennwörter gültig. Verbundene Telefone müssen sich einmal neu verbinden.',
      ],
      address: 'Adresse des zentralen Servers',
      addressMeans: 'Zum Beispiel server.ihre-apotheke.de',
      code: 'Einrichtungscode',
      codeMeans: '16 Zeichen, angezeigt beim ersten Start des zentralen Servers',
      begin: 'Umzug beginnen',
      beginning: 'Wird begonnen …',
      progress: (done: string, total: string) => `Umzug läuft: ${done} von ${total} Einträgen`,
      refilling: (done: string, total: string) => `Der eigene Server wird neu gefüllt: ${done} von ${total} Einträgen`,
      finishing: 'Fast fertig: Der Server zählt nach.',
      paused: 'Der Umzug ist angehalten. Bis er fertig ist, arbeitet dieser PC mit seinem bisherigen Server.',
      pause: 'Umzug anhalten',
      resume: 'Umzug fortsetzen',
      troubles: {
        offline: 'Der zentrale Server ist gerade nicht erreichbar; es geht von selbst weiter.',
        serverTrouble: 'Der zentrale Server kann gerade nichts annehmen; es geht von selbst weiter.',
        refused:
          'Der zentrale Server nimmt nicht alles an. Hier geht nichts verloren. Bitte nennen Sie dem Support das Protokoll (Hilfe).',
      },
      problems: {
        missing: 'Bitte ausfüllen.',
        notAnAddress: 'Das ist keine Adresse. Beispiel: server.ihre-apotheke.de',
        notHttps: 'Bitte eine Adresse mit https://; ohne Verschlüsselung gingen Kundendaten offen durchs Netz.',
        unreachable: 'Unter dieser Adresse antwortet kein Filialserver.',
        code: 'Der Einrichtungscode stimmt nicht oder ist schon verwendet.',
        notFounder:
          'Das ist ein Aktivierungscode für einen weiteren Arbeitsplatz. Gebraucht wird der Einrichtungscode.',
        protocol: 'Der zentrale Server hat eine andere Version. Bitte bringen Sie beide auf denselben Stand.',
        tooMany: (seconds: number) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
        notNow: 'Ein Umzug läuft schon, oder dieser PC gehört bereits zu einem zentralen Server.',
      },
    },
  },
  {
    title: 'Branch server',
    words:
      'server address connection internet phone public address reverse proxy certificate move setup code central tray',
    lead: 'The branch server connects the workstations and the customer app. With a single PC it runs on this PC.',
    state: {
      title: 'State',
      where: 'Server',
      kinds: { none: 'none yet', own: 'own server on this PC', central: 'central server' },
      whereMeans:
        'An own server starts and ends with Tresen. If it fails it is restarted by itself; you can always go on working.',
      runs: { starting: 'starting …', failed: 'failed, being restarted …' },
      address: 'Address',
      addressMeans: {
        none: '',
        own: 'Reachable from this PC only. A reverse proxy on this PC forwards to this address.',
        central: 'This workstation speaks to the server under this address.',
      },
      connection: 'Connection',
      since: (state: string, when: string) => `${state}, since ${when}`,
      confirmed: 'Last confirmed',
      confirmedMeans: 'When the server last confirmed something that was saved here.',
      never: 'nothing yet',
      holds: 'Holds',
      holdsText: (customers: string, workstations: number) =>
        `${customers} customers, ${workstations === 1 ? 'one workstation' : `${workstations} workstations`}`,
      holdsMeans: 'As many as this PC knows.',
    },
    reach: {
      title: 'Customer app on the internet',
      notYet: 'The app cannot be reached from outside yet. Customers cannot connect.',
      unknown:
        'Whether customers reach the app at the address entered has not been checked yet. Until then it counts as not reachable from outside.',
      good: (address: string, when: string) =>
        `The app can be reached at ${address}: this server answers there with a valid certificate (checked on ${when}).`,
      checkedAt: (when: string) => `Checked on ${when}.`,
      steps: 'How to make it reachable',
      ownSteps: [
        'Get an address on the internet, for example app.your-pharmacy.com, that points to your internet connection. Your provider or your IT support does that.',
        'Forward ports 80 and 443 in the router to this PC.',
        'Set up a reverse proxy with a certificate on this PC (for example Caddy) that passes everything on to the server’s address named above, WebSockets too.',
        'Enter the address below, save with F1 and check it.',
      ],
      orCentral:
        'A central server in a data centre is simpler: this PC then needs no address and no open ports, and the app works even when it is off. See “Moving to a central server”.',
      centralSteps: [
        'Whoever runs the central server tells you the address under which it can be reached from outside.',
        'Enter the address below, save with F1 and check it.',
      ],
      address: 'Public address of the app',
      addressMeans: 'For example https://app.your-pharmacy.com. It is part of the QR code for connecting. Only https.',
      check: 'Check the address',
      checking: 'Checking …',
      checkMeans:
        'This PC calls the address as a phone would and looks whether your server answers there. Some routers do not allow that from inside; a phone without Wi-Fi then shows whether it works.',
      saveFirst: 'The address was changed. Please save with F1 first.',
      noAddress: 'No address has been entered yet.',
      noServer: 'Your branch server does not answer at the moment. Please try again in a minute.',
      results: {
        ours: 'Your branch server answers there.',
        foreign: 'Another branch server answers there, not yours. Please check where the address points to.',
        notTresen:
          'Something else answers there, no branch server. Does the reverse proxy forward to the right address?',
        noName: 'This name does not exist on the internet (yet). New names take up to a day.',
        refused: 'No connection is accepted there. Is the reverse proxy running, and is port 443 forwarded?',
        silent: 'No answer comes from there. Is port 443 forwarded in the router?',
        certificate:
          'The certificate is not valid: expired, for another name, or self-signed. Phones do not connect like that.',
        failed: 'The address could not be called. Is this PC on the internet?',
      } satisfies Record<ReachResult, string>,
    },
    more: {
      title: 'Further workstations',
      own: 'The own server takes this PC only. For further PCs, in the same room too, you need the central server: it can run on a computer in the shop or in a data centre, and all data move along.',
      central:
        'Further PCs are added under “Workstations”: that is where the activation code is made with which a PC connects at its first start.',
    },
    keep: {
      title: 'Closing the window',
      label: 'Let the server go on when the window is closed',
      means:
        'On: Tresen stays in the notification area beside the clock, the customers’ app goes on working. Off: the server ends with the window. When the PC is off it never runs.',
    },
    move: {
      title: 'Moving to a central server',
      lead: 'All customers, consents, documents and the whole change log move along. You can go on working meanwhile; at the end you sign in once more.',
      before: [
        'Make a backup first (“Backup” → “Back up now”).',
        'Whoever runs the central server starts it; it is empty and shows a setup code.',
        'If the public address of the app moves too, QR codes and passwords stay valid. Connected phones have to connect once more.',
      ],
      address: 'Address of the central server',
      addressMeans: 'For example server.your-pharmacy.com',
      code: 'Setup code',
      codeMeans: '16 characters, shown at the first start of the central server',
      begin: 'Begin the move',
      beginning: 'Beginning …',
      progress: (done: string, total: string) => `Moving: ${done} of ${total} entries`,
      refilling: (done: string, total: string) => `The own server is being filled again: ${done} of ${total} entries`,
      finishing: 'Almost done: the server is counting.',
      paused: 'The move is paused. Until it is done this PC works with its present server.',
      pause: 'Pause the move',
      resume: 'Continue the move',
      troubles: {
        offline: 'The central server cannot be reached at the moment; it goes on by itself.',
        serverTrouble: 'The central server cannot take anything at the moment; it goes on by itself.',
        refused:
          'The central server does not take everything. Nothing is lost here. Please give support the log (Help).',
      },
      problems: {
        missing: 'Please fill in.',
        notAnAddress: 'This is no address. Example: server.your-pharmacy.com',
        notHttps: 'Please an address with https://; without encryption customer data would travel in the open.',
        unreachable: 'No branch server answers under this address.',
        code: 'The setup code is wrong or was used already.',
        notFounder: 'This is an activation code for a further workstation. The setup code is needed.',
        protocol: 'The central server has another version. Please bring both to the same.',
        tooMany: (seconds: number) => `Too many tries. Please wait ${seconds} seconds.`,
        notNow: 'A move is under way, or this PC belongs to a central server already.',
      },
    },
  },
);
