// Module 'Kontakte': the one search box and the list under it; with nothing typed, drafts that wait and the customers opened
// last.
import { makeStyles, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { Person } from '../../src-shared/sign-in/contract.ts';
import { calls, queries } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { newCustomer, usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { hitTexts } from '../texts/hits.ts';
import { keyTexts } from '../texts/keys.ts';
import { beginMask } from './open-masks.ts';
import { RecentLines } from './recent-lines.tsx';
import { SearchBox } from './search-box.tsx';
import { useSearch } from './search-state.ts';
import { typedCustomer } from './typed-customer.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gridTemplateRows: 'auto minmax(0, 1fr) auto', height: '100%', minHeight: 0 },
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '16px', padding: '12px 16px' },
  empty: { padding: '4px 16px' },
});

export function SearchPage({ person }: { person: Person }) {
  const styles = useStyles();
  const t = useTexts(hitTexts);
  const keys = useTexts(keyTexts).names;
  const { go } = usePlace();
  const listId = useId();
  const { data: recent } = useQuery(calls.customers.recent.queryOptions());
  useCommands('page', [
    {
      key: 'F2',
      name: keys.F2,
      run: () => {
        const place = newCustomer();
        beginMask(place.draftId, {
          fields: typedCustomer(useSearch.getState().typed, localDay(Date.now())),
          typed: false,
        });
        return go(place);
      },
    },
    { key: 'F5', name: keys.F5, run: () => queries.invalidateQueries() },
  ]);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <SearchBox listId={listId} chosenId={undefined} />
      </div>
      <div>{recent?.length === 0 && <Text className={styles.empty}>{t.nothingYet}</Text>}</div>
      <RecentLines person={person} recent={recent ?? []} />
    </div>
  );
}
