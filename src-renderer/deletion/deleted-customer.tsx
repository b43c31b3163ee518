// A deleted customer, to read and to bring back.
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
import { useEffect, useRef } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { listName, localDay } from '../../src-shared/customers/rules.ts';
import type { DeletedCustomer } from '../../src-shared/deletion/contract.ts';
import { calls, client, queries } from '../client.ts';
import { useStatusOptions } from '../customer-filter/status-options.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { deletionTexts } from '../texts/deletion.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { PersonFacts } from '../ui/person-facts.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '560px', boxShadow: 'none', padding: '16px 20px' },
});

export function DeletedCustomerDialog({ customerId, close }: { customerId: string; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const t = useTexts(deletionTexts);
  const { go } = usePlace();
  const { data, error } = useQuery({
    ...calls.deletion.read.queryOptions({ input: { customerId } }),
    staleTime: 0,
    gcTime: 0,
  });
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const restore = async ({ lastName, firstName }: DeletedCustomer) => {
    const { error: failed } = await safe(client.deletion.restore({ customerId }));
    const gone = isDefinedError(failed) && failed.code === 'GONE';
    if (failed && !gone) return showFailure(failed);
    close();
    await queries.invalidateQueries({ queryKey: calls.search.key() });
    if (!gone) await go({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
    const name = listName({ lastName, firstName });
    const text = gone ? t.gone : t.restored(name);
    useMessages.getState().show({ tone: gone ? 'problem' : 'done', text, about: { id: customerId, name } });
  };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{data ? listName(data) : t.deleted}</DialogTitle>
          <DialogContent>
            {error && <p role="alert">{t.gone}</p>}
            {data && <Facts customer={data} />}
          </DialogContent>
          <DialogActions fluid>
            {data && <Button onClick={() => void restore(data).catch(showFailure)}>{t.restore}</Button>}
            <Button ref={first} appearance="primary" onClick={close}>
              {t.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Facts({ customer }: { customer: DeletedCustomer }) {
  const t = useTexts(deletionTexts);
  const statuses = useStatusOptions();
  const { number, birthDate, address, phones, status, deletedAt, deletedBy } = customer;
  const some = (value: string | null) => (value ? [value] : []);
  return (
    <>
      <p>{t.deletedOn(showDay(localDay(deletedAt)), deletedBy)}</p>
      <PersonFacts
        lines={[
          [t.number, [number]],
          [t.born, some(birthDate && showDay(birthDate))],
          [t.address, some(address)],
          [t.phones, some(phones.map(showPhone).join(', '))],
          [t.status, [statuses.find(({ value }) => value === status)?.label ?? status]],
        ]}
      />
    </>
  );
}
