// The ways of advertising as boxes to tick, where one sheet bears several consents.
import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { PurposeRecord } from '../../src-shared/consent/contract.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { channelText } from './state-text.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '0 12px',
    margin: 0,
    padding: 0,
    border: 'none',
  },
  legend: { float: 'left', padding: 0, color: tokens.colorNeutralForeground2 },
  problem: { color: tokens.colorStatusDangerForeground1, fontSize: tokens.fontSizeBase200 },
});

type Props = {
  label: string;
  purposes: readonly Pick<PurposeRecord, 'purpose'>[];
  ticked: readonly Purpose[];
  onTick: (ticked: Purpose[]) => void;
  problem?: string | null;
};

export function Ways({ label, purposes, ticked, onTick, problem = null }: Props) {
  const styles = useStyles();
  const tick = (purpose: Purpose, on: boolean) =>
    onTick(purposes.map((one) => one.purpose).filter((one) => (one === purpose ? on : ticked.includes(one))));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{label}</legend>
      {purposes.map(({ purpose }) => (
        <Checkbox
          key={purpose}
          label={channelText({ purpose })}
          checked={ticked.includes(purpose)}
          onChange={(_event, { checked }) => tick(purpose, checked === true)}
        />
      ))}
      {problem && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </fieldset>
  );
}
