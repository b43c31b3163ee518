// A line or an area of text in a form. What it means is checked by the rule that the caller hands over, when it is left.
import { mergeClasses } from '@fluentui/react-components';
import type { KeyboardEvent, ReactNode } from 'react';
import { type FieldPath, type FieldValues, get, type UseFormReturn, useController } from 'react-hook-form';
import { useTexts } from '../texts/catalogue.ts';
import { fieldTexts } from '../texts/fields.ts';
import { type ControlProps, FieldFrame, type FieldLook } from './field-frame.tsx';
import { useFieldNote } from './field-notes.ts';
import { useIsMissing } from './missing-fields.ts';
import { usePaper } from './paper.ts';
import { useReadOnly } from './read-only.tsx';

export type FieldProps<T extends FieldValues> = Omit<
  FieldLook,
  'changed' | 'note' | 'problem' | 'choice' | 'missing'
> & {
  form: UseFormReturn<T>;
  name: FieldPath<T>;
  /** The sentence for a problem; its code is what the rule or the service gave. */
  problemText: (problem: string) => string;
};

type TextFieldProps<T extends FieldValues> = FieldProps<T> & {
  /** Code of what is wrong with a finished entry, or null. Asked when the field is left. */
  rule?: (text: string) => string | null;
  /** How a finished entry is written: '3.4.61' becomes '03.04.1961'. */
  tidy?: (text: string) => string;
  /** After each keystroke. */
  onType?: (text: string) => void;
  onLeave?: (text: string) => void;
  lines?: number;
  maxLength: number;
  /** Which keyboard a touch screen offers. */
  keyboard?: 'text' | 'email' | 'tel' | 'numeric';
  /** It can only be typed anew as a whole: with the focus all of it is selected. */
  wholeAtOnce?: boolean;
  /** What else it may be: arrow keys go through it. */
  proposals?: readonly string[] | undefined;
};

export function TextField<T extends FieldValues>(props: TextFieldProps<T>) {
  const { form, name, rule, tidy, onType, onLeave, lines, maxLength, keyboard = 'text', proposals } = props;
  const paper = usePaper();
  const t = useTexts(fieldTexts);
  const { field, fieldState } = useController({ control: form.control, name });
  const note = useFieldNote(name);
  const missing = useIsMissing(name);
  const readOnly = useReadOnly();
  const problem = fieldState.error?.message;
  const value = String(field.value ?? '');

  const typed = (text: string) => {
    field.onChange(text);
    form.clearErrors(name);
    onType?.(text);
  };
  const left = () => {
    field.onBlur();
    // What is only read stays as it is, however it is written.
    if (readOnly) return;
    const written = tidy ? tidy(value) : value;
    if (written !== value) field.onChange(written);
    const wrong = rule?.(written);
    if (wrong) form.setError(name, { type: 'problem', message: wrong });
    onLeave?.(written);
  };

  const shared = (wears: ControlProps) => ({
    ...wears,
    ref: field.ref,
    name,
    value,
    maxLength,
    readOnly,
    placeholder: t.nothing,
    autoComplete: 'off',
    spellCheck: lines !== undefined,
    onBlur: left,
  });
  const arrow = (event: KeyboardEvent) => {
    if (readOnly || !proposals?.length || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const at = proposals.indexOf(value);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const next = at < 0 ? (step > 0 ? 0 : proposals.length - 1) : (at + step + proposals.length) % proposals.length;
    typed(proposals[next] ?? value);
  };
  return (
    <FieldFrame
      {...lookOf(props)}
      changed={differs(form, name, value)}
      note={note}
      missing={missing}
      problem={problem ? props.problemText(problem) : null}
    >
      {(wears): ReactNode =>
        lines ? (
          <textarea
            {...shared(wears)}
            rows={lines}
            className={mergeClasses(paper.control, paper.area, problem && paper.wrong)}
            onChange={(event) => typed(event.target.value)}
          />
        ) : (
          <input
            {...shared(wears)}
            type="text"
            inputMode={keyboard}
            className={mergeClasses(paper.control, props.alignRight && paper.number, problem && paper.wrong)}
            onChange={(event) => typed(event.target.value)}
            onKeyDown={arrow}
            onFocus={(event) => props.wholeAtOnce && event.target.select()}
          />
        )
      }
    </FieldFrame>
  );
}

/** The entry is not the one that is saved. A line that is not saved yet counts as blank. */
export function differs<T extends FieldValues>(form: UseFormReturn<T>, name: FieldPath<T>, value: unknown): boolean {
  const saved: unknown = get(form.formState.defaultValues, name);
  return (saved ?? (typeof value === 'boolean' ? false : '')) !== value;
}

export function lookOf<T extends FieldValues>(
  props: FieldProps<T>,
): Omit<FieldLook, 'changed' | 'note' | 'problem' | 'choice' | 'missing'> {
  const { label, labelHidden, required, aside, alignRight, className } = props;
  return { label, labelHidden, required, aside, alignRight, className };
}
