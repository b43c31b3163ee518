// The part of the status line about card readers: there where there is a reader, or trouble with the system's card service. By
// click or key it opens the dialog that names the readers and holds 'Karten automatisch lesen'.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CardReaders } from '../../src-shared/card-readers/contract.ts';
import { calls } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { ReaderFacts } from './reader-facts.tsx';

const useStyles = makeStyles({
  line: { fontSize: 'inherit', color: 'inherit' },
  attention: { color: tokens.colorStatusWarningForeground1 },
  surface: { maxWidth: '560px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
});

type Line = 'ready' | 'card' | 'reading' | 'silent' | 'busy' | 'stopped';

export function ReaderStatus() {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).status.line;
  const [open, setOpen] = useState(false);
  const { data } = useQuery(calls.cardReaders.state.queryOptions());
  // A computer that never had a reader misses nothing while its card service rests.
  const [known, setKnown] = useState(false);
  const seen = (data?.readers.length ?? 0) > 0;
  useEffect(() => setKnown((before) => before || seen), [seen]);
  const line = data ? lineOf(data, known) : null;
  if (!data || line === null) return null;
  const attention = line === 'silent' || line === 'busy' || line === 'stopped';
  return (
    <>
      <Link
        as="button"
        appearance="subtle"
        aria-haspopup="dialog"
        className={mergeClasses(styles.line, attention && styles.attention)}
        onClick={() => setOpen(true)}
      >
        {t[line]}
      </Link>
      {open && <ReadersDialog state={data} close={() => setOpen(false)} />}
    </>
  );
}

/** The one thing worth saying; null = nothing is. @param known readers were seen since the start */
function lineOf({ service, readers }: CardReaders, known: boolean): Line | null {
  if (service === 'stopped' && known) return 'stopped';
  if (readers.length === 0) return null;
  const has = (state: CardReaders['readers'][number]['state']) => readers.some((one) => one.state === state);
  return (['silent', 'busy', 'reading', 'card'] as const).find(has) ?? 'ready';
}

function ReadersDialog({ state, close }: { state: CardReaders; close: () => void }) {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).status;
  const last = useRef<HTMLButtonElement>(null);
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => last.current?.focus(), []);
  return (
    <Dialog open surfaceMotion={null} onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <ReaderFacts state={state} />
          </DialogContent>
          <DialogActions fluid>
            <Button ref={last} appearance="primary" onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
