// A value that the mask shows and nobody edits here, in the same lines as the fields beside it.
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  label: {
    paddingLeft: '9px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
  },
  value: { margin: 0, padding: '4px 9px', minHeight: '20px', lineHeight: '20px', fontSize: tokens.fontSizeBase300 },
  list: { margin: 0, minWidth: 0 },
});

export function ReadValue({ label, children }: { label: string; children: string }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </dl>
  );
}
