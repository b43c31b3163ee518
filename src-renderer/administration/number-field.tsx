// A whole number of a form. What is not one becomes NaN, so that the rules refuse it, or null where there may be none; the
// caller says what is allowed.
import { mergeClasses } from '@fluentui/react-components';
import { type FieldValues, useController } from 'react-hook-form';
import { useTexts } from '../texts/catalogue.ts';
import { fieldTexts } from '../texts/fields.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';
import { type FieldProps, lookOf } from '../ui/text-field.tsx';

export function NumberField<T extends FieldValues>(props: FieldProps<T> & { digits: number; optional?: boolean }) {
  const { form, name, digits, optional = false } = props;
  const paper = usePaper();
  const { nothing } = useTexts(fieldTexts);
  const { field, fieldState } = useController({ control: form.control, name });
  const problem = fieldState.error?.message;
  const value = field.value === null || Number.isNaN(field.value) ? '' : String(field.value);
  return (
    <FieldFrame {...lookOf(props)} changed={fieldState.isDirty} problem={problem ? props.problemText(problem) : null}>
      {(wears) => (
        <input
          {...wears}
          ref={field.ref}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={digits}
          placeholder={optional ? nothing : undefined}
          style={{ width: `${digits + 6}ch` }}
          className={mergeClasses(paper.control, paper.number, problem && paper.wrong)}
          value={value}
          onBlur={field.onBlur}
          onChange={(event) => {
            const text = event.target.value.trim();
            if (!/^\d*$/.test(text)) return;
            field.onChange(text === '' ? (optional ? null : Number.NaN) : Number(text));
            form.clearErrors(name);
          }}
        />
      )}
    </FieldFrame>
  );
}
