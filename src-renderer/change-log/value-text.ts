// How the change log names fields and says values in the reader's language. It draws nothing.

import { showDay } from '../../src-shared/calendar/day.ts';
import type { LoggedChange, LoggedField, ShownValue } from '../../src-shared/change-log/contract.ts';
import { fieldNatures, isRecord } from '../../src-shared/change-log/fields.ts';
import { moneyText, numberText, sizeText } from '../../src-shared/change-log/full-text.ts';
import { isSettingKey, settingOfReason } from '../../src-shared/settings/rules.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { type SettingWords, settingTexts } from '../texts/settings.ts';
import { dayAndTime } from '../texts/when.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

export function useLogWords() {
  const t = useTexts(changeLogTexts);
  const names = useTexts(loggedFieldTexts);
  const settings = useTexts(settingTexts);
  const language = useLanguage((state) => state.language);
  const { nameOf, factOf } = usePersonNames();

  const field = ({ table, field: name }: LoggedField): string => {
    const label = (names.fields[table] as Record<string, string>)[name] ?? name;
    return isRecord(table) ? label : `${names.tables[table]}: ${label}`;
  };

  const value = (shown: ShownValue | null, table: LoggedField['table'], name: string): string => {
    if (shown === null) return t.nothing;
    if (shown.kind === 'text' && isAboutAnother(table, name)) return nameOf(null, shown.text);
    switch (shown.kind) {
      case 'text':
        return shown.text;
      case 'number':
        return numberText(shown.number, language);
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
        return moneyText(shown.cents, language);
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

  /** 'Anschrift Lieferung': which row it was. @param of whose it is; a patient and a file are called by names, too */
  const row = (change: LoggedChange, of?: string | null): string => {
    if (change.about === null) return names.tables[change.table];
    if (of !== undefined && CALLED_BY_NAMES.has(change.table))
      return `${names.tables[change.table]} ${factOf(of, value(change.about, change.table, ''))}`;
    const about = value(change.about, change.table, change.table === 'consentEntry' ? 'purpose' : '');
    return `${names.tables[change.table]} ${about}`;
  };

  return {
    field,
    value,
    changedValue,
    row,
    /** Of a born or removed row, whose name stands above; of a changed one, with that name unless it is the record itself. */
    fieldOf: (change: LoggedChange, name: string, of?: string | null): string => {
      if (change.table === 'chainSetting') {
        const explained = settingOfReason(change.rowId);
        if (explained) return `${settings[explained].label}: ${t.reason}`;
        if (isSettingKey(change.rowId)) return settings[change.rowId].label;
      }
      const plain = change.action !== 'update' || isRecord(change.table);
      return plain ? label(change, name) : `${row(change, of)}: ${label(change, name)}`;
    },
  };
}

const CALLED_BY_NAMES: ReadonlySet<LoggedField['table']> = new Set(['patient', 'document'] as const);

/** The value is the name of a customer, and not of the one whose log it is. */
function isAboutAnother(table: LoggedField['table'], name: string): boolean {
  return (fieldNatures[table] as Record<string, string>)[name] === 'customer';
}
