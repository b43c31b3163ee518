// Texts of page 'Konflikte'.
import type { Refusal } from '../../src-shared/sync/protocol.ts';
import { texts } from './catalogue.ts';

export const conflictTexts = texts(
  {
    title: 'Konflikte',
    lead: 'Hier wurde an zwei Arbeitsplätzen Verschiedenes gespeichert. Es gilt der gespeicherte Wert, bis Sie entscheiden. Nichts verschwindet von selbst.',
    none: 'Keine Konflikte.',
    noneMeans: 'Was an mehreren Arbeitsplätzen gespeichert wurde, passt zusammen.',
    more: (count: number) => `${count} weitere folgen, wenn diese entschieden sind.`,
    number: (number: string) => `Nr. ${number}`,
    open: 'Kunden öffnen',
    entry: (who: string, what: string) => `${who}: ${what}`,
    administration: 'Filialverwaltung',
    notHere: 'Kunde nicht auf diesem Arbeitsplatz',
    entered: 'Nicht übernommen',
    stored: 'Gespeichert',
    removed: 'entfernt',
    nothing: '–',
    by: (employee: string | null, workstation: string | null, when: string | null) =>
      [employee ?? 'Tresen', workstation, when].filter(Boolean).join(', '),
    takeMine: 'Meinen Wert nehmen',
    takeOf: (employee: string) => `Wert von ${employee} nehmen`,
    takeThis: 'Diesen Wert nehmen',
    keep: 'Gespeicherten Wert behalten',
    other: 'Anderen Wert eingeben',
    remove: 'Entfernen',
    keepRow: 'Behalten',
    read: 'Gelesen',
    accept: 'Übernehmen',
    cancel: 'Abbrechen',
    decided: 'Entschieden.',
    alreadyDecided: 'Das hat inzwischen jemand anders entschieden.',
    changedSince: 'Der gespeicherte Wert ist inzwischen ein anderer. Bitte sehen Sie noch einmal hin.',
    notOffered: 'Das lässt sich hier nicht wählen.',
    tooLong: 'Das ist zu lang.',
    needed: 'Bitte ausfüllen.',
    removedThere:
      'Der Eintrag wurde auf einem anderen Arbeitsplatz entfernt, während er hier geändert wurde. Er bleibt entfernt; die Änderung wurde nicht übernommen. Wird er noch gebraucht, legen Sie ihn bitte neu an.',
    removedHere: 'Ein Arbeitsplatz hat den Eintrag entfernt, während ein anderer ihn geändert hat. Er ist noch da.',
    numberTaken: (wanted: string, number: string) =>
      `Die Kundennummer ${wanted} hatte schon jemand anders. Dieser Kunde hat jetzt die Nummer ${number}. Bitte ersetzen Sie sie, wo ${wanted} schon auf Papier steht.`,
    cardTaken: (number: string) =>
      `Die Karte ${number} hat schon jemand anders. Bei diesem Kunden gilt sie deshalb als ungültig. Bitte sehen Sie nach, wem sie gehört.`,
    externalNumberTaken: (wanted: string) =>
      `Die externe Kundennummer ${wanted} hat schon jemand anders. Dieser Kunde hat deshalb keine; bitte tragen Sie die richtige ein.`,
    credential: (letter: string | null) =>
      `Zwei Arbeitsplätze haben Zugangsdaten vergeben. Es gelten die zuerst übertragenen. ${letter === null ? 'Die anderen sind ungültig' : `Passwortschreiben ${letter} ungültig`} – neues ausstellen.`,
    closed: 'Dieser Wert wird hier nicht gezeigt. Es gilt der gespeicherte.',
    decidedTwice:
      'Zwei haben über denselben Konflikt verschieden entschieden. Es gilt die Entscheidung, die zuerst auf dem Filialserver war.',
    decidedDifferently:
      'Zwei haben über denselben Konflikt verschieden entschieden. Es gilt die Entscheidung, die zuerst auf dem Filialserver war, bis hier jemand anders entscheidet.',
    refused: (doing: string) => `Nicht übernommen: ${doing}.`,
    refusals: {
      notAllowed: 'Wer das gespeichert hat, hatte auf dem Filialserver kein Recht dazu.',
      notProven:
        'Rechte, Filialen und Einstellungen nimmt der Filialserver nur kurz nach Eingabe der PIN an, und diese Änderung kam später an. Bitte machen Sie sie noch einmal, solange unten „Verbunden“ steht. Hat sie niemand von Ihnen gemacht, melden Sie den Arbeitsplatz ab.',
      employeeUnknown: 'Der Filialserver kennt den Mitarbeiter nicht, der das gespeichert hat.',
      employeeBlocked: 'Der Mitarbeiter, der das gespeichert hat, war gesperrt.',
      foreignBranch: 'Der Kunde gehört zu einer anderen Filiale.',
      notAboutThis: 'Das lässt sich nicht auf diesem Weg ändern.',
      badRow: 'Eine Angabe war so, wie sie nicht gespeichert werden darf.',
      rowMissing: 'Was geändert werden sollte, gibt es auf dem Filialserver nicht.',
      rowExists: 'Es gibt auf dem Filialserver schon etwas anderes an dieser Stelle.',
      serverOwned: 'Diese Angabe macht der Filialserver allein.',
      erased: 'Der Kunde wurde gelöscht. Es darf nichts mehr über ihn gespeichert werden.',
    } as Record<Refusal, string>,
    refusedUnknown: 'Der Filialserver hat es nicht angenommen.',
    wanted: 'Das war gemeint:',
  },
  {
    title: 'Conflicts',
    lead: 'Two workstations saved different things here. The saved value counts until you decide. Nothing goes away by itself.',
    none: 'No conflicts.',
    noneMeans: 'What was saved at several workstations fits together.',
    more: (count: number) => `${count} more follow once these are decided.`,
    number: (number: string) => `No. ${number}`,
    open: 'Open customer',
    entry: (who: string, what: string) => `${who}: ${what}`,
    administration: 'Branch administration',
    notHere: 'Customer not on this workstation',
    entered: 'Not taken over',
    stored: 'Saved',
    removed: 'removed',
    nothing: '–',
    by: (employee: string | null, workstation: string | null, when: string | null) =>
      [employee ?? 'Tresen', workstation, when].filter(Boolean).join(', '),
    takeMine: 'Take my value',
    takeOf: (employee: string) => `Take the value of ${employee}`,
    takeThis: 'Take this value',
    keep: 'Keep the saved value',
    other: 'Enter another value',
    remove: 'Remove',
    keepRow: 'Keep',
    read: 'Read',
    accept: 'Take',
    cancel: 'Cancel',
    decided: 'Decided.',
    alreadyDecided: 'Somebody else has decided this meanwhile.',
    changedSince: 'The saved value is another one by now. Please look again.',
    notOffered: 'This cannot be chosen here.',
    tooLong: 'This is too long.',
    needed: 'Please fill in.',
    removedThere:
      'The entry was removed at another workstation while it was changed here. It stays removed; the change was not taken over. If it is still needed, please add it anew.',
    removedHere: 'One workstation removed the entry while another one changed it. It is still there.',
    numberTaken: (wanted: string, number: string) =>
      `Somebody else had customer number ${wanted} already. This customer now has number ${number}. Please replace it wherever ${wanted} stands on paper.`,
    cardTaken: (number: string) =>
      `Somebody else has card ${number} already. For this customer it therefore counts as invalid. Please look whose it is.`,
    externalNumberTaken: (wanted: string) =>
      `Somebody else has the external customer number ${wanted} already. This customer has none for now; please enter the right one.`,
    credential: (letter: string | null) =>
      `Two workstations issued access data. Those that were transferred first count. ${letter === null ? 'The others are invalid' : `Password letter ${letter} is invalid`} – issue a new one.`,
    closed: 'This value is not shown here. The saved one counts.',
    decidedTwice:
      'Two people decided the same conflict differently. The decision that reached the branch server first counts.',
    decidedDifferently:
      'Two people decided the same conflict differently. The decision that reached the branch server first counts, until somebody decides otherwise here.',
    refused: (doing: string) => `Not taken over: ${doing}.`,
    refusals: {
      notAllowed: 'Whoever saved this had no right to do so on the branch server.',
      notProven:
        'The branch server takes rights, branches and settings only soon after the PIN was entered, and this change came later. Please make it again while “Connected” stands below. If none of you made it, sign that workstation off.',
      employeeUnknown: 'The branch server does not know the employee who saved this.',
      employeeBlocked: 'The employee who saved this was blocked.',
      foreignBranch: 'The customer belongs to another branch.',
      notAboutThis: 'This cannot be changed in this way.',
      badRow: 'Something was given that must not be saved like this.',
      rowMissing: 'What was to be changed does not exist on the branch server.',
      rowExists: 'There is something else in this place on the branch server.',
      serverOwned: 'Only the branch server sets this.',
      erased: 'The customer was erased. Nothing may be saved about him any more.',
    } as Record<Refusal, string>,
    refusedUnknown: 'The branch server did not accept it.',
    wanted: 'This was meant:',
  },
);
