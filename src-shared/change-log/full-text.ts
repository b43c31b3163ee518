// Decides which entries of the change log hold what somebody typed: in what they show and nowhere else, so never in a secret.
// The service knows values, the screen alone knows what fields and closed words are called in its language: both meet in
// names ('field customer.email'), which the screen looks up and sends along.
import { showDay } from '../calendar/day.ts';
import { fold } from '../search/fold.ts';
import { isSettingKey, settingOfReason } from '../settings/rules.ts';
import type { LoggedChange, LoggedSet, ShownValue, SoughtWord } from './contract.ts';
import { isRecord } from './fields.ts';

export const MOST_WORDS = 6;

/** What the screen calls things, by name. */
export type Wording = ReadonlyMap<string, string>;

/** How the things are named that only the screen has words for. */
export const named = {
  doing: (doing: string) => `doing ${doing}`,
  action: (action: string) => `action ${action}`,
  table: (table: string) => `table ${table}`,
  field: (table: string, field: string) => `field ${table}.${field}`,
  word: (table: string, field: string, word: string) => `word ${table}.${field} ${word}`,
  setting: (key: string) => `setting ${key}`,
  option: (key: string, word: string) => `option ${key} ${word}`,
  /** 'ja', 'an', 'nicht mehr vorhanden', the sign for nobody. */
  said: (what: 'yes' | 'no' | 'on' | 'off' | 'unknown' | 'nobody' | 'reason') => `said ${what}`,
};

/** The words of a search; what folds to nothing is none. Every one of them must be found. */
export function soughtWords(typed: string, wording: Wording): SoughtWord[] {
  const words = [...new Set(typed.split(/\s+/).map(fold))].filter((word) => word !== '').slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const folded = [...wording].map(([name, text]) => ({ name, text: fold(text) }));
  return words.map((text) => ({
    text: text.slice(0, 100),
    names: folded.filter((one) => one.text.includes(text)).map((one) => one.name),
  }));
}

/** Case and umlauts as in the search; a word may stand anywhere, also within another. */
export function holds(set: LoggedSet, words: readonly SoughtWord[]): boolean {
  if (words.length === 0) return true;
  const says = entrySays(set);
  const texts = says.texts.map(fold);
  return words.every(
    (word) => texts.some((text) => text.includes(fold(word.text))) || word.names.some((name) => says.names.has(name)),
  );
}

/** '1.204' */
export function numberText(number: number, language: 'de' | 'en'): string {
  return number.toLocaleString(NUMBERS[language]);
}

/** '1.204,50 €' */
export function moneyText(cents: number, language: 'de' | 'en'): string {
  return (cents / 100).toLocaleString(NUMBERS[language], { style: 'currency', currency: 'EUR' });
}

/** '38 KB', '1,2 MB'. */
export function sizeText(bytes: number, language: 'de' | 'en'): string {
  const [amount, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'KB'] : [bytes / 1_000_000, 'MB'];
  return `${amount.toLocaleString(NUMBERS[language], { maximumFractionDigits: 1 })} ${unit}`;
}

// --- details

const NUMBERS = { de: 'de-DE', en: 'en-GB' } as const;
const LANGUAGES = ['de', 'en'] as const;

type Says = { texts: string[]; names: Set<string> };

/** Everything that stands in an entry on the screen but its time, which has filters of its own. */
function entrySays(set: LoggedSet): Says {
  const says: Says = { texts: [], names: new Set([named.doing(set.doing)]) };
  if (set.employee === null) says.names.add(named.said('nobody'));
  else says.texts.push(set.employee);
  if (set.workstation !== null) says.texts.push(set.workstation);
  for (const change of set.changes) addChange(says, change);
  return says;
}

function addChange(says: Says, change: LoggedChange): void {
  const { table, action, about, fields } = change;
  if (action !== 'update') says.names.add(named.action(action));
  if (action !== 'update' || !isRecord(table)) {
    if (table !== 'chainSetting') says.names.add(named.table(table));
    addValue(says, change, table === 'consentEntry' ? 'purpose' : '', about);
  }
  for (const { field, from, to } of fields) {
    addLabel(says, change, field);
    addValue(says, change, field, from);
    addValue(says, change, field, to);
  }
}

function addLabel(says: Says, { table, rowId }: LoggedChange, field: string): void {
  const explained = table === 'chainSetting' ? settingOfReason(rowId) : null;
  if (explained) says.names.add(named.setting(explained)).add(named.said('reason'));
  else if (table === 'chainSetting' && isSettingKey(rowId)) says.names.add(named.setting(rowId));
  else says.names.add(named.field(table, field));
}

function addValue(says: Says, { table, rowId }: LoggedChange, field: string, value: ShownValue | null): void {
  if (value === null) return;
  const wordNamed = (word: string) =>
    table === 'chainSetting' && isSettingKey(rowId) ? named.option(rowId, word) : named.word(table, field, word);
  switch (value.kind) {
    case 'secret':
      return;
    case 'text':
      says.texts.push(value.text);
      return;
    case 'number':
      says.texts.push(String(value.number), ...LANGUAGES.map((language) => numberText(value.number, language)));
      return;
    case 'money':
      says.texts.push(...LANGUAGES.map((language) => moneyText(value.cents, language)));
      return;
    case 'size':
      says.texts.push(...LANGUAGES.map((language) => sizeText(value.bytes, language)));
      return;
    case 'date':
      says.texts.push(showDay(value.date));
      return;
    case 'instant':
      says.texts.push(instantText(value.at));
      return;
    case 'yesNo':
      says.names.add(named.said(value.yes ? 'yes' : 'no'));
      return;
    case 'onOff':
      says.names.add(named.said(value.on ? 'on' : 'off'));
      return;
    case 'word':
      says.names.add(wordNamed(value.word));
      return;
    case 'words':
      for (const word of value.words) {
        says.names.add(wordNamed(word));
        // Names of the chain's own states stand among the closed words, as themselves.
        if (!CLOSED_WORD.test(word)) says.texts.push(word);
      }
      return;
    case 'unknown':
      says.names.add(named.said('unknown'));
      return;
  }
}

const CLOSED_WORD = /^[a-z][A-Za-z]*$/;

/** '21.11.2026, 10:42', as both languages write it. */
function instantText(at: number): string {
  const date = new Date(at);
  const day = date.toLocaleDateString('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric' });
  return `${day}, ${date.toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' })}`;
}
