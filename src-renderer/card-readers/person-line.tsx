// One customer as a choice among several: who it is, with the facts that tell him from the others.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '190px 86px 86px minmax(120px, 1fr) minmax(0, auto)',
    columnGap: '12px',
    alignItems: 'baseline',
    '@media (max-width: 900px)': { display: 'flex', flexWrap: 'wrap' },
  },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  fact: { color: tokens.colorNeutralForeground2 },
  number: { fontVariantNumeric: 'tabular-nums' },
});

type Props = { name: string; number: string; born: string; address: string; why?: string | undefined };

export function PersonLine({ name, number, born, address, why }: Props) {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).window;
  const fact = mergeClasses(styles.fact, styles.number);
  return (
    <span className={styles.line}>
      <span className={styles.name}>{name} </span>
      <span className={fact}>{t.number(number)} </span>
      <span className={fact}>{born} </span>
      <span className={styles.fact}>{address} </span>
      {why !== undefined && <span className={styles.fact}>{why}</span>}
    </span>
  );
}
