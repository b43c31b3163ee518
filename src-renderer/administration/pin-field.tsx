// A PIN being set: digits only, never shown, offered to no password store.
import { mergeClasses } from '@fluentui/react-components';
import { type FieldValues, useController } from 'react-hook-form';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';
import { type FieldProps, lookOf } from '../ui/text-field.tsx';

export function PinField<T extends FieldValues>(props: FieldProps<T>) {
  const { form, name } = props;
  const paper = usePaper();
  const { field, fieldState } = useController({ control: form.control, name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame {...lookOf(props)} problem={problem ? props.problemText(problem) : null}>
      {(wears) => (
        <input
          {...wears}
          ref={field.ref}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={12}
          className={mergeClasses(paper.control, problem && paper.wrong)}
          value={field.value}
          onBlur={field.onBlur}
          onChange={(event) => {
            field.onChange(event.target.value.replace(/\D/g, ''));
            form.clearErrors(name);
          }}
        />
      )}
    </FieldFrame>
  );
}
