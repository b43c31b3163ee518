// A customer of another branch, to read; where the settings allow it, to take over (E-59).
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
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ForeignCustomer } from '../../src-shared/branch-search/contract.ts';
import { showDay } from '../../src-shared/calendar/day.ts';
import { showPhone } from '../../src-shared/customers/phone.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import { calls, client } from '../client.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useStatuses } from '../lists/statuses.ts';
import { usePlace } from '../paths.ts';
import { branchSearchTexts } from '../texts/branch-search.ts';
import { useTexts } from '../texts/catalogue.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { PersonFacts } from '../ui/person-facts.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '620px', boxShadow: 'none', padding: '16px 20px' },
});

export function ForeignCustomerDialog({ customerId, close }: { customerId: string; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const t = useTexts(branchSearchTexts);
  const [asking, setAsking] = useState(false);
  const { data, error } = useQuery({
    ...calls.branchSearch.open.queryOptions({ input: { customerId } }),
    staleTime: 0,
    gcTime: 0,
  });
  const refusals: Record<string, string> = { NOT_SHARED: t.notShared, GONE: t.gone, NOT_ALLOWED: t.notAllowed };
  return (
    <Dialog open onOpenChange={(_event, { open }) => open || close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{data ? listName(data) : t.elsewhere}</DialogTitle>
          <DialogContent>
            {error && <p>{refusals[(error as { code?: string }).code ?? ''] ?? t.offline}</p>}
            {!error && !data && <p>{t.looking}</p>}
            {data && (asking ? <p>{t.takeOverQuestion(listName(data))}</p> : <Facts customer={data} />)}
          </DialogContent>
          <DialogActions fluid>
            {data && asking ? (
              <TakeOver customer={data} close={close} />
            ) : (
              data?.mayTakeOver && <Button onClick={() => setAsking(true)}>{t.takeOver}</Button>
            )}
            {asking ? (
              <Button onClick={() => setAsking(false)}>{t.cancel}</Button>
            ) : (
              <Button appearance="primary" onClick={close}>
                {t.close}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Facts({ customer }: { customer: ForeignCustomer }) {
  const t = useTexts(branchSearchTexts);
  const statusName = useStatuses().name(customer.status);
  return (
    <>
      <p>{t.reading(customer.branchName)}</p>
      <PersonFacts
        lines={[
          [t.number, [customer.number]],
          [t.name, [[customer.salutation, customer.firstName, customer.lastName].filter(Boolean).join(' ')]],
          [t.born, customer.birthDate ? [showDay(customer.birthDate)] : []],
          [t.addresses, customer.addresses],
          [t.phones, customer.phones.map(showPhone)],
          [t.email, customer.email ? [customer.email] : []],
          [t.status, [statusName]],
        ]}
      />
    </>
  );
}

/** The answer to the question; it has focus. */
function TakeOver({ customer, close }: { customer: ForeignCustomer; close: () => void }) {
  const t = useTexts(branchSearchTexts);
  const { go } = usePlace();
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current?.focus(), []);
  const name = listName(customer);
  const takeOver = async () => {
    try {
      await client.branchSearch.move({ customerId: customer.id, toBranchId: null });
    } catch (error) {
      const { code } = error as { code?: string };
      const text = code === 'OFFLINE' ? t.offline : code === 'GONE' ? t.gone : t.refused;
      close();
      useMessages.getState().show({ tone: 'problem', text });
      return;
    }
    close();
    await go({ module: 'contacts', page: 'customer', id: customer.id, tab: 'master' });
    useMessages.getState().show({ tone: 'done', text: t.tookOver(name), about: { id: customer.id, name } });
  };
  return (
    <Button ref={yes} appearance="primary" onClick={() => void takeOver()}>
      {t.takeOverYes}
    </Button>
  );
}
