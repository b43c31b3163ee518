// The chain's settings in words: label, what it is for, and what on and off mean. A setting without words does not compile.
import type { SettingDefinitions, SettingKey, SettingProblem } from '../../src-shared/settings/rules.ts';
import { texts } from './catalogue.ts';

export type SettingWords = { label: string; explanation: string; options?: Record<string, string> };

/** A setting with options has a word for each. */
type Words = {
  [K in SettingKey]: SettingWords &
    (SettingDefinitions[K] extends { options: readonly (infer O extends string)[] }
      ? { options: Record<O, string> }
      : unknown);
};

export const settingTexts = texts(
  {
    appName: {
      label: 'Name der Kunden-App',
      explanation: 'So heißt die App auf dem Bildschirm, in Briefen und Formularen.',
    },
    appAddress: {
      label: 'Öffentliche Adresse der App',
      explanation:
        'Unter dieser Adresse erreichen Kunden die App, zum Beispiel https://app.example.com. Nur https, weil Kennwörter darüber gehen. Ohne Adresse lässt sich kein Registrierungsformular drucken.',
    },
    missingConsentHint: {
      label: 'Hinweismeldung auf fehlende Einwilligungserklärung',
      explanation:
        'An: Fehlt die Einwilligung, öffnet sich nach dem Anlegen oder Ändern eines Kunden „Einwilligung verwalten“. Aus: Sie führen eigene Formulare auf Papier.',
    },
    noBranchPreselected: {
      label: 'Keine Vorauswahl der aktuellen Filiale im Kundensuchdialog',
      explanation: 'An: Die Suche mit Filtern beginnt in allen Filialen. Aus: Sie beginnt in der eigenen.',
    },
    noBranchPreselectedHeadquarters: {
      label: 'Keine Vorauswahl der aktuellen Filiale im Kundensuchdialog (in Zentrale)',
      explanation: 'Dasselbe für Arbeitsplätze der Zentrale. Sinnvoll, wenn die Zentrale keine eigenen Kunden führt.',
    },
    quickSearchAllBranches: {
      label: 'Kunden aller Filialen in Schnellsuche anzeigen',
      explanation:
        'An: Die Suche zeigt auch Kunden anderer Filialen, die dem Filialverbund zugestimmt haben. Aus: nur die der eigenen Filiale.',
    },
    searchStatuses: {
      label: 'Kundenstatusvorbelegung in der Standardsuche',
      explanation: 'Mit diesen Status beginnt die Suche mit Filtern. Nichts angekreuzt: alle.',
      options: { active: 'aktiv', inactive: 'inaktiv', blocked: 'gesperrt', deceased: 'verstorben' },
    },
    changeBranchInSearch: {
      label: 'Ändern der Filialauswahl in der Kundensuche erlauben',
      explanation: 'Wo es nicht erlaubt ist, wird nur in der eigenen Filiale gesucht.',
      options: { yes: 'Ja', no: 'Nein', headquartersOnly: 'Nur Zentrale' },
    },
    takeOverForAllBranches: {
      label: 'Übernahme von Kunden für alle Filialen erlauben',
      explanation:
        'An: Jede Filiale darf einen Kunden zu sich holen. Aus: Nur die zuständige Filiale darf einen Kunden abgeben.',
    },
    createCustomersFromApp: {
      label: 'Neukunden aus der App automatisch anlegen',
      explanation:
        'An: Wer sich in der App registriert und noch nicht bekannt ist, wird gleich als Kunde angelegt. Aus: Jede Registrierung wartet unter „Aufgaben“ auf Sie.',
    },
  } satisfies Words,
  {
    appName: {
      label: 'Name of the customer app',
      explanation: 'What the app is called on the screen, in letters and on forms.',
    },
    appAddress: {
      label: 'Public address of the app',
      explanation:
        'Where customers reach the app, for example https://app.example.com. Only https, because passwords travel over it. Without an address no registration form can be printed.',
    },
    missingConsentHint: {
      label: 'Hint when the declaration of consent is missing',
      explanation:
        'On: when consent is missing, “Manage consent” opens after a customer was created or changed. Off: you keep paper forms of your own.',
    },
    noBranchPreselected: {
      label: 'Do not preselect the current branch in the customer search',
      explanation: 'On: the search with filters begins in all branches. Off: it begins in the own one.',
    },
    noBranchPreselectedHeadquarters: {
      label: 'Do not preselect the current branch in the customer search (headquarters)',
      explanation:
        'The same for workstations of the headquarters. Useful where the headquarters keep no customers of their own.',
    },
    quickSearchAllBranches: {
      label: 'Show customers of all branches in the quick search',
      explanation:
        'On: the search also shows customers of other branches who agreed to the branch network. Off: only those of the own branch.',
    },
    searchStatuses: {
      label: 'Preselected customer status in the standard search',
      explanation: 'The search with filters begins with these. Nothing ticked: all.',
      options: { active: 'active', inactive: 'inactive', blocked: 'blocked', deceased: 'deceased' },
    },
    changeBranchInSearch: {
      label: 'Allow changing the branch in the customer search',
      explanation: 'Where it is not allowed, only the own branch is searched.',
      options: { yes: 'Yes', no: 'No', headquartersOnly: 'Headquarters only' },
    },
    takeOverForAllBranches: {
      label: 'Allow any branch to take customers over',
      explanation: 'On: any branch may take a customer over. Off: only the responsible branch may hand one over.',
    },
    createCustomersFromApp: {
      label: 'Create new customers from the app automatically',
      explanation:
        'On: whoever registers in the app and is not known yet becomes a customer at once. Off: every registration waits for you under “Tasks”.',
    },
  },
);

export const settingProblemTexts = texts(
  {
    missing: 'Bitte ausfüllen.',
    tooLong: 'Das ist zu lang.',
    notHttps: 'Bitte eine Adresse mit https:// eingeben; ohne Verschlüsselung gingen Kennwörter offen durchs Netz.',
    notAnAddress: 'Das ist keine Internetadresse. Beispiel: https://app.example.com',
    onlyThisComputer: 'Diese Adresse gibt es nur auf diesem PC; ein Telefon erreicht sie nicht.',
    hasExtras: 'Bitte ohne Benutzernamen, Fragezeichen und Raute; an dieser Stelle steht der Anmeldecode.',
    outOfRange: 'Dieser Wert ist hier nicht möglich.',
    notOffered: 'Dieser Wert ist hier nicht möglich.',
  } satisfies Record<SettingProblem, string>,
  {
    missing: 'Please fill in.',
    tooLong: 'This is too long.',
    notHttps: 'Please enter an address with https://; without encryption passwords would travel in the open.',
    notAnAddress: 'This is no web address. Example: https://app.example.com',
    onlyThisComputer: 'This address exists on this PC only; no telephone reaches it.',
    hasExtras: 'Please without user name, question mark and hash; the login code stands there.',
    outOfRange: 'This value is not possible here.',
    notOffered: 'This value is not possible here.',
  },
);
