// A check box of a form, with its words at the right of it and the mark of an unsaved change at the left.
import { Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { type FieldPath, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { useReadOnly } from './read-only.tsx';
import { differs } from './text-field.tsx';

const useStyles = makeStyles({
  box: {
    borderLeft: '3px solid transparent',
    display: 'inline-flex',
    flexDirection: 'column',
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  changed: {
    borderLeftColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  problem: { padding: '0 9px 4px', color: tokens.colorStatusDangerForeground1 },
  check: { height: '28px', alignItems: 'center' },
  label: { paddingTop: 0, paddingBottom: 0 },
  indicator: { marginTop: 0, marginBottom: 0, alignSelf: 'center' },
});

export function CheckField<T extends FieldValues>({
  form,
  name,
  label,
  said,
  className,
  disabled = false,
  problemText,
}: {
  form: UseFormReturn<T>;
  name: FieldPath<T>;
  label: string;
  /** What is heard instead: the label with what it belongs to. */
  said?: string;
  className?: string;
  /** Greyed, as it has no meaning now; why, stands beside it. */
  disabled?: boolean;
  /** The sentence for a problem that the service or a rule found with it. */
  problemText?: (problem: string) => string;
}) {
  const styles = useStyles();
  const problemId = useId();
  const readOnly = useReadOnly();
  const { field, fieldState } = useController({ control: form.control, name });
  const problem = problemText && fieldState.error?.message;
  return (
    <span className={mergeClasses(styles.box, differs(form, name, field.value === true) && styles.changed, className)}>
      <Checkbox
        disabled={disabled || readOnly}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? problemId : undefined}
        ref={field.ref}
        className={styles.check}
        aria-label={said}
        label={{ children: label, className: styles.label }}
        indicator={{ className: styles.indicator }}
        checked={field.value === true}
        onBlur={field.onBlur}
        onChange={(_event, { checked }) => {
          field.onChange(checked === true);
          form.clearErrors(name);
        }}
      />
      {problem && (
        <Text id={problemId} role="alert" size={200} className={styles.problem}>
          {problemText(problem)}
        </Text>
      )}
    </span>
  );
}
