// The consents of the customer on the mask, read again whenever rows change.
import { useQuery } from '@tanstack/react-query';
import type { ConsentOverview, DeclarationRecord } from '../../src-shared/consent/contract.ts';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { calls } from '../client.ts';

export function useConsent(customerId: string | null): ConsentOverview | undefined {
  return useQuery(
    calls.consent.byCustomer.queryOptions({ input: { customerId: customerId ?? '' }, enabled: customerId !== null }),
  ).data;
}

export function declarationIn(overview: ConsentOverview, key: TextBlockKey): DeclarationRecord | undefined {
  return overview.declarations.find((one) => one.key === key);
}
