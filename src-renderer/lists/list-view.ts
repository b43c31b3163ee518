// What one list needs to be shown and edited on the page that all lists share. It draws nothing.
import type { ComponentType, ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { ListEntry } from '../../src-shared/lists/contract.ts';
import type { ListForms, ListName } from '../../src-shared/lists/rules.ts';

/** What is typed into the dialog of any list; each uses the fields it has. Their names are those of the problems. */
export type Typed = {
  name: string;
  meaning: string;
  abbreviation: string;
  colour: string;
  ik: string;
  kind: string;
  value: string;
  article: string;
  fixedValue: boolean;
  /** One a line. */
  items: string;
  ended: boolean;
};

export const NOTHING_TYPED: Typed = {
  ...{ name: '', meaning: '', abbreviation: '', colour: '', ik: '', kind: '', value: '', article: '' },
  ...{ fixedValue: false, items: '', ended: false },
};

export type FieldsProps = { form: UseFormReturn<Typed>; problemText: (problem: string) => string };

export type ListView<L extends ListName> = {
  list: L;
  /** Of the columns between name and state. */
  heads: readonly string[];
  cells: (entry: ListEntry<L>) => readonly ReactNode[];
  /** What the search of the module finds a line by, besides its name. */
  words: (entry: ListEntry<L>) => string;
  /** Lines that the program brings and nobody edits. */
  builtIn?: readonly { name: string; cells: readonly ReactNode[] }[];
  /** What the dialog of an entry begins with; null = a new one. */
  typed: (entry: ListEntry<L> | null) => Partial<Typed>;
  form: (typed: Typed) => ListForms[L];
  /** Below the name. */
  Fields: ComponentType<FieldsProps>;
};
