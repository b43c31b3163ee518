// The password of a mailbox being set: never shown, never read back, offered to no password store.
import { mergeClasses } from '@fluentui/react-components';
import { type FieldValues, useController } from 'react-hook-form';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';
import { type FieldProps, lookOf } from '../ui/text-field.tsx';

/** @param kept what stands there while nothing is typed */
export function PasswordField<T extends FieldValues>(props: FieldProps<T> & { kept: string }) {
  const { form, name } = props;
  const paper = usePaper();
  const { field, fieldState } = useController({ control: form.control, name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame {...lookOf(props)} changed={fieldState.isDirty} problem={problem ? props.problemText(problem) : null}>
      {(wears) => (
        <input
          {...wears}
          ref={field.ref}
          name={name}
          type="password"
          autoComplete="new-password"
          maxLength={200}
          placeholder={props.kept}
          className={mergeClasses(paper.control, problem && paper.wrong)}
          value={field.value}
          onBlur={field.onBlur}
          onChange={(event) => {
            field.onChange(event.target.value);
            form.clearErrors(name);
          }}
        />
      )}
    </FieldFrame>
  );
}
