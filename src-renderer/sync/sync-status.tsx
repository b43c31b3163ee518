// The part of the status line about the branch server, always as it is, with the number of conflicts; by click or key it opens
// the dialog that says what it means. It decides nothing.
import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { calls } from '../client.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { syncTexts } from '../texts/sync.ts';
import { lineText, needsAttention } from './state-words.ts';
import { SyncDialog } from './sync-dialog.tsx';

/** News come by themselves; a clock that is set right, nobody announces. */
const LOOK_AGAIN_MS = 5000;

const useStyles = makeStyles({
  line: { fontSize: 'inherit', color: 'inherit' },
  attention: { color: tokens.colorStatusWarningForeground1 },
});

export function SyncStatus() {
  const styles = useStyles();
  const t = useTexts(syncTexts).line;
  const language = useLanguage((state) => state.language);
  const [open, setOpen] = useState(false);
  const { data: standing } = useQuery(calls.sync.standing.queryOptions({ refetchInterval: LOOK_AGAIN_MS }));
  const { data: conflicts = 0 } = useQuery(calls.conflicts.count.queryOptions());
  if (!standing) return <span />;
  const { state } = standing;
  const attention = needsAttention(state) || conflicts > 0;
  return (
    <>
      <Link
        as="button"
        appearance="subtle"
        aria-haspopup="dialog"
        className={mergeClasses(styles.line, attention && styles.attention)}
        onClick={() => setOpen(true)}
      >
        {lineText(state, t, language)}
        {conflicts > 0 && ` · ${t.conflicts(conflicts)}`}
      </Link>
      {open && <SyncDialog standing={standing} conflicts={conflicts} close={() => setOpen(false)} />}
    </>
  );
}
