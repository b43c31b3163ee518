// 'Mehr - F11' → 'An andere Filiale abgeben …' of a saved customer (E-59): which branch, what it means, done or not at all.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { listName } from '../../src-shared/customers/rules.ts';
import { calls, client } from '../client.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { branchSearchTexts } from '../texts/branch-search.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { usePaper } from '../ui/paper.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '520px', boxShadow: 'none', padding: '16px 20px' },
  field: { display: 'flex', alignItems: 'center', gap: '12px', marginTop: '8px', '& label': { flexShrink: 0 } },
  problem: { marginBottom: 0 },
});

export function HandOver({ mask }: { mask: MaskState }) {
  const t = useTexts(branchSearchTexts);
  const keys = useTexts(keyTexts).names;
  const { data: branches } = useQuery(calls.branchSearch.branches.queryOptions());
  const [open, setOpen] = useState(false);
  const { customerId, record } = mask;
  const offered = branches !== undefined && branches.length > 0 && customerId !== null && record !== null;
  const blocked = mask.changed ? t.unsaved : undefined;
  useCommands('page', [
    {
      key: 'F11',
      name: keys.F11,
      entries: offered ? [{ label: t.handOver, run: () => setOpen(true), blocked }] : [],
    },
  ]);
  if (!open || !offered) return null;
  return (
    <HandOverDialog
      customerId={customerId}
      name={listName(record.form)}
      branches={branches}
      close={() => setOpen(false)}
    />
  );
}

type Props = { customerId: string; name: string; branches: readonly { id: string; name: string }[]; close: () => void };

function HandOverDialog({ customerId, name, branches, close }: Props) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(branchSearchTexts);
  const fieldId = useId();
  const { goNow } = usePlace();
  const [to, setTo] = useState(branches[0]?.id ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [moving, setMoving] = useState(false);
  const handOver = async () => {
    setMoving(true);
    try {
      await client.branchSearch.move({ customerId, toBranchId: to });
    } catch (error) {
      const { code } = error as { code?: string };
      setProblem(code === 'OFFLINE' ? t.offline : code === 'GONE' ? t.gone : t.refused);
      setMoving(false);
      return;
    }
    close();
    goNow({ module: 'contacts', page: 'search' });
    const branch = branches.find(({ id }) => id === to)?.name ?? '';
    useMessages.getState().show({ tone: 'done', text: t.handedOver(name, branch), about: { id: customerId, name } });
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || moving || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.handOverTitle(name)}</DialogTitle>
          <DialogContent>
            {t.handOverMeans}
            <div className={styles.field}>
              <label htmlFor={fieldId}>{t.to}</label>
              <select
                id={fieldId}
                className={mergeClasses(paper.control, paper.choice)}
                value={to}
                onChange={(event) => setTo(event.target.value)}
              >
                {branches.map(({ id, name: label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" disabled={moving} onClick={() => void handOver()}>
              {t.doHandOver}
            </Button>
            <Button disabled={moving} onClick={close}>
              {t.cancel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
