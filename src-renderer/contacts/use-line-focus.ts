// Puts the focus into a line that has just been added, as soon as it is drawn.
import { useLayoutEffect, useState } from 'react';
import type { FieldPath } from 'react-hook-form';
import { focusField } from '../ui/focus-field.ts';
import type { MaskForm } from './mask-form.ts';

/** `lines` is how many are drawn; the answer asks for the focus of a field of the line with that number. */
export function useLineFocus(lines: number): (line: number, field: FieldPath<MaskForm>) => void {
  const [wanted, setWanted] = useState<{ line: number; field: FieldPath<MaskForm> } | null>(null);
  useLayoutEffect(() => {
    if (!wanted || wanted.line >= lines) return;
    focusField(wanted.field);
    setWanted(null);
  }, [wanted, lines]);
  return (line, field) => setWanted({ line, field });
}
