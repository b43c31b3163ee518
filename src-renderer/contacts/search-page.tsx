// The list under the one search box; with nothing typed, the customers opened last.
import { Link, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { calls } from '../client.ts';
import { useCommands } from '../keys/commands.ts';
import { newCustomer, usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { keyTexts } from '../texts/keys.ts';

export function SearchPage() {
  const t = useTexts(contactTexts);
  const keys = useTexts(keyTexts);
  const { go } = usePlace();
  const { data: recent } = useQuery(calls.customers.recent.queryOptions());
  useCommands('page', [{ key: 'F2', name: keys.names.F2, run: () => go(newCustomer()) }]);
  return (
    <div style={{ padding: '16px' }}>
      {recent?.length === 0 && <Text>{t.nothingYet}</Text>}
      {recent && recent.length > 0 && (
        <Text>
          {t.recent}:{' '}
          {recent.map((one) => (
            <Link
              key={one.id}
              onClick={() => void go({ module: 'contacts', page: 'customer', id: one.id, tab: 'master' })}
            >
              {one.name}{' '}
            </Link>
          ))}
        </Text>
      )}
    </div>
  );
}
