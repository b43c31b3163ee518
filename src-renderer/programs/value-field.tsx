// A value in the unit of a programme's kind: '12,5' percent, '3' stamps, '5,00' euros. The form keeps it in whole digits
// (tenths of a percent, stamps, cents); while it is typed the field keeps the typing.
import { mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import { type FieldValues, useController } from 'react-hook-form';
import { programValueText, readProgramValue } from '../../src-shared/lists/rules.ts';
import type { ProgramKind } from '../../src-shared/programs/rules.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { useFieldNote } from '../ui/field-notes.ts';
import { usePaper } from '../ui/paper.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { differs, type FieldProps, lookOf } from '../ui/text-field.tsx';

export function ValueField<T extends FieldValues>(props: FieldProps<T> & { kind: ProgramKind }) {
  const { form, name, kind } = props;
  const paper = usePaper();
  const readOnly = useReadOnly();
  const note = useFieldNote(name);
  const { field, fieldState } = useController({ control: form.control, name });
  const kept = String(field.value ?? '');
  const [typing, setTyping] = useState<string | null>(null);
  const problem = fieldState.error?.message;
  const typed = (text: string) => {
    setTyping(text);
    const value = readProgramValue(kind, text);
    form.clearErrors(name);
    // What cannot be read goes into the form as it is, and is refused there.
    field.onChange(value === null ? '' : Number.isNaN(value) ? text : String(value));
  };
  return (
    <FieldFrame
      {...lookOf(props)}
      alignRight
      changed={differs(form, name, kept)}
      note={note}
      problem={problem ? props.problemText(problem) : null}
    >
      {(wears) => (
        <input
          {...wears}
          ref={field.ref}
          name={name}
          readOnly={readOnly}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={typing ?? (/^\d+$/.test(kept) ? programValueText(kind, Number(kept)) : kept)}
          className={mergeClasses(paper.control, paper.number, problem && paper.wrong)}
          onChange={(event) => typed(event.target.value)}
          onBlur={() => {
            setTyping(null);
            field.onBlur();
            if (kept !== '' && !/^\d+$/.test(kept))
              form.setError(name, { type: 'problem', message: 'programValue.notANumber' });
          }}
        />
      )}
    </FieldFrame>
  );
}
