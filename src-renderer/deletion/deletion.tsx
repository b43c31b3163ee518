// 'Mehr - F11' → 'Kunden löschen …' of a saved customer: says what it means, or what stands in the way.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { listName } from '../../src-shared/customers/rules.ts';
import type { DeletionRefusal } from '../../src-shared/deletion/rules.ts';
import { calls, client } from '../client.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { deletionTexts } from '../texts/deletion.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';

const useStyles = makeStyles({ surface: { maxWidth: '520px', boxShadow: 'none', padding: '16px 20px' } });

export function Deletion({ mask }: { mask: MaskState }) {
  const t = useTexts(deletionTexts);
  const keys = useTexts(keyTexts).names;
  const [open, setOpen] = useState(false);
  const { customerId, record } = mask;
  const saved = customerId !== null && record !== null;
  const blocked = mask.changed ? t.unsaved : undefined;
  useCommands('page', [
    { key: 'F11', name: keys.F11, entries: saved ? [{ label: t.command, run: () => setOpen(true), blocked }] : [] },
  ]);
  if (!open || !saved) return null;
  return <DeletionDialog customerId={customerId} name={listName(record.form)} close={() => setOpen(false)} />;
}

function DeletionDialog({ customerId, name, close }: { customerId: string; name: string; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const t = useTexts(deletionTexts);
  const { goNow } = usePlace();
  const { data } = useQuery({
    ...calls.deletion.look.queryOptions({ input: { customerId } }),
    staleTime: 0,
    gcTime: 0,
  });
  const [refused, setRefused] = useState<readonly DeletionRefusal[] | null>(null);
  const refusals = refused ?? data?.refusals ?? null;
  const mayDelete = refusals?.length === 0;
  const first = useRef<HTMLButtonElement>(null);
  // 'Abbrechen' has the focus: nobody deletes by an Enter too many.
  useEffect(() => first.current?.focus(), []);
  const remove = async () => {
    const { error } = await safe(client.deletion.remove({ customerId }));
    if (isDefinedError(error) && error.code === 'REFUSED') return setRefused(error.data.refusals);
    close();
    if (error && !(isDefinedError(error) && error.code === 'GONE')) return showFailure(error);
    goNow({ module: 'contacts', page: 'search' });
    useMessages.getState().show({ tone: 'done', text: error ? t.gone : t.done(name), about: { id: customerId, name } });
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t.title(name)}</DialogTitle>
          <DialogContent>
            {mayDelete && t.means}
            {refusals && !mayDelete && (
              <div role="alert">
                {t.refused}
                <ul>
                  {refusals.map((reason) => (
                    <li key={reason}>{t.reasons[reason]}</li>
                  ))}
                </ul>
              </div>
            )}
          </DialogContent>
          <DialogActions fluid>
            {mayDelete && <Button onClick={() => void remove().catch(showFailure)}>{t.yes}</Button>}
            <Button ref={first} appearance="primary" onClick={close}>
              {mayDelete ? t.cancel : t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
