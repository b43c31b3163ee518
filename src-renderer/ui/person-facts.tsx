// What is known of a person who is shown to be read only: a word and its values a line, '–' where there is none.
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '4px 20px',
    margin: 0,
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0 },
  },
  line: { display: 'contents' },
});

export function PersonFacts({ lines }: { lines: readonly (readonly [label: string, values: readonly string[]])[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {lines.map(([label, values]) => (
        <div key={label} className={styles.line}>
          <dt>{label}</dt>
          <dd>{values.length === 0 ? '–' : values.map((value) => <div key={value}>{value}</div>)}</dd>
        </div>
      ))}
    </dl>
  );
}
