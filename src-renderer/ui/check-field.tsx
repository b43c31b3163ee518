// A check box of a form, with its words at the right of it and the mark of an unsaved change at the left.
import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type FieldPath, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { differs } from './text-field.tsx';

const useStyles = makeStyles({
  box: {
    borderLeft: '3px solid transparent',
    display: 'inline-flex',
    '@media (forced-colors: active)': { borderLeftColor: 'Canvas' },
  },
  changed: {
    borderLeftColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': { borderLeftColor: 'Highlight' },
  },
  check: { height: '28px', alignItems: 'center' },
  label: { paddingTop: 0, paddingBottom: 0 },
  indicator: { marginTop: 0, marginBottom: 0, alignSelf: 'center' },
});

export function CheckField<T extends FieldValues>({
  form,
  name,
  label,
  className,
}: {
  form: UseFormReturn<T>;
  name: FieldPath<T>;
  label: string;
  className?: string;
}) {
  const styles = useStyles();
  const { field } = useController({ control: form.control, name });
  return (
    <span className={mergeClasses(styles.box, differs(form, name, field.value === true) && styles.changed, className)}>
      <Checkbox
        ref={field.ref}
        className={styles.check}
        label={{ children: label, className: styles.label }}
        indicator={{ className: styles.indicator }}
        checked={field.value === true}
        onBlur={field.onBlur}
        onChange={(_event, { checked }) => field.onChange(checked === true)}
      />
    </span>
  );
}
