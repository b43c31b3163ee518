// Texts of the pages about a chain: its branches, accounts and workstations, and the PIN that such steps ask for.
import { texts } from './catalogue.ts';

export const chainTexts = texts(
  {
    cancel: 'Abbrechen',
    close: 'Schließen',
    changed: 'Geändert',
    branches: {
      title: 'Filialen',
      lead: 'Alle Filialen der Kette. Neu - F2 legt eine an; wer sie anlegt, ist dort Administrator.',
      branch: 'Filiale',
      town: 'Ort',
      employees: 'Mitarbeiter',
      workstations: 'Arbeitsplätze',
      headquarters: 'Zentrale',
      own: 'diese Filiale',
      add: 'Neue Filiale',
      back: 'Zurück zur Liste',
      remove: 'Filiale entfernen …',
      removeTitle: (name: string) => `${name} entfernen?`,
      removeText:
        'Eine Filiale lässt sich nur entfernen, wenn sie keine Kunden und keine angemeldeten Arbeitsplätze hat. Die Berechtigungen der Mitarbeiter in ihr enden.',
      removeButton: 'Entfernen',
      removed: (name: string) => `${name} wurde entfernt.`,
      inUse: (customers: number, workstations: number) =>
        `Sie wird noch gebraucht: ${customers} Kunden, ${workstations} Arbeitsplätze.`,
      notOwn: 'Das ist die Filiale dieses Arbeitsplatzes. Sie lässt sich nur von einer anderen aus entfernen.',
      notHeadquarters: 'Das ist die Zentrale. Machen Sie zuerst eine andere Filiale zur Zentrale.',
      gone: 'Diese Filiale gibt es nicht mehr.',
      placeTitle: 'Stellung in der Kette',
      isHeadquarters: 'Diese Filiale ist die Zentrale.',
      makeHeadquarters: 'Zentrale der Filialkette',
      headquartersMeans:
        'Genau eine Filiale ist die Zentrale. Wird es diese, ist es die bisherige nicht mehr. Für die Zentrale gelten bei der Kundensuche eigene Einstellungen.',
    },
    accounts: {
      title: 'Benutzerkonten',
      lead: 'Wer was darf, auf einen Blick. Neu - F2 legt einen technischen Benutzer an: ein Programm, das sich nie an einem Tresen anmelden kann.',
      name: 'Name',
      kind: 'Art',
      person: 'Mitarbeiter',
      technical: 'Technischer Benutzer',
      rights: 'Berechtigungen',
      state: 'Zustand',
      active: 'aktiv',
      blocked: 'gesperrt',
      noRights: 'keine',
      more: (count: number) => `und ${count} weitere`,
    },
    licences: {
      used: (used: number, licensed: number | null) =>
        licensed === null ? `Benutzerkonten: ${used}` : `Benutzerkonten: ${used} von ${licensed} belegt`,
      title: 'Weiteres Benutzerkonto',
      taken: (licensed: number) =>
        `${licensed === 1 ? 'Die einzige Lizenz ist' : `Alle ${licensed} Lizenzen sind`} belegt. Ein weiteres Benutzerkonto kann kostenpflichtig sein.`,
      add: { question: 'Trotzdem anlegen?', answer: 'Trotzdem anlegen' },
      unblock: { question: 'Trotzdem entsperren?', answer: 'Trotzdem entsperren' },
    },
    workstations: {
      title: 'Arbeitsplätze',
      lead: 'Alle Arbeitsplätze der Kette. Neu - F2 legt einen an und zeigt den Aktivierungscode für den PC.',
      code: 'Kürzel',
      name: 'Name',
      branch: 'Filiale',
      seen: 'Zuletzt da',
      version: 'Version',
      state: 'Zustand',
      active: 'angemeldet',
      waiting: 'wartet auf Aktivierung',
      unknown: 'nicht bekannt',
      ended: (when: string) => `abgemeldet am ${when}`,
      own: 'dieser Arbeitsplatz',
      noServer:
        'Dieser Arbeitsplatz gehört zu keinem Filialserver. Weitere Arbeitsplätze brauchen einen: er ist ihr gemeinsamer Treffpunkt.',
      offline:
        'Der Filialserver ist zurzeit nicht erreichbar. Anlegen, Aktivieren und Abmelden gehen nur mit ihm; Name und Sperrzeit lassen sich ändern.',
      onlyHere:
        'Der Filialserver läuft auf diesem PC und nimmt nur diesen PC an: Im Netz des Ladens bräuchte er ein Zertifikat, dem jeder PC vertraut. Ein anderer PC kann erst beitreten, wenn das Geschäft auf einen zentralen Filialserver umgezogen ist – der darf auch auf einem Rechner im Laden laufen. Den Umzug macht die Seite „Filialserver“.',
      add: 'Neuer Arbeitsplatz',
      edit: (name: string) => `Arbeitsplatz ${name}`,
      lockMinutes: 'Automatisch sperren nach Minuten',
      save: 'Speichern',
      activate: 'Aktivierungscode …',
      activateTitle: (name: string) => `Aktivierungscode für ${name}`,
      activateText:
        'Der PC, an dem der Code eingegeben wird, nimmt den Platz ein. Ein PC, der ihn bisher hatte, wird dann abgemeldet und behält keine Daten.',
      activateButton: 'Code anzeigen',
      revoke: 'Abmelden …',
      revokeTitle: (name: string) => `${name} abmelden?`,
      revokeText: (seen: string | null) =>
        `Der PC verliert beim nächsten Kontakt alle Daten der Kette, und er lässt sich mit diesem Kürzel nicht wieder anmelden. ${
          seen === null ? 'Er war noch nie da.' : `Zuletzt war er am ${seen} da.`
        } Was er seitdem offline gespeichert hat, geht verloren. Läuft er noch, warten Sie, bis dort „Verbunden“ steht.`,
      revokeButton: 'Abmelden',
      revoked: (name: string) => `${name} wurde abgemeldet.`,
      notOwn:
        'An diesem Arbeitsplatz sitzen Sie gerade. Neu aktivieren und abmelden lässt er sich von einem anderen aus.',
      gone: 'Diesen Arbeitsplatz gibt es nicht mehr.',
      problems: {
        missing: 'Bitte ausfüllen.',
        tooLong: 'Das ist zu lang.',
        outOfRange: (least: number, most: number) => `Bitte ${least} bis ${most} Minuten.`,
      },
    },
    activation: {
      title: (name: string) => `Aktivierungscode für ${name}`,
      how: 'Am neuen PC Tresen starten, „Mit Filialserver verbinden …“ wählen, Adresse und Code eingeben.',
      address: 'Adresse des Filialservers',
      onlyHere:
        'Der Filialserver nimmt nur diesen PC an. Der Code gilt deshalb nur hier; ein anderer PC kann erst nach dem Umzug auf einen zentralen Filialserver beitreten (Seite „Filialserver“).',
      code: 'Aktivierungscode',
      left: (minutes: number, seconds: string) => `Noch ${minutes}:${seconds} Minuten gültig, für einen PC.`,
      over: 'Der Code ist abgelaufen. Bitte erzeugen Sie einen neuen.',
      spelled: 'Zum Vorlesen',
      print: 'Drucken',
      /** DIN 5009:2022. */
      letters: {
        ...{ A: 'Aachen', B: 'Berlin', C: 'Chemnitz', D: 'Düsseldorf', E: 'Essen', F: 'Frankfurt', G: 'Goslar' },
        ...{ H: 'Hamburg', J: 'Jena', K: 'Köln', M: 'München', N: 'Nürnberg', P: 'Potsdam', Q: 'Quickborn' },
        ...{ R: 'Rostock', S: 'Salzwedel', T: 'Tübingen', V: 'Völklingen', W: 'Wuppertal', X: 'Xanten' },
        ...{ Y: 'Ypsilon', Z: 'Zwickau' },
      } as Record<string, string>,
    },
    pin: {
      proofTitle: 'PIN bestätigen',
      proofText:
        'Rechte, Filialen und Einstellungen der Kette ändert nur, wer eben seine PIN eingegeben hat. Danach werden Sie 15 Minuten lang nicht wieder gefragt, bis Sie sperren.',
      proofButton: 'Speichern',
      label: 'Ihre PIN',
      why: 'Der Filialserver fragt dafür nach Ihrer PIN.',
      missing: 'Bitte die PIN eingeben.',
      wrong: 'Die PIN stimmt nicht.',
      wait: (seconds: number) =>
        `Zu viele falsche PINs. Weiter in ${seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`}.`,
      NO_SERVER: 'Dieser Arbeitsplatz gehört zu keinem Filialserver.',
      OFFLINE: 'Der Filialserver ist nicht erreichbar. Versuchen Sie es erneut, sobald unten „Verbunden“ steht.',
      NOT_ALLOWED: 'Der Filialserver kennt Sie in dieser Filiale nicht als Administrator.',
    },
  },
  {
    cancel: 'Cancel',
    close: 'Close',
    changed: 'Changed',
    branches: {
      title: 'Branches',
      lead: 'All branches of the chain. New - F2 makes one; whoever makes it is administrator there.',
      branch: 'Branch',
      town: 'Town',
      employees: 'Employees',
      workstations: 'Workstations',
      headquarters: 'Headquarters',
      own: 'this branch',
      add: 'New branch',
      back: 'Back to the list',
      remove: 'Remove branch …',
      removeTitle: (name: string) => `Remove ${name}?`,
      removeText:
        'A branch can only be removed when it has neither customers nor active workstations. The roles of employees in it end.',
      removeButton: 'Remove',
      removed: (name: string) => `${name} was removed.`,
      inUse: (customers: number, workstations: number) =>
        `It is still needed: ${customers} customers, ${workstations} workstations.`,
      notOwn: 'This is the branch of this workstation. It can only be removed from another one.',
      notHeadquarters: 'This is the headquarters. Make another branch the headquarters first.',
      gone: 'This branch no longer exists.',
      placeTitle: 'Place in the chain',
      isHeadquarters: 'This branch is the headquarters.',
      makeHeadquarters: 'Headquarters of the chain',
      headquartersMeans:
        'Exactly one branch is the headquarters. If this one becomes it, the one before no longer is. The customer search has settings of its own for the headquarters.',
    },
    accounts: {
      title: 'User accounts',
      lead: 'Who may do what, at a glance. New - F2 makes a technical user: a program that can never sign in at a counter.',
      name: 'Name',
      kind: 'Kind',
      person: 'Employee',
      technical: 'Technical user',
      rights: 'Roles',
      state: 'State',
      active: 'active',
      blocked: 'blocked',
      noRights: 'none',
      more: (count: number) => `and ${count} more`,
    },
    licences: {
      used: (used: number, licensed: number | null) =>
        licensed === null ? `User accounts: ${used}` : `User accounts: ${used} of ${licensed} in use`,
      title: 'Further user account',
      taken: (licensed: number) =>
        `${licensed === 1 ? 'The only licence is' : `All ${licensed} licences are`} in use. A further user account may cost extra.`,
      add: { question: 'Create it anyway?', answer: 'Create anyway' },
      unblock: { question: 'Unblock it anyway?', answer: 'Unblock anyway' },
    },
    workstations: {
      title: 'Workstations',
      lead: 'All workstations of the chain. New - F2 makes one and shows the activation code for the PC.',
      code: 'Code',
      name: 'Name',
      branch: 'Branch',
      seen: 'Last seen',
      version: 'Version',
      state: 'State',
      active: 'signed on',
      waiting: 'waits for activation',
      unknown: 'not known',
      ended: (when: string) => `signed off on ${when}`,
      own: 'this workstation',
      noServer:
        'This workstation belongs to no branch server. Further workstations need one: it is where all of them meet.',
      offline:
        'The branch server cannot be reached at the moment. Making, activating and signing off need it; name and lock time can be changed.',
      onlyHere:
        'The branch server runs on this PC and takes this PC alone: in the network of the shop it would need a certificate that every PC trusts. Another PC can join once the shop has moved to a central branch server, which may run on a computer in the shop. The page “Branch server” makes the move.',
      add: 'New workstation',
      edit: (name: string) => `Workstation ${name}`,
      lockMinutes: 'Lock by itself after minutes',
      save: 'Save',
      activate: 'Activation code …',
      activateTitle: (name: string) => `Activation code for ${name}`,
      activateText:
        'The PC at which the code is entered takes the place. A PC that has had it so far is then signed off and keeps no data.',
      activateButton: 'Show code',
      revoke: 'Sign off …',
      revokeTitle: (name: string) => `Sign off ${name}?`,
      revokeText: (seen: string | null) =>
        `At its next contact the PC loses all data of the chain, and it cannot be signed on again under this code. ${
          seen === null ? 'It was never there.' : `It was last there on ${seen}.`
        } What it has saved offline since is lost. If it is still running, wait until it says “Connected”.`,
      revokeButton: 'Sign off',
      revoked: (name: string) => `${name} was signed off.`,
      notOwn: 'You are sitting at this workstation. It can be activated anew and signed off from another one.',
      gone: 'This workstation no longer exists.',
      problems: {
        missing: 'Please fill in.',
        tooLong: 'This is too long.',
        outOfRange: (least: number, most: number) => `Please ${least} to ${most} minutes.`,
      },
    },
    activation: {
      title: (name: string) => `Activation code for ${name}`,
      how: 'Start Tresen on the new PC, choose “Connect to a branch server …”, enter address and code.',
      address: 'Address of the branch server',
      onlyHere:
        'The branch server takes this PC alone. So the code counts only here; another PC can join after the move to a central branch server (page “Branch server”).',
      code: 'Activation code',
      left: (minutes: number, seconds: string) => `Valid for another ${minutes}:${seconds} minutes, for one PC.`,
      over: 'The code has expired. Please make a new one.',
      spelled: 'For reading aloud',
      print: 'Print',
      letters: {
        ...{ A: 'Alfa', B: 'Bravo', C: 'Charlie', D: 'Delta', E: 'Echo', F: 'Foxtrot', G: 'Golf', H: 'Hotel' },
        ...{ J: 'Juliett', K: 'Kilo', M: 'Mike', N: 'November', P: 'Papa', Q: 'Quebec', R: 'Romeo', S: 'Sierra' },
        ...{ T: 'Tango', V: 'Victor', W: 'Whiskey', X: 'X-ray', Y: 'Yankee', Z: 'Zulu' },
      } as Record<string, string>,
    },
    pin: {
      proofTitle: 'Confirm PIN',
      proofText:
        'Rights, branches and settings of the chain are changed only by whoever has just entered the PIN. You are not asked again for 15 minutes, until you lock.',
      proofButton: 'Save',
      label: 'Your PIN',
      why: 'The branch server asks for your PIN for this.',
      missing: 'Please enter the PIN.',
      wrong: 'The PIN is wrong.',
      wait: (seconds: number) =>
        `Too many wrong PINs. Goes on in ${seconds === 1 ? 'one second' : `${seconds} seconds`}.`,
      NO_SERVER: 'This workstation belongs to no branch server.',
      OFFLINE: 'The branch server cannot be reached. Try again as soon as “Connected” stands below.',
      NOT_ALLOWED: 'The branch server does not know you as an administrator in this branch.',
    },
  },
);
