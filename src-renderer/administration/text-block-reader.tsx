// An older version, to be read as it was signed; it can become the beginning of a new one.
import { Button, makeStyles, Text } from '@fluentui/react-components';
import type { TextBlockVersionRecord } from '../../src-shared/text-blocks/contract.ts';
import { useCommands } from '../keys/commands.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { TextBlockPreview } from './text-block-preview.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '16px', marginBottom: '8px' },
});

export function TextBlockReader({ version, takeOver }: { version: TextBlockVersionRecord; takeOver: () => void }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks;
  const keys = useTexts(keyTexts);
  useCommands('page', [{ key: 'F1', name: keys.names.F1, run: () => undefined, blocked: t.old }]);
  return (
    <>
      <div className={styles.row}>
        <Text>{t.old}</Text>
        <Button size="small" onClick={takeOver}>
          {t.takeOver}
        </Button>
      </div>
      <TextBlockPreview body={version.body} />
    </>
  );
}
