// A day in any German spelling; left, it is written out: 21.11.2026. What the day is for is the caller's business.
import type { FieldValues } from 'react-hook-form';
import { readDay, showDay } from '../../src-shared/calendar/day.ts';
import { type FieldProps, TextField } from './text-field.tsx';

export function DayField<T extends FieldValues>(props: FieldProps<T>) {
  return (
    <TextField
      {...props}
      maxLength={20}
      keyboard="numeric"
      alignRight
      tidy={writtenDay}
      rule={(text) => (text.trim() === '' || readDay(text) !== null ? null : 'day.unreadable')}
    />
  );
}

function writtenDay(text: string): string {
  const day = readDay(text);
  return day === null ? text.trim() : showDay(day);
}
