// How the change log names fields and says values in the reader's language. It draws nothing.

import { showDay } from '../../src-shared/calendar/day.ts';
import type { LoggedChange, LoggedField, ShownValue } from '../../src-shared/change-log/contract.ts';
import { fieldNatures } from '../../src-shared/change-log/fields.ts';
import { isSettingKey, settingOfReason } from '../../src-shared/settings/rules.ts';
import { type Language, useLanguage, useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { type SettingWords, settingTexts } from '../texts/settings.ts';
import { dayAndTime } from '../texts/when.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

/** Records whose own fields need no 'Kunde:' in front: the log is opened from them. */
const RECORDS: readonly string[] = [
  ...['customer', 'branch', 'employee', 'workstation', 'textBlock'],
  ...['payer', 'property', 'customerStatus', 'customerProgram', 'caseType'],
];

export function useLogWords() {
  const t = useTexts(changeLogTexts);
  const names = useTexts(loggedFieldTexts);
  const settings = useTexts(settingTexts);
  const language = useLanguage((state) => state.language);
  const { nameOf } = usePersonNames();

  const field = ({ table, field: name }: LoggedField): string => {
    const label = (names.fields[table] as Record<string, string>)[name] ?? name;
    return RECORDS.includes(table) ? label : `${names.tables[table]}: ${label}`;
  };

  const value = (shown: ShownValue | null, table: LoggedField['table'], name: string): string => {
    if (shown === null) return t.nothing;
    if (shown.kind === 'text' && isAboutAnother(table, name)) return nameOf(null, shown.text);
    switch (shown.kind) {
      case 'text':
        return shown.text;
      case 'number':
        return shown.number.toLocaleString(NUMBERS[language]);
      case 'size':
        return sizeText(shown.bytes, language);
      case 'date':
        return showDay(shown.date);
      case 'instant':
        return dayAndTime(shown.at, language);
      case 'yesNo':
        return shown.yes ? t.yes : t.no;
      case 'onOff':
        return shown.on ? t.on : t.off;
      case 'word':
        return (names.words as Record<string, Record<string, string>>)[`${table}.${name}`]?.[shown.word] ?? shown.word;
      case 'words':
        return shown.words
          .map((one) => (names.words as Record<string, Record<string, string>>)[`${table}.${name}`]?.[one] ?? one)
          .join(', ');
      case 'money':
        return (shown.cents / 100).toLocaleString(NUMBERS[language], { style: 'currency', currency: 'EUR' });
      case 'secret':
        return t.secret;
      case 'unknown':
        return t.unknown;
    }
  };

  /** As `value`; options of a setting are said as its page says them. */
  const changedValue = (change: LoggedChange, shown: ShownValue | null, name: string): string => {
    if (change.table !== 'chainSetting' || !isSettingKey(change.rowId)) return value(shown, change.table, name);
    const { options = names.words['customer.status'] } = settings[change.rowId] as SettingWords;
    const said = (word: string) => (options as Record<string, string>)[word] ?? word;
    if (shown?.kind === 'word') return said(shown.word);
    if (shown?.kind === 'words') return shown.words.map(said).join(', ');
    return value(shown, change.table, name);
  };

  const label = (change: LoggedChange, name: string) =>
    (names.fields[change.table] as Record<string, string>)[name] ?? name;

  /** 'Anschrift Lieferung': which row it was. */
  const row = (change: LoggedChange): string => {
    if (change.about === null) return names.tables[change.table];
    const about = value(change.about, change.table, change.table === 'consentEntry' ? 'purpose' : '');
    return `${names.tables[change.table]} ${about}`;
  };

  return {
    field,
    value,
    changedValue,
    row,
    /** Of a born or removed row, whose name stands above; of a changed one, with that name unless it is the record itself. */
    fieldOf: (change: LoggedChange, name: string): string => {
      if (change.table === 'chainSetting') {
        const explained = settingOfReason(change.rowId);
        if (explained) return `${settings[explained].label}: ${t.reason}`;
        if (isSettingKey(change.rowId)) return settings[change.rowId].label;
      }
      const plain = change.action !== 'update' || RECORDS.includes(change.table);
      return plain ? label(change, name) : `${row(change)}: ${label(change, name)}`;
    },
  };
}

/** The value is the name of a customer, and not of the one whose log it is. */
function isAboutAnother(table: LoggedField['table'], name: string): boolean {
  return (fieldNatures[table] as Record<string, string>)[name] === 'customer';
}

const NUMBERS: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

/** '38 KB', '1,2 MB'. */
function sizeText(bytes: number, language: Language): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${amount.toLocaleString(NUMBERS[language], { maximumFractionDigits: 1 })} ${unit}`;
}
