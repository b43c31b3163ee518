// The statuses of a customer as a list to choose from: the built-in ones, then the chain's own.
import { useQuery } from '@tanstack/react-query';
import { customerStatuses } from '../../src-shared/customers/rules.ts';
import { calls } from '../client.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerFilterTexts } from '../texts/customer-filter.ts';
import type { Option } from '../ui/choice-field.tsx';

export function useStatusOptions(): Option[] {
  const { statusNames } = useTexts(customerFilterTexts);
  const { data } = useQuery(calls.customerList.choices.queryOptions());
  return [
    ...customerStatuses.map((status) => ({ value: status, label: statusNames[status] })),
    ...(data?.statuses ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
}
