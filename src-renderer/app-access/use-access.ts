// The access of the customer on the mask, read again whenever rows change.
import { useQuery } from '@tanstack/react-query';
import type { AccessRecord } from '../../src-shared/app-access/contract.ts';
import { calls } from '../client.ts';

export function useAccess(customerId: string | null): AccessRecord | undefined {
  return useQuery(
    calls.appAccess.byCustomer.queryOptions({ input: { customerId: customerId ?? '' }, enabled: customerId !== null }),
  ).data;
}
