// The key F6 on the pages of 'Kontakte', and the line above the function keys that says for how long a card is being read.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { calls } from '../client.ts';
import { isDialogOpen, runSafely, useCommands } from '../keys/commands.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { readNow, stopReading, useReading } from './read-now.ts';

/** A card takes half a second; only what takes longer is worth a line. */
const MOMENT_MS = 1000;

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '2px 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

export function ReadCard() {
  const keys = useTexts(keyTexts).names;
  const t = useTexts(cardReaderTexts).reading;
  const { data } = useQuery(calls.cardReaders.state.queryOptions());
  const isMissing = data?.service === 'noLibrary' && data.readers.length === 0;
  useCommands('page', [
    {
      ...{ key: 'F6', name: keys.F6 },
      // Not awaited: the keys behind it must not wait for a card that does not answer.
      run: () => void runSafely(readNow),
      ...(isMissing && { blocked: t.missing }),
    },
  ]);
  return null;
}

export function ReadingLine() {
  const running = useReading((state) => state.running);
  return running ? <Running /> : null;
}

function Running() {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).reading;
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), MOMENT_MS);
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isDialogOpen()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      stopReading();
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('keydown', pressed, { capture: true });
    };
  }, []);
  if (!slow) return null;
  return (
    <div role="status" className={styles.line}>
      <Text>{t.text}</Text>
      <Button size="small" onClick={stopReading}>
        {t.cancel}
      </Button>
    </div>
  );
}
