// What an entry is about, its values and why it is there, in words. It draws nothing.
import type { ShownValue } from '../../src-shared/change-log/contract.ts';
import type { ConflictEntry, ConflictSide } from '../../src-shared/conflicts/contract.ts';
import { useLogWords } from '../change-log/value-text.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { conflictTexts } from '../texts/conflicts.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { dayAndTime } from '../texts/when.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

export function useConflictWords() {
  const t = useTexts(conflictTexts);
  const names = useTexts(loggedFieldTexts);
  const log = useTexts(changeLogTexts);
  const words = useLogWords();
  const { nameOf, factOf, covered } = usePersonNames();
  const language = useLanguage((state) => state.language);

  const label = (table: ConflictEntry['table'], field: string) =>
    (names.fields[table] as Record<string, string>)[field] ?? field;

  /** 'Notiz', 'Telefon privat: Nummer', 'Anschrift Lieferung'. */
  const what = (entry: ConflictEntry): string => {
    const { table, field, about } = entry;
    const isNamed = entry.customer !== null && (table === 'patient' || table === 'document');
    const called = words.value(about, table, 'label');
    const which = isNamed ? factOf(entry.customer?.id ?? null, called) : called;
    const row = about === null ? names.tables[table] : `${names.tables[table]} ${which}`;
    if (field === null || isGroup(entry)) return row;
    return table === 'customer' ? label(table, field) : `${row}: ${label(table, field)}`;
  };

  const who = (entry: ConflictEntry): string => {
    if (entry.customer) return nameOf(entry.customer.id, entry.customer.name);
    return entry.table.startsWith('customer') || entry.table === 'appAccess' ? t.notHere : t.administration;
  };

  /** Lines: an address as on an envelope, one field alone by its value, several with their labels. */
  const lines = (entry: ConflictEntry, { values }: ConflictSide): string[] => {
    if (entry.customer && covered) return [factOf(entry.customer.id, t.nothing)];
    if (entry.table === 'customerAddress' && isGroup(entry)) return addressLines(values) ?? [t.nothing];
    const [only] = values;
    if (values.length === 1 && only && entry.field !== null) return [words.value(only.value, entry.table, only.field)];
    return values
      .filter(({ value, field }) => value !== null && field !== 'rank')
      .map(({ field, value }) => `${label(entry.table, field)}: ${words.value(value, entry.table, field)}`);
  };

  /** Why nothing can be chosen, or what happened to a whole row; null = the two values say it. */
  const why = (entry: ConflictEntry): string | null => {
    switch (entry.reason) {
      case 'removedThere':
        return t.removedThere;
      case 'numberTaken':
        if (entry.table === 'customerCard') return t.cardTaken(textOf(entry.claims[0], 'number') ?? '');
        if (entry.field === 'externalNumber')
          return t.externalNumberTaken(textOf(entry.claims[0], 'externalNumber') ?? '');
        return t.numberTaken(textOf(entry.claims[0], 'number') ?? '', textOf(entry.stored, 'number') ?? '');
      case 'refused':
        return entry.refusal === null ? t.refusedUnknown : t.refusals[entry.refusal];
      case 'bothChanged':
        if (entry.table !== 'conflict' && entry.decidedDifferently) return t.decidedDifferently;
        if (entry.ways.kind === 'choose') return null;
        if (entry.ways.kind === 'removeOrKeep') return t.removedHere;
        if (entry.table === 'appAccess') return t.credential(textOf(entry.claims[0], 'letterNumber'));
        return entry.table === 'conflict' ? t.decidedTwice : t.closed;
    }
  };

  return {
    ...{ what, who, lines, why, label },
    title: (entry: ConflictEntry) => t.entry(who(entry), what(entry)),
    doing: (entry: ConflictEntry) => (entry.refused?.doing ? log.doings[entry.refused.doing] : what(entry)),
    by: ({ employee, workstation, at }: ConflictSide) =>
      t.by(employee, workstation, at === null ? null : dayAndTime(at, language)),
  };
}

// --- details

const GROUPS = new Set(['address', 'credential', 'decision', 'state']);

function isGroup({ field }: ConflictEntry): boolean {
  return field !== null && GROUPS.has(field);
}

function textOf(side: ConflictSide | undefined, field: string): string | null {
  const value: ShownValue | null = side?.values.find((one) => one.field === field)?.value ?? null;
  return value?.kind === 'text' ? value.text : null;
}

function addressLines(values: ConflictSide['values']): string[] | null {
  const part = (field: string) => {
    const value = values.find((one) => one.field === field)?.value;
    return value?.kind === 'text' ? value.text : '';
  };
  const join = (...parts: string[]) => parts.filter(Boolean).join(' ');
  const found = [
    join(part('street'), part('houseNumber')),
    part('addition'),
    part('district'),
    join(part('postcode'), part('town')),
    part('country'),
  ].filter(Boolean);
  return found.length > 0 ? found : null;
}
