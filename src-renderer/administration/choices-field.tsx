// Several out of a closed list: a list box, where the arrow keys move and Ctrl adds.
import { mergeClasses } from '@fluentui/react-components';
import { type FieldValues, useController } from 'react-hook-form';
import type { Option } from '../ui/choice-field.tsx';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';
import { type FieldProps, lookOf } from '../ui/text-field.tsx';

export function ChoicesField<T extends FieldValues>(props: FieldProps<T> & { options: readonly Option[] }) {
  const { form, name, options } = props;
  const paper = usePaper();
  const { field, fieldState } = useController({ control: form.control, name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame {...lookOf(props)} changed={fieldState.isDirty} problem={problem ? props.problemText(problem) : null}>
      {(wears) => (
        <select
          {...wears}
          ref={field.ref}
          multiple
          size={Math.min(options.length, 6)}
          className={mergeClasses(paper.control, paper.area)}
          value={field.value}
          onBlur={field.onBlur}
          onChange={(event) => {
            field.onChange([...event.target.selectedOptions].map((one) => one.value));
            form.clearErrors(name);
          }}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
