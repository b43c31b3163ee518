// Which version of a declaration is on the page: all of them by number, with who saved it and since when it counts.
import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { showDay } from '../../src-shared/calendar/day.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { TextBlockVersionRecord } from '../../src-shared/text-blocks/contract.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { dayAndTime } from '../texts/when.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'flex-end', gap: '16px', marginBottom: '8px' },
  choice: { width: '320px' },
  saved: { paddingBottom: '5px', color: tokens.colorNeutralForeground3 },
});

export function VersionChoice(props: {
  versions: readonly TextBlockVersionRecord[];
  inForce: number | null;
  chosen: number;
  choose: (number: number) => void;
}) {
  const { versions, inForce, chosen, choose } = props;
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(administrationTexts).textBlocks;
  const language = useLanguage((state) => state.language);
  const shown = versions.find((one) => one.number === chosen);
  const stateOf = ({ number, validFrom }: TextBlockVersionRecord) => {
    if (number === inForce) return ` (${t.inForce})`;
    return validFrom > Date.now() ? ` (${t.planned})` : '';
  };
  return (
    <div className={styles.row}>
      <FieldFrame label={t.version} choice className={styles.choice}>
        {(wears) => (
          <select
            {...wears}
            value={chosen}
            className={`${paper.control} ${paper.choice}`}
            onChange={(event) => choose(Number(event.target.value))}
          >
            {versions.map((one) => (
              <option key={one.number} value={one.number}>
                {t.versionOf(one.number, showDay(localDay(one.validFrom)))}
                {stateOf(one)}
              </option>
            ))}
          </select>
        )}
      </FieldFrame>
      {shown && (
        <Caption1 className={styles.saved}>
          {shown.by === null ? t.shipped : t.savedBy(shown.by, dayAndTime(shown.savedAt, language))}
        </Caption1>
      )}
    </div>
  );
}
