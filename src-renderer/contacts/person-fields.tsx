// Who it is: a natural person by salutation, names, birth date and KVNR, a legal one by the company's name alone.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { readKvnr } from '../../src-shared/customers/kvnr.ts';
import { kvnrProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DateField } from '../ui/date-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';
import { SALUTATIONS } from './word-lists.ts';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  natural: {
    display: 'grid',
    gridTemplateColumns: '146px 86px 96px minmax(0, 1fr) minmax(0, 1.2fr) 166px 130px',
    columnGap: '10px',
    rowGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' },
  },
  legal: {
    gridTemplateColumns: '146px minmax(0, 1fr)',
    [NARROW]: { gridTemplateColumns: '146px minmax(0, 1fr)' },
  },
  wide: { [NARROW]: { gridColumn: 'span 2' } },
});

export function PersonFields({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form } = mask;
  const kind = useWatch({ control: form.control, name: 'kind' });
  const shared = { form, problemText: useProblemText(kind) };
  return (
    <fieldset
      aria-label={t.person}
      className={mergeClasses(styles.natural, kind === 'legal' && styles.legal)}
      style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}
    >
      <ChoiceField
        {...shared}
        name="kind"
        label={t.kind}
        options={(['natural', 'legal'] as const).map((value) => ({ value, label: t.kinds[value] }))}
      />
      {kind === 'natural' && (
        <>
          <ChoiceField {...shared} name="salutation" label={t.salutation} options={salutations} />
          <TextField {...shared} name="title" label={t.title} maxLength={40} />
          <TextField {...shared} name="firstName" label={t.firstName} maxLength={80} className={styles.wide} />
        </>
      )}
      <TextField
        {...shared}
        name="lastName"
        label={kind === 'legal' ? t.company : t.lastName}
        required
        maxLength={120}
        className={styles.wide}
      />
      {kind === 'natural' && (
        <>
          <DateField {...shared} name="birthDate" label={t.birthDate} className={styles.wide} />
          <TextField
            {...shared}
            name="kvnr"
            label={t.kvnr}
            maxLength={20}
            tidy={writtenKvnr}
            rule={kvnrProblem}
            className={styles.wide}
          />
        </>
      )}
    </fieldset>
  );
}

const salutations = [{ value: '', label: '–' }, ...SALUTATIONS.map((word) => ({ value: word, label: word }))];

function writtenKvnr(text: string): string {
  const reading = readKvnr(text);
  return reading.kind === 'kvnr' ? reading.kvnr : text;
}
