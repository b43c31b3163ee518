// What stands against an erasure, in words and with its remedy; by name where several are to be erased.
import { makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import type { ErasurePreview } from '../../src-shared/erasure/server-contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';

const useStyles = makeStyles({ list: { margin: '4px 0', paddingLeft: '20px' } });

export function Refusals({ previews }: { previews: readonly (ErasurePreview & { name: string })[] }) {
  const styles = useStyles();
  const t = useTexts(erasureTexts);
  const { nameOf } = usePersonNames();
  const refused = previews.filter(({ refusals }) => refusals.length > 0);
  return (
    <div role="alert">
      <Subtitle2 as="h3" block>
        {t.refusedTitle}
      </Subtitle2>
      {refused.map(({ customerId, name, refusals }) => (
        <div key={customerId}>
          {previews.length > 1 && <Text weight="semibold">{t.refusedFor(nameOf(customerId, name))}</Text>}
          <ul className={styles.list}>
            {refusals.map((one) => (
              <li key={one.reason}>{refusalText(one, t)}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

// --- details

function refusalText(
  refusal: ErasurePreview['refusals'][number],
  { refusals: t }: (typeof erasureTexts)['de'],
): string {
  switch (refusal.reason) {
    case 'openCases':
      return t.openCases(refusal.numbers.join(', '));
    case 'openConflicts':
      return t.openConflicts(refusal.count);
    case 'documentsUndecided':
      return t.documentsUndecided(refusal.documents.map(({ name }) => name).join(', '));
    case 'unknownCategory':
      return t.unknownCategory(refusal.fields.join(', '));
    case 'gone':
    case 'otherBranch':
    case 'erasedAlready':
    case 'mergedAway':
    case 'livingMandate':
    case 'unconfirmed':
      return t[refusal.reason];
  }
}
