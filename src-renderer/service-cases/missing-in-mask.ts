// Which fields of the mask are coloured because a case wants them and they are blank ('Erweiterte Adressvalidierung', E-39).
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { missingWanted } from '../../src-shared/service-cases/missing-data.ts';
import { calls } from '../client.ts';
import type { MaskForm } from '../contacts/mask-form.ts';
import type { MaskState } from '../contacts/mask-state.ts';

/** Names of fields, as they stand in the form right now. */
export function useMissingInMask({ form }: MaskState): ReadonlySet<string> {
  const { data: settings } = useQuery(calls.settings.all.queryOptions());
  const [kind, firstName, birthDate, email, addresses, homeAddress, phones] = useWatch({
    control: form.control,
    name: ['kind', 'firstName', 'birthDate', 'email', 'addresses', 'homeAddress', 'phones'],
  });
  return useMemo(() => {
    const values = settings?.values;
    if (!values?.missingFieldsColoured) return new Set();
    const isTyped = ({ number }: MaskForm['phones'][number]) => number.trim() !== '';
    const home = addresses[homeAddress];
    const known = { kind, firstName, birthDate, email, home, phones: phones.filter(isTyped).length };
    return new Set(
      missingWanted(values, known).flatMap((one) => {
        switch (one) {
          case 'phone':
            return ['phones.0.number'];
          case 'address':
            return (['postcode', 'town'] as const)
              .filter((part) => !home?.[part].trim())
              .map((part) => `addresses.${homeAddress}.${part}`);
          default:
            return [one];
        }
      }),
    );
  }, [settings, kind, firstName, birthDate, email, addresses, homeAddress, phones]);
}
