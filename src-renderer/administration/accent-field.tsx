// The branch's accent colour: one of the named ones, or a value of its own; with a sample beside it.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { ACCENTS, type AccentName, type BranchProblem, branchFieldProblem } from '../../src-shared/branches/rules.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { BranchEntries } from './branch-form.ts';

const useStyles = makeStyles({
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 110px 28px', gap: '12px' },
  sample: {
    width: '26px',
    height: '26px',
    marginTop: '17px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    forcedColorAdjust: 'none',
  },
});

export function AccentField({ form }: { form: UseFormReturn<BranchEntries> }) {
  const styles = useStyles();
  const t = useTexts(administrationTexts).branch;
  const names = useTexts(loggedFieldTexts).words['branch.accent'];
  const value = useWatch({ control: form.control, name: 'accent' });
  const problemText = (problem: string) => t.problems[problem as BranchProblem];
  const options = [
    { value: '', label: t.standardAccent },
    ...Object.entries(ACCENTS).map(([name, colour]) => ({ value: colour, label: names[name as AccentName] })),
  ];
  const valid = branchFieldProblem('accent', value) === null;
  return (
    <div className={styles.row}>
      <ChoiceField form={form} name="accent" label={t.accent} options={options} problemText={() => ''} />
      <TextField
        form={form}
        name="accent"
        label={t.accentValue}
        maxLength={7}
        rule={(text) => branchFieldProblem('accent', text)}
        problemText={problemText}
      />
      <span
        role="img"
        aria-label={t.accentSample}
        className={styles.sample}
        style={{ backgroundColor: valid && value !== '' ? value : ACCENTS.blue }}
      />
    </div>
  );
}
