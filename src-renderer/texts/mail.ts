// Texts of page 'E-Mail-Versand', and what a failure of sending means wherever a mail is sent.
import type { MailTrouble } from '../../src-shared/mail/rules.ts';
import { texts } from './catalogue.ts';

export const mailTexts = texts(
  {
    title: 'E-Mail-Versand',
    words: 'Mail SMTP Postausgang Postausgangsserver Absender Einladung Port STARTTLS TLS Kennwort',
    lead: 'Über dieses Postfach verschickt der Filialserver Einladungen zur Kunden-App. Ihr E-Mail-Anbieter nennt Ihnen die Angaben.',
    state: {
      title: 'Stand',
      none: 'Noch nicht eingerichtet. Solange lassen sich Kunden nicht per E-Mail einladen.',
      noServer:
        'E-Mails verschickt der Filialserver, und dieser Arbeitsplatz gehört zu keinem. Richten Sie ihn auf der Seite „Filialserver“ ein.',
      offline:
        'Der Filialserver ist zurzeit nicht erreichbar. Die Angaben liegen dort; sobald unten „Verbunden“ steht, lassen sie sich lesen und ändern (Neuladen - F5).',
      byServer: (sender: string) =>
        `Vom Betreiber des Filialservers für alle eingerichtet. Absender ist ${sender}; hier gibt es nichts einzustellen.`,
      untried: 'Eingerichtet, aber noch nicht erprobt. Senden Sie eine Test-E-Mail.',
      works: (since: string, last: string) => `Funktioniert seit ${since}. Zuletzt gesendet: ${last}.`,
      failed: (when: string) => `Fehlgeschlagen am ${when}.`,
    },
    server: 'Postausgangsserver',
    host: 'Server',
    hostMeans: 'Zum Beispiel smtp.ihr-anbieter.de.',
    security: 'Verschlüsselung',
    securities: {
      starttls: 'STARTTLS (meist Port 587)',
      tls: 'TLS (meist Port 465)',
      none: 'keine – nur auf dem Server selbst',
    },
    securityMeans:
      'Ohne Verschlüsselung geht keine E-Mail aus dem Haus. „Keine“ gibt es nur für ein Mailprogramm auf demselben Rechner wie der Filialserver.',
    port: 'Port',
    portMeans: 'Wie der Anbieter ihn nennt.',
    user: 'Benutzername',
    userMeans: 'Meist die E-Mail-Adresse. Leer, wenn der Server keine Anmeldung verlangt.',
    password: 'Kennwort',
    passwordMeans:
      'Liegt verschlüsselt auf dem Filialserver und wird nie wieder angezeigt. Manche Anbieter verlangen ein eigenes „App-Passwort“.',
    passwordKept: 'gespeichert – leer lassen, um es zu behalten',
    sender: 'Absender',
    senderName: 'Name',
    senderNameMeans: 'Steht im Postfach der Kunden. Leer: der Name der Filiale, die einlädt.',
    senderAddress: 'E-Mail-Adresse',
    senderAddressMeans:
      'Muss zum Postfach gehören. Antworten der Kunden gehen an die E-Mail-Adresse der Filiale, wenn dort eine eingetragen ist.',
    problems: {
      missing: 'Bitte ausfüllen.',
      notAHost: 'Das ist kein Servername.',
      outOfRange: 'Bitte 1 bis 65535.',
      onlyThisComputer: 'Ohne Verschlüsselung nur an „localhost“.',
      tooLong: 'Das ist zu lang.',
      notAnEmail: 'Das ist keine E-Mail-Adresse.',
    },
    saveTitle: 'E-Mail-Versand speichern',
    saveButton: 'Speichern',
    passwordNeeded:
      'Server, Anmeldung oder Verschlüsselung haben sich geändert. Bitte geben Sie das Kennwort dazu neu ein: Das gespeicherte geht an keinen anderen Server.',
    setByServer: 'Der Betreiber des Filialservers hat den Versand inzwischen für alle eingerichtet.',
    test: 'Test-E-Mail senden …',
    testTitle: 'Test-E-Mail senden',
    testTo: 'An',
    testButton: 'Senden',
    testSaveFirst: 'Bitte speichern Sie zuerst mit F1: Geprüft wird, was gespeichert ist.',
    testSent: (to: string) => `Test-E-Mail an ${to} übergeben. Bitte sehen Sie im Postfach nach, auch im Spam-Ordner.`,
    badAddress: 'Das ist keine E-Mail-Adresse.',
    remove: 'Versand abschalten …',
    removeTitle: 'E-Mail-Versand abschalten?',
    removeText:
      'Die Angaben und das Kennwort werden auf dem Filialserver gelöscht. Einladungen sind dann nicht möglich.',
    removeButton: 'Abschalten',
    removed: 'Der E-Mail-Versand ist abgeschaltet.',
    troubles: {
      notSetUp:
        'Der E-Mail-Versand ist nicht eingerichtet. Ein Administrator richtet ihn unter „Filialverwaltung“ → „E-Mail-Versand“ ein.',
      hostUnknown: 'Den eingetragenen Postausgangsserver gibt es nicht. Bitte die Schreibweise prüfen.',
      noAnswer:
        'Der Postausgangsserver antwortet nicht. Bitte Servername, Port und die Internetverbindung des Filialservers prüfen.',
      noEncryption:
        'Der Postausgangsserver verschlüsselt an diesem Port nicht so wie eingestellt. Zu Port 587 gehört STARTTLS, zu Port 465 TLS.',
      badCertificate:
        'Das Zertifikat des Postausgangsservers ist ungültig oder gehört zu einem anderen Namen. Bitte den Servernamen so eintragen, wie der Anbieter ihn nennt.',
      loginRefused:
        'Der Postausgangsserver lehnt die Anmeldung ab. Bitte Benutzername und Kennwort prüfen; manche Anbieter verlangen ein „App-Passwort“.',
      senderRefused:
        'Der Postausgangsserver lehnt den Absender ab. Bitte eine E-Mail-Adresse eintragen, die zu diesem Postfach gehört.',
      recipientRefused: 'Der Postausgangsserver nimmt diese Empfängeradresse nicht an. Bitte die Adresse prüfen.',
      later: 'Der Postausgangsserver nimmt die E-Mail gerade nicht an. Bitte in einigen Minuten noch einmal senden.',
      refused: 'Der Postausgangsserver hat die E-Mail abgelehnt. Bitte beim Anbieter des Postfachs nachfragen.',
    } satisfies Record<MailTrouble, string>,
  },
  {
    title: 'E-mail sending',
    words: 'Mail SMTP outgoing server sender invitation port STARTTLS TLS password',
    lead: 'The branch server sends invitations to the customer app through this mailbox. Your e-mail provider tells you what to enter.',
    state: {
      title: 'State',
      none: 'Not set up yet. Until then customers cannot be invited by e-mail.',
      noServer:
        'E-mails are sent by the branch server, and this workstation belongs to none. Set it up on page “Branch server”.',
      offline:
        'The branch server cannot be reached at the moment. What was entered lies there; as soon as “Connected” stands below, it can be read and changed (Reload - F5).',
      byServer: (sender: string) =>
        `Set up for everybody by whoever runs the branch server. The sender is ${sender}; there is nothing to set here.`,
      untried: 'Set up, but not tried yet. Send a test e-mail.',
      works: (since: string, last: string) => `Works since ${since}. Last sent: ${last}.`,
      failed: (when: string) => `Failed on ${when}.`,
    },
    server: 'Outgoing mail server',
    host: 'Server',
    hostMeans: 'For example smtp.your-provider.com.',
    security: 'Encryption',
    securities: {
      starttls: 'STARTTLS (usually port 587)',
      tls: 'TLS (usually port 465)',
      none: 'none – only on the server itself',
    },
    securityMeans:
      'No e-mail leaves the house unencrypted. “None” is only for a mail program on the same computer as the branch server.',
    port: 'Port',
    portMeans: 'As the provider says.',
    user: 'User name',
    userMeans: 'Usually the e-mail address. Empty where the server asks for no login.',
    password: 'Password',
    passwordMeans:
      'Lies encrypted on the branch server and is never shown again. Some providers ask for an “app password” of its own.',
    passwordKept: 'saved – leave empty to keep it',
    sender: 'Sender',
    senderName: 'Name',
    senderNameMeans: 'Stands in the customers’ mailbox. Empty: the name of the branch that invites.',
    senderAddress: 'E-mail address',
    senderAddressMeans:
      'Must belong to the mailbox. Customers’ answers go to the branch’s e-mail address where one is entered.',
    problems: {
      missing: 'Please fill in.',
      notAHost: 'This is no server name.',
      outOfRange: 'Please 1 to 65535.',
      onlyThisComputer: 'Without encryption to “localhost” only.',
      tooLong: 'This is too long.',
      notAnEmail: 'This is no e-mail address.',
    },
    saveTitle: 'Save e-mail sending',
    saveButton: 'Save',
    passwordNeeded:
      'Server, login or encryption have changed. Please enter the password for it again: the saved one goes to no other server.',
    setByServer: 'Whoever runs the branch server has set this up for everybody meanwhile.',
    test: 'Send test e-mail …',
    testTitle: 'Send test e-mail',
    testTo: 'To',
    testButton: 'Send',
    testSaveFirst: 'Please save with F1 first: what is saved is what is tried.',
    testSent: (to: string) => `Test e-mail to ${to} handed in. Please look into the mailbox, the spam folder too.`,
    badAddress: 'This is no e-mail address.',
    remove: 'Switch off sending …',
    removeTitle: 'Switch off e-mail sending?',
    removeText: 'Entries and password are deleted on the branch server. Invitations are not possible then.',
    removeButton: 'Switch off',
    removed: 'E-mail sending is switched off.',
    troubles: {
      notSetUp:
        'E-mail sending is not set up. An administrator sets it up under “Branch administration” → “E-mail sending”.',
      hostUnknown: 'There is no such outgoing mail server. Please check the spelling.',
      noAnswer:
        'The outgoing mail server does not answer. Please check its name, the port and the branch server’s internet connection.',
      noEncryption:
        'The outgoing mail server does not encrypt at this port as set. STARTTLS belongs to port 587, TLS to port 465.',
      badCertificate:
        'The certificate of the outgoing mail server is invalid or belongs to another name. Please enter the server’s name as the provider says it.',
      loginRefused:
        'The outgoing mail server refuses the login. Please check user name and password; some providers ask for an “app password”.',
      senderRefused:
        'The outgoing mail server refuses the sender. Please enter an e-mail address that belongs to this mailbox.',
      recipientRefused: 'The outgoing mail server does not take this recipient. Please check the address.',
      later: 'The outgoing mail server does not take the e-mail at the moment. Please send again in a few minutes.',
      refused: 'The outgoing mail server has refused the e-mail. Please ask the mailbox’s provider.',
    },
  },
);
