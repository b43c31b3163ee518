// The part of the status line about card readers: there where there is a reader, or trouble with the system's card service. By
// click or key it opens the dialog that names the readers and holds 'Karten automatisch lesen'.
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { CardReaders } from '../../src-shared/card-readers/contract.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { useFocusBack } from '../ui/focus-back.ts';

/** A reader that is plugged in announces nothing to the screen. */
const LOOK_AGAIN_MS = 5000;

const useStyles = makeStyles({
  line: { fontSize: 'inherit', color: 'inherit' },
  attention: { color: tokens.colorStatusWarningForeground1 },
  surface: { maxWidth: '560px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  readers: { margin: 0, paddingLeft: '20px', overflowWrap: 'anywhere' },
  means: { display: 'block', marginLeft: '34px', marginTop: '-6px', color: tokens.colorNeutralForeground2 },
});

type Line = 'ready' | 'card' | 'reading' | 'silent' | 'busy' | 'stopped';

export function ReaderStatus() {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).status.line;
  const [open, setOpen] = useState(false);
  const { data } = useQuery(calls.cardReaders.state.queryOptions({ refetchInterval: LOOK_AGAIN_MS }));
  const line = data ? lineOf(data) : null;
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

/** The one thing worth saying; null = nothing is. A computer without a card service and without readers misses nothing. */
function lineOf({ service, readers }: CardReaders): Line | null {
  if (service === 'stopped') return 'stopped';
  if (readers.length === 0) return null;
  const has = (state: CardReaders['readers'][number]['state']) => readers.some((one) => one.state === state);
  return (['silent', 'busy', 'reading', 'card'] as const).find(has) ?? 'ready';
}

function ReadersDialog({ state, close }: { state: CardReaders; close: () => void }) {
  const styles = useStyles();
  const t = useTexts(cardReaderTexts).status;
  const means = useId();
  const last = useRef<HTMLButtonElement>(null);
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => last.current?.focus(), []);
  const { service, readers, automatic } = state;
  const choose = async (next: boolean) => {
    await client.cardReaders.chooseAutomatic({ automatic: next });
    await queries.invalidateQueries({ queryKey: calls.cardReaders.state.key() });
  };
  return (
    <Dialog open surfaceMotion={null} onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text role="status">{t.service[service]}</Text>
            {readers.length === 0 ? (
              <Text>{t.none}</Text>
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
