// What the log's screen calls things in the reader's language, by the names of full-text.ts: so that a word typed there finds
// 'E-Mail' and 'Kunde geändert' although the service knows no texts.
import { useMemo } from 'react';
import { named, type Wording } from '../../src-shared/change-log/full-text.ts';
import { useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { type SettingWords, settingTexts } from '../texts/settings.ts';

export function useWording(): Wording {
  const t = useTexts(changeLogTexts);
  const logged = useTexts(loggedFieldTexts);
  const settings = useTexts(settingTexts);
  return useMemo(() => {
    const wording = new Map<string, string>();
    const add = (words: object, name: (word: string) => string) => {
      for (const [word, text] of Object.entries(words)) wording.set(name(word), text);
    };
    add(t.doings, named.doing);
    add(t.action, named.action);
    add(logged.tables, named.table);
    for (const [table, fields] of Object.entries(logged.fields)) add(fields, (field) => named.field(table, field));
    for (const [key, words] of Object.entries(logged.words)) {
      const [table = '', field = ''] = key.split('.');
      add(words, (word) => named.word(table, field, word));
    }
    for (const [key, { label, options }] of Object.entries<SettingWords>(settings)) {
      wording.set(named.setting(key), label);
      add(options ?? logged.words['customer.status'], (word) => named.option(key, word));
    }
    const { yes, no, on, off, unknown, nobody, reason } = t;
    for (const [what, text] of Object.entries({ yes, no, on, off, unknown, nobody, reason }))
      wording.set(named.said(what as Parameters<typeof named.said>[0]), text);
    return wording;
  }, [t, logged, settings]);
}
