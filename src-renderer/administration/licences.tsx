// How many accounts of the chain are in use and licensed, and the question before one more that may cost (B-43). Nothing is
// refused: whoever answers decides.
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { accountsInUse, allLicencesTaken } from '../../src-shared/employees/rules.ts';
import { calls, queries } from '../client.ts';
import { textsNow } from '../frame/failure.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { ask } from '../ui/question.tsx';

/** 'Benutzerkonten: 3 von 3 belegt' */
export function LicenceLine() {
  const t = useTexts(chainTexts).licences;
  const people = useQuery(calls.employees.all.queryOptions()).data;
  const settings = useQuery(calls.settings.all.queryOptions()).data;
  if (!people || !settings) return null;
  return (
    <Text as="p" block>
      {t.used(accountsInUse(people), settings.values.licensedAccounts)}
    </Text>
  );
}

/** Whether one more account shall be in use; asks only where all licences are taken, as it stands now. */
export async function mayTakeLicence(step: 'add' | 'unblock'): Promise<boolean> {
  const [people, settings] = await Promise.all([
    queries.fetchQuery({ ...calls.employees.all.queryOptions(), staleTime: 0 }),
    queries.fetchQuery({ ...calls.settings.all.queryOptions(), staleTime: 0 }),
  ]);
  const { licensedAccounts } = settings.values;
  if (licensedAccounts === null || !allLicencesTaken(people, licensedAccounts)) return true;
  const { cancel, licences: t } = textsNow(chainTexts);
  const answer = await ask({
    title: t.title,
    text: `${t.taken(licensedAccounts)} ${t[step].question}`,
    answers: [
      { value: 'go', label: t[step].answer },
      { value: 'cancel', label: cancel },
    ],
  });
  return answer === 'go';
}
