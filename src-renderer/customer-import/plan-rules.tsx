// The rules for the whole list: what happens to known customers, and which area code local numbers get.
import { Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { ImportPlan } from '../../src-shared/customer-import/contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';

const useStyles = makeStyles({
  rules: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    columnGap: '32px',
    paddingTop: '4px',
  },
  label: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  hint: { display: 'block', color: tokens.colorNeutralForeground2 },
  problem: { display: 'block', color: tokens.colorStatusDangerForeground1 },
  code: { width: '120px', margin: '4px 0' },
});

export function areaCodeProblem(text: string): boolean {
  return text !== '' && !/^0[1-9]\d{1,4}$/.test(text);
}

export function PlanRules({ plan, decide }: { plan: ImportPlan; decide: (plan: ImportPlan) => void }) {
  const styles = useStyles();
  const t = useTexts(customerImportTexts).options;
  const id = useId();
  const [areaCode, setAreaCode] = useState(plan.areaCode ?? '');
  const wrong = areaCodeProblem(areaCode);
  return (
    <div className={styles.rules} data-row>
      <div>
        <span id={`${id}-duplicates`} className={styles.label}>
          {t.duplicates}
        </span>
        <RadioGroup
          layout="horizontal"
          aria-labelledby={`${id}-duplicates`}
          value={plan.duplicates}
          onChange={(_event, { value }) => decide({ ...plan, duplicates: value === 'fill' ? 'fill' : 'skip' })}
        >
          <Radio value="skip" label={t.skip} />
          <Radio value="fill" label={t.fill} />
        </RadioGroup>
        <Text size={200} className={styles.hint}>
          {t.duplicatesMean}
        </Text>
      </div>
      <div>
        <label htmlFor={`${id}-code`} className={styles.label}>
          {t.areaCode}
        </label>
        <Input
          id={`${id}-code`}
          size="small"
          className={styles.code}
          value={areaCode}
          maxLength={6}
          inputMode="tel"
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-says`}
          onChange={(_event, { value }) => {
            const typed = value.replace(/\s/g, '');
            setAreaCode(typed);
            if (!areaCodeProblem(typed)) decide({ ...plan, areaCode: typed || null });
          }}
        />
        <Text
          id={`${id}-says`}
          size={200}
          className={wrong ? styles.problem : styles.hint}
          role={wrong ? 'alert' : undefined}
        >
          {wrong ? t.areaCodeWrong : t.areaCodeMeans}
        </Text>
      </div>
    </div>
  );
}
