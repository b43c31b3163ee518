// What the standing with the branch server means, since when it is so, and what can be done: try now, decide conflicts.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { SyncStanding } from '../../src-shared/sync/contract.ts';
import { client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { syncTexts } from '../texts/sync.ts';
import { dayAndTime, timeOfDay } from '../texts/when.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { lineText, meaning, needsAttention } from './state-words.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '560px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  fact: { color: tokens.colorNeutralForeground2 },
  facts: { display: 'flex', flexDirection: 'column' },
  actions: { gap: '8px' },
});

type Props = { standing: SyncStanding; conflicts: number; close: () => void };

export function SyncDialog({ standing, conflicts, close }: Props) {
  const styles = useStyles();
  const t = useTexts(syncTexts);
  const language = useLanguage((state) => state.language);
  const { go } = usePlace();
  const first = useRef<HTMLButtonElement>(null);
  const [trying, setTrying] = useState(false);
  const [triedAt, setTriedAt] = useState<number | null>(null);
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => first.current?.focus(), []);
  const { state, since, server } = standing;
  const canTry = server !== null && state.kind !== 'updateNeeded' && state.kind !== 'revoked';
  const leading = conflicts > 0 ? 'conflicts' : canTry && needsAttention(state) ? 'try' : 'close';
  const look = (one: typeof leading) => ({
    appearance: one === leading ? ('primary' as const) : ('secondary' as const),
    ...(one === leading && { ref: first }),
  });
  const tryNow = async () => {
    if (trying) return;
    setTrying(true);
    await client.sync.tryNow().catch(showFailure);
    await queries.invalidateQueries();
    setTrying(false);
    setTriedAt(Date.now());
  };

  return (
    <Dialog open surfaceMotion={null} onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text as="p" block weight="semibold" style={{ margin: 0 }} role="status">
              {lineText(state, t.line, language)}
            </Text>
            <Text>{meaning(state, t.means)}</Text>
            {conflicts > 0 && <Text>{t.conflictsWait(conflicts)}</Text>}
            {server !== null && (
              <div className={styles.facts}>
                <Text className={styles.fact}>{t.since(dayAndTime(since, language))}</Text>
                <Text className={styles.fact}>{t.server(server)}</Text>
              </div>
            )}
            <div role="status">
              {triedAt !== null && needsAttention(state) && <Text>{t.stillSo(timeOfDay(triedAt, language))}</Text>}
            </div>
          </DialogContent>
          <DialogActions className={styles.actions} fluid>
            {conflicts > 0 && (
              <Button
                {...look('conflicts')}
                onClick={() => {
                  close();
                  void go({ module: 'contacts', page: 'conflicts' });
                }}
              >
                {t.toConflicts(conflicts)}
              </Button>
            )}
            {canTry && (
              <Button {...look('try')} disabledFocusable={trying} onClick={() => void tryNow()}>
                {trying ? t.trying : t.tryNow}
              </Button>
            )}
            <Button {...look('close')} onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
