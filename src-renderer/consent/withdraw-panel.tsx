// 'Widerruf …' asks once: what ends, which ways of advertising, and whether it was said or written. Then it counts.
import { Label, makeStyles, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { DeclarationRecord } from '../../src-shared/consent/contract.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { Panel } from './panel.tsx';
import { type Outcome, withdraw } from './steps.ts';
import { Ways } from './ways.tsx';

const useStyles = makeStyles({ how: { display: 'inline-flex', alignItems: 'center', gap: '8px' } });

type Props = {
  customerId: string;
  declaration: DeclarationRecord;
  onDone: (outcome: Outcome) => void;
  onCancel: () => void;
};

export function WithdrawPanel({ customerId, declaration, onDone, onCancel }: Props) {
  const styles = useStyles();
  const id = useId();
  const t = useTexts(consentTexts);
  const open = declaration.purposes.filter((one) => one.withdraw.allowed);
  const [purposes, setPurposes] = useState<Purpose[]>(open.map((one) => one.purpose));
  const [problem, setProblem] = useState<string | null>(null);
  const [how, setHow] = useState<'oral' | 'paper'>('oral');
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setProblem(purposes.length > 0 ? null : t.chooseWay);
    if (purposes.length === 0) return;
    setBusy(true);
    const outcome = await withdraw(customerId, purposes, how);
    setBusy(false);
    onDone(outcome);
  };
  return (
    <Panel
      title={`${t.withdrawal.title}: ${t.declarations[declaration.key]}`}
      take={t.withdrawal.save}
      cancel={t.withdrawal.cancel}
      busy={busy}
      onTake={() => void take()}
      onCancel={onCancel}
    >
      <Text>{t.withdrawal.text[declaration.key]}</Text>
      {declaration.purposes.length > 1 && (
        <Ways
          label={t.withdrawal.which}
          purposes={open}
          ticked={purposes}
          problem={problem}
          onTick={(now) => {
            setPurposes(now);
            setProblem(null);
          }}
        />
      )}
      <span className={styles.how}>
        <Label id={`${id}-how`}>{t.withdrawal.how}</Label>
        <RadioGroup
          layout="horizontal"
          aria-labelledby={`${id}-how`}
          value={how}
          onChange={(_event, { value }) => setHow(value === 'paper' ? 'paper' : 'oral')}
        >
          <Radio value="oral" label={t.withdrawal.ways.oral} />
          <Radio value="paper" label={t.withdrawal.ways.paper} />
        </RadioGroup>
      </span>
    </Panel>
  );
}
