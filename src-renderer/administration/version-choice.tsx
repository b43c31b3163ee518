// Which version of a declaration is on the page: all of them by number, with who saved it and since when it counts.
import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { TextBlockVersionRecord } from '../../src-shared/text-blocks/contract.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { PickOne } from './pick-one.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'flex-end', gap: '16px', margin: '10px 0 8px' },
  saved: { paddingBottom: '5px', color: tokens.colorNeutralForeground3 },
});

export function VersionChoice(props: {
  /** Stands in front of it, in the same line. */
  before: ReactNode;
  versions: readonly TextBlockVersionRecord[];
  inForce: number | null;
  chosen: number;
  choose: (number: number) => void;
}) {
  const { before, versions, inForce, chosen, choose } = props;
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks;
  const language = useLanguage((state) => state.language);
  const shown = versions.find((one) => one.number === chosen);
  const stateOf = ({ number, validFrom }: TextBlockVersionRecord) => {
    if (number === inForce) return ` (${t.inForce})`;
    return validFrom > Date.now() ? ` (${t.planned})` : '';
  };
  return (
    <div className={styles.row}>
      {before}
      <PickOne
        label={t.version}
        value={String(chosen)}
        options={versions.map((one) => ({
          value: String(one.number),
          label: t.versionOf(one.number, showDay(localDay(one.validFrom))) + stateOf(one),
        }))}
        pick={(number) => choose(Number(number))}
      />
      {shown && (
        <Caption1 className={styles.saved}>
          {shown.by === null ? t.shipped : t.savedBy(shown.by, dayAndTime(shown.savedAt, language))}
        </Caption1>
      )}
    </div>
  );
}
