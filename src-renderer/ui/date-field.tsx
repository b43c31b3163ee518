// A birth date in any German spelling. While it is typed the label's line says what was understood; left, it is written out.
import { useState } from 'react';
import { type FieldValues, useWatch } from 'react-hook-form';
import { ageOn } from '../../src-shared/customers/age.ts';
import { readBirthDate } from '../../src-shared/customers/birth-date.ts';
import { birthDateProblem, localDay } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { fieldTexts } from '../texts/fields.ts';
import { type FieldProps, TextField } from './text-field.tsx';

export function DateField<T extends FieldValues>(props: FieldProps<T>) {
  const t = useTexts(fieldTexts);
  const [today] = useState(() => localDay(Date.now()));
  const typed = String(useWatch({ control: props.form.control, name: props.name }) ?? '');
  const reading = readBirthDate(typed, today);
  const written = (text: string) => writtenDate(text, today);
  const age = reading.kind === 'date' ? ageOn(reading.date, today) : null;
  const understood = reading.kind === 'date' && written(typed) !== typed ? written(typed) : null;
  return (
    <TextField
      {...props}
      maxLength={40}
      keyboard="numeric"
      alignRight
      aside={understood ?? (age && ageText(age, t))}
      tidy={written}
      rule={(text) => birthDateProblem(text, today)}
    />
  );
}

/** Years for grown-ups, months for the smallest. */
export function ageText(age: { years: number; months: number }, t: (typeof fieldTexts)['de']): string {
  if (age.years === 0) return t.months(age.months);
  return t.years(age.years);
}

/** '03.04.1961' where a date is understood, else what was typed. */
export function writtenDate(text: string, today: string): string {
  const reading = readBirthDate(text, today);
  return reading.kind === 'date' ? reading.date.split('-').reverse().join('.') : text;
}
