// While a workstation that has just joined fetches the shop: how far it is, what stands in the way, and the sign-in as soon as
// there is somebody who can.
import { Button, Caption1, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { SyncState } from '../../src-shared/sync/state.ts';
import { client, queries } from '../client.ts';
import { fillText } from '../sync/state-words.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { syncTexts } from '../texts/sync.ts';
import { Sheet } from './sheet.tsx';

const useStyles = makeStyles({
  amount: { fontVariantNumeric: 'tabular-nums' },
  actions: { display: 'flex', gap: '8px' },
  hint: { color: tokens.colorNeutralForeground3 },
});

/** `early`: signs in before all is there; null = nobody can yet. */
export function Filling({ state, early }: { state: SyncState; early: (() => void) | null }) {
  const styles = useStyles();
  const all = useTexts(syncTexts);
  const t = all.fill;
  const language = useLanguage((one) => one.language);
  const [trying, setTrying] = useState(false);
  const fill = state.kind === 'filling' ? state : { done: 0, total: 0 };
  const stuck = state.kind === 'offline' ? t.waits : state.kind === 'updateNeeded' ? t.update : null;
  const tryNow = async () => {
    setTrying(true);
    await client.sync.tryNow().catch(() => undefined);
    await queries.invalidateQueries();
    setTrying(false);
  };
  const amount = fillText(fill, all.line, language);
  return (
    <Sheet title={t.title}>
      <Text>{t.lead}</Text>
      <ProgressBar
        thickness="large"
        aria-label={t.title}
        aria-valuetext={amount}
        // Without motion while nothing moves.
        {...((fill.total > 0 || stuck) && { value: Math.min(fill.done, fill.total), max: Math.max(1, fill.total) })}
      />
      {(fill.total > 0 || !stuck) && <Text className={styles.amount}>{amount}</Text>}
      <div role="status">{stuck && <Text>{stuck}</Text>}</div>
      <div className={styles.actions}>
        {stuck && (
          <Button appearance="primary" disabledFocusable={trying} onClick={() => void tryNow()}>
            {trying ? all.trying : all.tryNow}
          </Button>
        )}
        {early && <Button onClick={early}>{t.early}</Button>}
      </div>
      {early && <Caption1 className={styles.hint}>{t.earlyHint}</Caption1>}
    </Sheet>
  );
}
