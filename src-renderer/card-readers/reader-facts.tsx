// The card readers of this workstation as they are right now, and 'Karten automatisch lesen': in the dialog of the status line and
// on page 'Geräte'.
import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { CardReaders } from '../../src-shared/card-readers/contract.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';

const useStyles = makeStyles({
  readers: { margin: 0, paddingLeft: '20px', overflowWrap: 'anywhere' },
  means: { display: 'block', marginLeft: '34px', marginTop: '-6px', color: tokens.colorNeutralForeground2 },
});

export function ReaderFacts({ state: { service, readers, automatic } }: { state: CardReaders }) {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).status;
  const means = useId();
  const choose = async (next: boolean) => {
    await client.cardReaders.chooseAutomatic({ automatic: next });
    await queries.invalidateQueries({ queryKey: calls.cardReaders.state.key() });
  };
  return (
    <>
      <Text role="status">{t.service[service]}</Text>
      {readers.length === 0 ? (
        service === 'running' && <Text>{t.none}</Text>
      ) : (
        <ul className={styles.readers}>
          {readers.map(({ name, state: reader }) => (
            <li key={name}>{`${name}: ${t.readers[reader]}`}</li>
          ))}
        </ul>
      )}
      <Checkbox
        label={t.automatic}
        aria-describedby={means}
        checked={automatic}
        onChange={(_event, { checked }) => void choose(checked === true).catch(showFailure)}
      />
      <Text id={means} size={200} className={styles.means}>
        {t.automaticMeans}
      </Text>
    </>
  );
}
