// A list named on the command line: its page opens once, when an administrator has signed in.
import { useEffect } from 'react';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { usePlace } from '../paths.ts';

export function useOfferedImport({ role }: Person): void {
  const go = usePlace((state) => state.go);
  useEffect(() => {
    if (role !== 'administrator') return;
    client.customerImport
      .takeOffer()
      .then(({ offered }) => (offered ? go({ module: 'administration', page: 'import' }) : undefined))
      .catch(showFailure);
  }, [role, go]);
}
