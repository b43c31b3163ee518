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
      explanation:
        'An: An Arbeitsplätzen der Zentrale beginnt die Suche mit Filtern in allen Filialen; sinnvoll, wenn sie keine eigenen Kunden führt. Aus: Sie beginnt in der Zentrale.',
    },
    quickSearchAllBranches: {
      label: 'Kunden aller Filialen in Schnellsuche anzeigen',
      explanation:
        'An: Die Suche zeigt auch Kunden anderer Filialen, die dem Filialverbund zugestimmt haben. Aus: nur die der eigenen Filiale.',
    },
    searchStatuses: {
      label: 'Kundenstatusvorbelegung in der Standardsuche',
      explanation: 'Mit diesen Status beginnt die Suche mit Filtern. Nichts angekreuzt: alle.',
    },
    changeBranchInSearch: {
      label: 'Ändern der Filialauswahl in der Kundensuche erlauben',
      explanation:
        'Ja: Jeder Arbeitsplatz wählt in der Suche, in welcher Filiale. Nein: Gesucht wird nur in der eigenen. Nur Zentrale: Die Wahl hat allein die Zentrale.',
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
    patientsKept: {
      label: 'Patienten oder Tiere je Kunde führen',
      explanation: 'Die Kundenmaske bekommt einen Reiter „Patienten“ oder „Tiere“. Keine: Der Reiter fehlt.',
      options: { none: 'Keine', patients: 'Patienten', animals: 'Tiere' },
    },
    licensedAccounts: {
      label: 'Lizenzierte Benutzerkonten',
      explanation:
        'Eine Zahl: Sind so viele Konten belegt, wird vor jedem weiteren gefragt; gesperrte zählen nicht. Leer: unbegrenzt, niemand wird gefragt.',
    },
    externalNumberEditable: {
      label: 'Verwende externe Kundennummer (editierbar)',
      explanation:
        'An: Auf „Administration“ steht die Kundennummer eines anderen Programms und lässt sich ändern. Aus: Das Feld fehlt. Nur eine der beiden Arten kann an sein.',
    },
    externalNumberFixed: {
      label: 'Verwende externe Kundennummer (nicht editierbar)',
      explanation:
        'An: Auf „Administration“ steht die Kundennummer eines anderen Programms, nur zum Lesen. Aus: Das Feld fehlt.',
    },
    payerHidden: {
      label: 'Kostenträgerdaten in der Kundenmaske ausblenden',
      explanation:
        'An: „Standard KT“ fehlt auf „Stammdaten“; Kostenträger stehen nur auf dem Reiter „Kostenträger“. Aus: „Standard KT“ steht auf „Stammdaten“ und lässt sich dort einmal eintragen.',
    },
    insuranceStatusHidden: {
      label: 'Versicherungsstatus in der Kundenmaske ausblenden',
      explanation: 'An: Der Versicherungsstatus fehlt auf „Stammdaten“. Aus: Er steht dort.',
    },
    newCustomerKind: {
      label: 'Neukunden als folgenden Typ anlegen',
      explanation: 'Damit beginnt „Neu - F2“; in der Maske lässt es sich ändern.',
      options: { natural: 'natürliche Person', legal: 'juristische Person' },
    },
    newCustomerStatus: {
      label: 'Standard-Status für Neukunden',
      explanation: 'Diesen Status hat ein neuer Kunde; in der Maske lässt er sich ändern.',
    },
    sameBirthDateIsDuplicate: {
      label: 'Beim Anlegen mit gleichem Geburtstag immer als Duplikat melden',
      explanation:
        'An: Vor dem Anlegen wird gewarnt, wenn es Vorname, Nachname und Geburtsdatum schon gibt. Aus: Erst wenn auch Anschrift, Telefon oder E-Mail übereinstimmt.',
    },
    dunningBlockOnProperties: {
      label: "'Nicht mahnen' auf der Eigenschaftsseite anzeigen",
      explanation: 'An: „Nicht mahnen“ steht auf dem Reiter „Eigenschaften“. Aus: auf dem Reiter „Administration“.',
    },
    storageConsentWanted: {
      label: 'Einverständnis zur Datenspeicherung einfordern',
      explanation:
        'An: Der Datenschutzdialog öffnet sich von selbst, höchstens einmal am Tag je Kunde. Aus: Eine fehlende Erklärung zeigt nur das Symbol in der Maske.',
    },
    advertisingAfterStorage: {
      label: 'Werbungsabfrage erst nach Zustimmung zur Datenspeicherung',
      explanation:
        'An: Die Fragen zur Werbung erscheinen erst, wenn der Kunde der Datenspeicherung zugestimmt hat. Aus: Sie sind immer zu sehen.',
    },
    advertisingPreset: {
      label: 'Beim Anlegen neuer Kunden Werbeerlaubnis voreinstellen',
      explanation:
        'An: Neue Kunden beginnen mit den Häkchen, die unten eingestellt sind. Aus: ohne Häkchen. Eine Voreinstellung ist keine Einwilligung; fragen Sie Ihren Datenschutzbeauftragten.',
    },
    advertisingByChannel: {
      label: 'Detaillierte Angaben zur Werbeerlaubnis verwenden',
      explanation:
        'An: je ein Feld für Brief, E-Mail, Telefon und SMS. Aus: ein Feld „Werbung erlaubt“, das nur Briefe meint.',
    },
    bankAccountsExpire: {
      label: 'Bankverbindungen nach Nutzungsende automatisch löschen',
      explanation:
        'An: Eine Bankverbindung, die ein Jahr lang niemand genutzt hat, wird gelöscht und in der Historie vermerkt; nie bei gültigem SEPA-Mandat. Aus: Bankverbindungen bleiben.',
    },
    presetLetter: {
      label: 'Erlaubnis für Briefwerbung voreinstellen',
      explanation:
        'An: „Brief“ ist bei neuen Kunden angehakt. Briefe sind erlaubt, bis der Kunde widerspricht (§ 7 Abs. 1 UWG). Aus: nicht angehakt.',
    },
    presetEmail: {
      label: 'Erlaubnis für E-Mail-Werbung voreinstellen',
      explanation:
        'An: „E-Mail“ ist bei neuen Kunden angehakt. Das ersetzt keine Einwilligung (§ 7 Abs. 2 UWG): Ohne sie wird nicht geworben. Aus: nicht angehakt.',
    },
    presetPhone: {
      label: 'Erlaubnis für Telefonwerbung voreinstellen',
      explanation:
        'An: „Telefon“ ist bei neuen Kunden angehakt. Das ersetzt keine Einwilligung (§ 7 Abs. 2 UWG): Ohne sie wird nicht geworben. Aus: nicht angehakt.',
    },
    presetSms: {
      label: 'Erlaubnis für Werbung per SMS voreinstellen',
      explanation:
        'An: „SMS“ ist bei neuen Kunden angehakt. Das ersetzt keine Einwilligung (§ 7 Abs. 2 UWG): Ohne sie wird nicht geworben. Aus: nicht angehakt.',
    },
    caseWantsFirstName: {
      label: 'Hinweis bei Vorgangsanlage anzeigen, wenn folgende Daten fehlen: Vorname',
      explanation: 'An: Fehlt der Vorname, fragt „Kundendaten vervollständigen“ danach. Aus: nicht.',
    },
    caseWantsAddress: {
      label: '… Anschrift (PLZ & Ort)',
      explanation: 'An: Fehlt PLZ oder Ort, fragt „Kundendaten vervollständigen“ danach. Aus: nicht.',
    },
    caseWantsEmail: {
      label: '… E-Mail Adresse',
      explanation: 'An: Fehlt die E-Mail-Adresse, fragt „Kundendaten vervollständigen“ danach. Aus: nicht.',
    },
    caseWantsPhone: {
      label: '… Telefonnummer',
      explanation: 'An: Fehlt eine Telefonnummer, fragt „Kundendaten vervollständigen“ danach. Aus: nicht.',
    },
    caseWantsBirthDate: {
      label: '… Geburtsdatum',
      explanation: 'An: Fehlt das Geburtsdatum, fragt „Kundendaten vervollständigen“ danach. Aus: nicht.',
    },
    monthsUntilAskedAgain: {
      label: 'Monate, bevor Kunde erneut nach Daten gefragt wird',
      explanation: 'So lange schweigt „Kundendaten vervollständigen“, wenn ein Kunde keine Angabe machen möchte.',
    },
    missingFieldsColoured: {
      label: 'Erweiterte Adressvalidierung',
      explanation: 'An: Fehlende Angaben von oben sind auch in der Maske gelb. Aus: nur im Dialog.',
    },
    stopAdvertisingInHint: {
      label: 'Im Hinweis-Dialog Werbung deaktivieren erlauben',
      explanation:
        'An: In „Kundendaten vervollständigen“ lässt sich Werbung per E-Mail widerrufen. Aus: nur im Datenschutzdialog.',
    },
    caseNeedsAddress: {
      label: 'Vorgangsanlage nur mit vorhandener Kundenanschrift erlauben',
      explanation: 'An: Ohne Anschrift lässt sich kein Vorgang anlegen. Aus: Es geht auch ohne.',
    },
    externalCards: {
      label: 'Externe Kundenkarte verwenden',
      explanation: 'An: Karten ohne Chip lassen sich mit ihrer Nummer eintragen. Aus: nur Chip- und NFC/RFID-Karten.',
    },
    cardValidity: {
      label: 'Gültigkeitsdatum für Karte verwenden',
      explanation: 'An: Beim Ausgeben einer Karte wird nach „Gültig bis“ gefragt. Aus: Karten gelten unbegrenzt.',
    },
    programsFixed: {
      label: 'Kundenprogramme sind nicht änderbar',
      explanation:
        'An: Nur Administratoren ändern Programme eines Kunden; Gutscheine gibt es nur mit festem Wert. Aus: Alle dürfen.',
    },
    programsNeedCard: {
      label: 'Kundenprogramme erfordern eine Kundenkarte',
      explanation: 'An: Ein Programm gehört immer zu einer gültigen Karte. Aus: Es geht auch ohne.',
    },
    onlyLatestComment: {
      label: 'Kundenkommentare darf nur der letzte Eintrag vom Ersteller geändert werden',
      explanation:
        'An: Nur der neueste Kommentar lässt sich ändern oder löschen, nur von seinem Verfasser; Administratoren dürfen immer. Aus: Alle dürfen jeden Kommentar löschen.',
    },
    commentTimeEditable: {
      label: 'Editierbares Datum und Uhrzeit von Kundenkommentaren',
      explanation:
        'An: Datum und Uhrzeit eines Kommentars lassen sich ändern. Aus: Es gilt der Zeitpunkt des Schreibens.',
    },
    appointmentCommentsShown: {
      label: 'Auch Terminkommentare in den Kundenkommentaren anzeigen',
      explanation: 'An: Kommentare aus Terminen stehen mit in der Liste. Aus: nur Kommentare zum Kunden.',
    },
    takeOverByCard: {
      label: 'Übernahme von Kunden, als zuständige Filiale, per Chipkarte',
      explanation:
        'An: Wird die Versichertenkarte eines Kunden einer anderen Filiale gelesen, wechselt er hierher; das wird protokolliert und angezeigt. Aus: Er bleibt, wo er ist.',
    },
    responsibleInMask: {
      label: 'Wechsel des zuständigen Mitarbeiters in Kundenmaske erlauben',
      explanation: 'An: „zuständig“ lässt sich auf „Stammdaten“ ändern. Aus: nur auf dem Reiter „Administration“.',
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
        'On: at workstations of the headquarters the search with filters begins in all branches; useful where they keep no customers of their own. Off: it begins in the headquarters.',
    },
    quickSearchAllBranches: {
      label: 'Show customers of all branches in the quick search',
      explanation:
        'On: the search also shows customers of other branches who agreed to the branch network. Off: only those of the own branch.',
    },
    searchStatuses: {
      label: 'Preselected customer status in the standard search',
      explanation: 'The search with filters begins with these. Nothing ticked: all.',
    },
    changeBranchInSearch: {
      label: 'Allow changing the branch in the customer search',
      explanation:
        'Yes: every workstation chooses the branch in the search. No: only the own branch is searched. Headquarters only: the headquarters alone choose.',
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
    patientsKept: {
      label: 'Keep patients or animals of a customer',
      explanation: 'The customer mask gets a tab “Patients” or “Animals”. None: there is no such tab.',
      options: { none: 'None', patients: 'Patients', animals: 'Animals' },
    },
    licensedAccounts: {
      label: 'Licensed user accounts',
      explanation:
        'A number: once so many accounts are in use, each further one is asked about; blocked ones do not count. Empty: unlimited, nobody is asked.',
    },
    externalNumberEditable: {
      label: 'Use an external customer number (editable)',
      explanation:
        'On: “Administration” shows the customer number of another program, and it can be changed. Off: there is no such field. Only one of the two can be on.',
    },
    externalNumberFixed: {
      label: 'Use an external customer number (not editable)',
      explanation:
        'On: “Administration” shows the customer number of another program, for reading only. Off: there is no such field.',
    },
    payerHidden: {
      label: 'Hide payers in the customer mask',
      explanation:
        'On: “Standard payer” is missing on “Master data”; payers stand on tab “Payers” alone. Off: “Standard payer” stands on “Master data” and can be entered there once.',
    },
    insuranceStatusHidden: {
      label: 'Hide the insurance status in the customer mask',
      explanation: 'On: the insurance status is missing on “Master data”. Off: it stands there.',
    },
    newCustomerKind: {
      label: 'Create new customers as',
      explanation: '“New - F2” begins with it; it can be changed in the mask.',
      options: { natural: 'natural person', legal: 'legal person' },
    },
    newCustomerStatus: {
      label: 'Standard status of new customers',
      explanation: 'A new customer has this status; it can be changed in the mask.',
    },
    sameBirthDateIsDuplicate: {
      label: 'Always report an equal birth date as a duplicate when creating',
      explanation:
        'On: before creating there is a warning when first name, last name and birth date exist already. Off: only when address, telephone or e-mail agree, too.',
    },
    dunningBlockOnProperties: {
      label: 'Show ‘No reminders’ on the page of properties',
      explanation: 'On: “No reminders” stands on tab “Properties”. Off: on tab “Administration”.',
    },
    storageConsentWanted: {
      label: 'Ask for consent to data storage',
      explanation:
        'On: the privacy dialog opens by itself, at most once a day for each customer. Off: only the symbol in the mask shows that the declaration is missing.',
    },
    advertisingAfterStorage: {
      label: 'Ask about advertising only after consent to data storage',
      explanation:
        'On: the questions about advertising appear once the customer has agreed to data storage. Off: they are always there.',
    },
    advertisingPreset: {
      label: 'Preset permission for advertising when creating customers',
      explanation:
        'On: new customers begin with the ticks set below. Off: without ticks. A preset is no consent; ask your data protection officer.',
    },
    advertisingByChannel: {
      label: 'Use detailed permissions for advertising',
      explanation:
        'On: a box each for letter, e-mail, telephone and SMS. Off: one box “Advertising allowed”, which means letters only.',
    },
    bankAccountsExpire: {
      label: 'Delete bank accounts automatically when they are no longer used',
      explanation:
        'On: a bank account that nobody has used for a year is deleted and noted in the history; never while a SEPA mandate lives. Off: bank accounts stay.',
    },
    presetLetter: {
      label: 'Preset permission for advertising by letter',
      explanation:
        'On: “Letter” is ticked for new customers. Letters are allowed until the customer objects (§ 7 (1) UWG). Off: not ticked.',
    },
    presetEmail: {
      label: 'Preset permission for advertising by e-mail',
      explanation:
        'On: “E-mail” is ticked for new customers. That replaces no consent (§ 7 (2) UWG): without it nothing is sent. Off: not ticked.',
    },
    presetPhone: {
      label: 'Preset permission for advertising by telephone',
      explanation:
        'On: “Telephone” is ticked for new customers. That replaces no consent (§ 7 (2) UWG): without it nobody is called. Off: not ticked.',
    },
    presetSms: {
      label: 'Preset permission for advertising by SMS',
      explanation:
        'On: “SMS” is ticked for new customers. That replaces no consent (§ 7 (2) UWG): without it nothing is sent. Off: not ticked.',
    },
    caseWantsFirstName: {
      label: 'Hint when opening a case if these data are missing: first name',
      explanation: 'On: “Complete customer data” asks for a missing first name. Off: it does not.',
    },
    caseWantsAddress: {
      label: '… address (postcode & town)',
      explanation: 'On: “Complete customer data” asks for a missing postcode or town. Off: it does not.',
    },
    caseWantsEmail: {
      label: '… e-mail address',
      explanation: 'On: “Complete customer data” asks for a missing e-mail address. Off: it does not.',
    },
    caseWantsPhone: {
      label: '… telephone number',
      explanation: 'On: “Complete customer data” asks for a missing telephone number. Off: it does not.',
    },
    caseWantsBirthDate: {
      label: '… birth date',
      explanation: 'On: “Complete customer data” asks for a missing birth date. Off: it does not.',
    },
    monthsUntilAskedAgain: {
      label: 'Months before a customer is asked for data again',
      explanation: '“Complete customer data” keeps silent for so long when a customer does not want to say.',
    },
    missingFieldsColoured: {
      label: 'Extended address validation',
      explanation: 'On: the missing data from above are yellow in the mask, too. Off: only in the dialog.',
    },
    stopAdvertisingInHint: {
      label: 'Allow stopping advertising in the hint dialog',
      explanation:
        'On: advertising by e-mail can be withdrawn in “Complete customer data”. Off: only in the privacy dialog.',
    },
    caseNeedsAddress: {
      label: 'Allow opening a case only with an address of the customer',
      explanation: 'On: no case can be opened without an address. Off: it works without, too.',
    },
    externalCards: {
      label: 'Use external customer cards',
      explanation: 'On: cards without a chip can be entered by their number. Off: chip and NFC/RFID cards only.',
    },
    cardValidity: {
      label: 'Use a date of validity for cards',
      explanation: 'On: “Valid to” is asked when a card is given out. Off: cards are valid without end.',
    },
    programsFixed: {
      label: 'Customer programmes cannot be changed',
      explanation:
        "On: only administrators change a customer's programmes; vouchers have a fixed value only. Off: everybody may.",
    },
    programsNeedCard: {
      label: 'Customer programmes need a customer card',
      explanation: 'On: a programme always belongs to a valid card. Off: it works without, too.',
    },
    onlyLatestComment: {
      label: 'Only the latest customer comment can be changed, by its author',
      explanation:
        'On: only the newest comment can be changed or deleted, by its author alone; administrators always may. Off: everybody may delete every comment.',
    },
    commentTimeEditable: {
      label: 'Editable date and time of customer comments',
      explanation: 'On: date and time of a comment can be changed. Off: the time of writing counts.',
    },
    appointmentCommentsShown: {
      label: 'Show comments of appointments among customer comments',
      explanation: 'On: comments from appointments stand in the list. Off: comments about the customer only.',
    },
    takeOverByCard: {
      label: 'Take customers over as the responsible branch by chip card',
      explanation:
        "On: when the insurance card of another branch's customer is read, he moves here; this is logged and shown. Off: he stays where he is.",
    },
    responsibleInMask: {
      label: 'Allow changing the responsible employee in the customer mask',
      explanation: 'On: “responsible” can be changed on “Master data”. Off: on tab “Administration” alone.',
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
    onlyOneOfBoth: 'Nur eine der beiden Arten der externen Kundennummer kann an sein. Bitte die andere ausschalten.',
    reasonMissing: 'Bitte mit mindestens 10 Zeichen begründen.',
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
    onlyOneOfBoth: 'Only one of the two kinds of external customer number can be on. Please switch the other off.',
    reasonMissing: 'Please give a reason of at least 10 characters.',
  },
);
