// One customer's mask: reads the record, edits it, saves with F1.
import { Field, Input, Title3 } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import type { CustomerForm, CustomerRecord } from '../../src-shared/customers/contract.ts';
import { emptyForm, listName } from '../../src-shared/customers/rules.ts';
import { calls, client } from '../client.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { keyTexts } from '../texts/keys.ts';

export function CustomerMask({ id }: { id: string | null }) {
  const { data: record } = useQuery(
    calls.customers.byId.queryOptions({ input: { id: id ?? '' }, enabled: id !== null }),
  );
  if (id !== null && !record) return null;
  return <Mask key={record?.version} record={record ?? null} />;
}

function Mask({ record }: { record: CustomerRecord | null }) {
  const t = useTexts(contactTexts);
  const keys = useTexts(keyTexts);
  const { goNow } = usePlace();
  const { show } = useMessages();
  const form = useForm<CustomerForm>({ defaultValues: record?.form ?? emptyForm('natural', 'active') });
  useCommands('page', [
    {
      key: 'F1',
      name: keys.names.F1,
      run: async () => {
        const saved = await client.customers.save({
          id: record?.id ?? null,
          form: form.getValues(),
          appActive: null,
          draftId: null,
        });
        show({ tone: 'done', text: t.saved });
        goNow({ module: 'contacts', page: 'customer', id: saved.id, tab: 'master' });
      },
    },
  ]);
  return (
    <div style={{ padding: '16px', display: 'grid', gap: '8px', maxWidth: '480px' }}>
      <Title3 as="h1">{record ? `${listName(record.form)} ${t.number(record.number)}` : t.newCustomer}</Title3>
      <Field label={t.firstName}>
        <Input {...form.register('firstName')} autoComplete="off" />
      </Field>
      <Field label={t.lastName} required>
        <Input {...form.register('lastName')} autoComplete="off" autoFocus />
      </Field>
    </div>
  );
}
