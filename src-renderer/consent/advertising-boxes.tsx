// The ways of advertising as boxes of the privacy dialog: ticked is what the customer agreed to, or what a preset ticked on the
// new customer, which says so itself and is no consent (N-04).
import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { PurposeRecord } from '../../src-shared/consent/contract.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { privacyDialogTexts } from '../texts/privacy-dialog.ts';
import { channelText } from './state-text.ts';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, border: 'none' },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  ways: { display: 'flex', flexWrap: 'wrap', gap: '0 12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  /** Those there is a box for; one alone stands for 'Werbung erlaubt'. */
  purposes: readonly PurposeRecord[];
  /** What was clicked; the others are as they were. */
  clicked: Readonly<Partial<Record<Purpose, boolean>>>;
  onClick: (purpose: Purpose, ticked: boolean) => void;
};

export function AdvertisingBoxes({ purposes, clicked, onClick }: Props) {
  const styles = useStyles();
  const t = useTexts(privacyDialogTexts);
  const alone = purposes.length === 1;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t.advertising}</legend>
      <div className={styles.ways}>
        {purposes.map((one) => {
          const label = alone ? t.allowed : channelText(one);
          const isPreset = one.preset && clicked[one.purpose] === undefined;
          return (
            <Checkbox
              key={one.purpose}
              label={isPreset ? `${label} (${t.preset})` : label}
              checked={clicked[one.purpose] ?? wasTicked(one)}
              onChange={(_event, { checked }) => onClick(one.purpose, checked === true)}
            />
          );
        })}
      </div>
      {alone && (
        <Text size={200} className={styles.quiet}>
          {t.allowedHint}
        </Text>
      )}
    </fieldset>
  );
}

/** As the dialog begins. */
export function wasTicked({ state, preset }: Pick<PurposeRecord, 'state' | 'preset'>): boolean {
  return state === 'granted' || preset;
}
