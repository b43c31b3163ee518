// A label and its control in one line, as wide as they need to be.
import { Label, makeStyles } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({ line: { display: 'inline-flex', alignItems: 'center', gap: '8px' } });

export function InlineField({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <span className={styles.line}>
      <Label htmlFor={id}>{label}</Label>
      {children(id)}
    </span>
  );
}
