// Texts around the settings: the headings of page 'Kunde', why a preset has no effect, and the question for a reason (N-04).
import type { SettingGroup } from '../../src-shared/settings/rules.ts';
import { texts } from './catalogue.ts';

export const settingsPageTexts = texts(
  {
    groups: {
      general: 'Allgemein',
      privacy: 'Datenschutz',
      serviceCase: 'Vorgang',
      search: 'Kunde suchen',
      cards: 'Kundenkarten und Kundenprogramme',
      comments: 'Kommentare',
      responsibility: 'Zuständigkeit',
    } satisfies Record<SettingGroup, string>,
    standard: (value: string) => `Vorgabe: ${value}`,
    standardValues: { on: 'an', off: 'aus', none: 'keine' },
    idle: {
      presetOff: 'Zurzeit ohne Wirkung: „Beim Anlegen neuer Kunden Werbeerlaubnis voreinstellen“ ist aus.',
      lettersOnly: 'Zurzeit ohne Wirkung: Ohne detaillierte Angaben gilt die Voreinstellung nur für Briefe.',
    },
    reason: {
      title: 'Werbeerlaubnis wirklich voreinstellen?',
      law: 'Wer per E-Mail, SMS oder Telefon werben will, braucht vorher die ausdrückliche Einwilligung des Kunden (§ 7 Abs. 2 UWG). Sonst ist die Werbung eine unzumutbare Belästigung: Sie kann abgemahnt werden, Werbeanrufe kosten bis zu 300.000 € Bußgeld (§ 20 UWG).',
      means:
        'Ein voreingestelltes Häkchen ist keine Einwilligung. Tresen wirbt deshalb trotzdem nicht, bevor der Kunde eingewilligt hat.',
      which: 'Sie schalten ein:',
      why: 'Begründung',
      hint: 'Mindestens 10 Zeichen. Sie steht mit Ihrem Namen im Änderungsprotokoll.',
      tooShort: 'Bitte mit mindestens 10 Zeichen begründen.',
      switchOn: 'Einschalten und speichern',
      cancel: 'Abbrechen',
    },
  },
  {
    groups: {
      general: 'General',
      privacy: 'Privacy',
      serviceCase: 'Case',
      search: 'Customer search',
      cards: 'Customer cards and customer programmes',
      comments: 'Comments',
      responsibility: 'Responsibility',
    },
    standard: (value: string) => `Default: ${value}`,
    standardValues: { on: 'on', off: 'off', none: 'none' },
    idle: {
      presetOff: 'No effect at present: “Preset permission for advertising when creating customers” is off.',
      lettersOnly: 'No effect at present: without detailed permissions the preset means letters only.',
    },
    reason: {
      title: 'Really preset permission for advertising?',
      law: 'Advertising by e-mail, SMS or telephone needs the express consent of the customer beforehand (§ 7 (2) UWG, German law). Without it the advertising is an unacceptable nuisance: competitors can send warnings, and calls cost fines of up to € 300,000 (§ 20 UWG).',
      means: 'A preset tick is no consent. Tresen therefore advertises only once the customer has consented.',
      which: 'You are switching on:',
      why: 'Reason',
      hint: 'At least 10 characters. It stands in the change log with your name.',
      tooShort: 'Please give a reason of at least 10 characters.',
      switchOn: 'Switch on and save',
      cancel: 'Cancel',
    },
  },
);
