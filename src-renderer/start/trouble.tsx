// What is wrong with the data folder and what can be done about it: try again, give the key back, restore a backup.
import { Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OpenTrouble } from '../../src-shared/database/contract.ts';
import { client, queries } from '../client.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { startTexts } from '../texts/start.ts';
import { timeOfDay } from '../texts/when.ts';
import { RestoreSheet } from './restore.tsx';
import { Sheet } from './sheet.tsx';
import { Unlock } from './unlock.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', gap: '8px' },
  file: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
});

const WAYS: Record<OpenTrouble['kind'], readonly ('retry' | 'unlock' | 'restore')[]> = {
  damaged: ['restore', 'retry'],
  foreign: ['retry'],
  wrongKey: ['unlock', 'restore'],
  keyMissing: ['unlock', 'restore'],
  diskFull: ['retry'],
  readOnly: ['retry'],
  inUse: ['retry'],
  newerSchema: [],
  unreadable: ['retry'],
  updateFailed: [],
};

export function Trouble({ trouble }: { trouble: OpenTrouble }) {
  const styles = useStyles();
  const t = useTexts(startTexts).trouble;
  const language = useLanguage((state) => state.language);
  const [restoring, setRestoring] = useState(false);
  const [triedAt, setTriedAt] = useState<number | null>(null);
  const back = () => setRestoring(false);
  if (restoring) return <RestoreSheet back={back} done={back} />;
  const tryAgain = async () => {
    await client.database.retry();
    await queries.invalidateQueries();
    setTriedAt(Date.now());
  };
  const { title, text } = t[trouble.kind];
  const ways = WAYS[trouble.kind];
  const main = ways[0];
  const look = (way: (typeof ways)[number]) => (way === main ? 'primary' : 'secondary');
  return (
    <Sheet title={title}>
      <Text>{text}</Text>
      {ways.includes('unlock') && <Unlock />}
      <div className={styles.actions}>
        {ways.includes('restore') && (
          <Button appearance={look('restore')} autoFocus={main === 'restore'} onClick={() => setRestoring(true)}>
            {t.restore}
          </Button>
        )}
        {ways.includes('retry') && (
          <Button appearance={look('retry')} autoFocus={main === 'retry'} onClick={tryAgain}>
            {t.retry}
          </Button>
        )}
      </div>
      <div role="status">{triedAt !== null && <Text>{t.stillSo(timeOfDay(triedAt, language))}</Text>}</div>
      <Caption1 className={styles.file}>{t.file(trouble.file)}</Caption1>
    </Sheet>
  );
}
