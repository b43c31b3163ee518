// A line or an area of text in a form. What it means is checked by the rule that the caller hands over, when it is left.
import { mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type FieldPath, type FieldValues, get, type UseFormReturn, useController } from 'react-hook-form';
import { useTexts } from '../texts/catalogue.ts';
import { fieldTexts } from '../texts/fields.ts';
import { type ControlProps, FieldFrame, type FieldLook } from './field-frame.tsx';
import { usePaper } from './paper.ts';

export type FieldProps<T extends FieldValues> = Omit<FieldLook, 'changed' | 'problem' | 'choice'> & {
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
  /** Proposals of the browser's list box. */
  proposals?: readonly string[];
};

export function TextField<T extends FieldValues>(props: TextFieldProps<T>) {
  const { form, name, rule, tidy, onType, onLeave, lines, maxLength, keyboard = 'text', proposals } = props;
  const paper = usePaper();
  const t = useTexts(fieldTexts);
  const { field, fieldState } = useController({ control: form.control, name });
  const problem = fieldState.error?.message;
  const value = String(field.value ?? '');

  const typed = (text: string) => {
    field.onChange(text);
    form.clearErrors(name);
    onType?.(text);
  };
  const left = () => {
    field.onBlur();
    const written = tidy ? tidy(value) : value;
    if (written !== value) field.onChange(written);
    const wrong = rule?.(written);
    if (wrong) form.setError(name, { type: 'problem', message: wrong });
    onLeave?.(written);
  };

  const shared = (wears: ControlProps) => ({
    ...wears,
    ref: field.ref,
    value,
    maxLength,
    placeholder: t.nothing,
    autoComplete: 'off',
    spellCheck: lines !== undefined,
    onBlur: left,
  });
  return (
    <FieldFrame
      {...lookOf(props)}
      changed={differs(form, name, value)}
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
          <>
            <input
              {...shared(wears)}
              type="text"
              inputMode={keyboard}
              list={proposals?.length ? `${wears.id}-list` : undefined}
              className={mergeClasses(paper.control, props.alignRight && paper.number, problem && paper.wrong)}
              onChange={(event) => typed(event.target.value)}
            />
            {proposals && proposals.length > 0 && (
              <datalist id={`${wears.id}-list`}>
                {proposals.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            )}
          </>
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

export function lookOf<T extends FieldValues>(props: FieldProps<T>): Omit<FieldLook, 'changed' | 'problem' | 'choice'> {
  const { label, labelHidden, required, aside, alignRight, className } = props;
  return { label, labelHidden, required, aside, alignRight, className };
}
