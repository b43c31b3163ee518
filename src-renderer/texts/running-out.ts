// Texts of the worklist 'Einwilligungen laufen ab'.
import type { RunningOut } from '../../src-shared/consent/running-out.ts';
import { texts } from './catalogue.ts';

export const runningOutTexts = texts(
  {
    title: 'Einwilligungen laufen ab',
    lead: 'Eine Einwilligung soll nach zwei Jahren erneuert werden. Beim nächsten Besuch fragt der Datenschutzdialog von selbst.',
    which: 'Anzeigen',
    choices: { soon: 'läuft ab in 60 Tagen', past: 'abgelaufen' } as Record<RunningOut, string>,
    purpose: 'Zweck',
    columns: {
      customer: 'Kunde',
      number: 'Nr.',
      since: 'Zustimmung vom',
      due: 'erneuern bis',
      wasDue: 'zu erneuern seit',
    },
    none: 'Keine Einwilligung läuft ab.',
    shown: (count: number, more: boolean) => (more ? `${count} angezeigt, es gibt weitere.` : `${count} angezeigt.`),
    more: 'Weitere anzeigen',
  },
  {
    title: 'Consents running out',
    lead: 'A consent should be renewed after two years. At the next visit the privacy dialog asks by itself.',
    which: 'Show',
    choices: { soon: 'runs out within 60 days', past: 'has run out' },
    purpose: 'Purpose',
    columns: {
      customer: 'Customer',
      number: 'No.',
      since: 'Consent of',
      due: 'renew by',
      wasDue: 'to be renewed since',
    },
    none: 'No consent runs out.',
    shown: (count: number, more: boolean) => (more ? `${count} shown, there are more.` : `${count} shown.`),
    more: 'Show more',
  },
);
