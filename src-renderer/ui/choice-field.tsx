// One out of a closed list. A value that is not in the list (from an import) is shown as it is and can be kept.
import { mergeClasses } from '@fluentui/react-components';
import { type FieldValues, useController } from 'react-hook-form';
import { FieldFrame } from './field-frame.tsx';
import { useFieldNote } from './field-notes.ts';
import { usePaper } from './paper.ts';
import { useReadOnly } from './read-only.tsx';
import { differs, type FieldProps, lookOf } from './text-field.tsx';

export type Option = { value: string; label: string };

export function ChoiceField<T extends FieldValues>(
  props: FieldProps<T> & { options: readonly Option[]; onPick?: (value: string) => void },
) {
  const { form, name, options, onPick } = props;
  const paper = usePaper();
  const disabled = useReadOnly();
  const { field, fieldState } = useController({ control: form.control, name });
  const note = useFieldNote(name);
  const value = String(field.value ?? '');
  const problem = fieldState.error?.message;
  const shown = options.some((one) => one.value === value) ? options : [...options, { value, label: value }];
  return (
    <FieldFrame
      {...lookOf(props)}
      choice
      changed={differs(form, name, value)}
      note={note}
      problem={problem ? props.problemText(problem) : null}
    >
      {(wears) => (
        <select
          {...wears}
          ref={field.ref}
          name={name}
          disabled={disabled}
          value={value}
          className={mergeClasses(paper.control, paper.choice, problem && paper.wrong)}
          onBlur={field.onBlur}
          onChange={(event) => {
            field.onChange(event.target.value);
            form.clearErrors(name);
            onPick?.(event.target.value);
          }}
        >
          {shown.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
