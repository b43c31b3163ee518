// The tab of those a customer brings along (B-23): patients, or animals with species and breed, as the chain keeps them.
import { makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { lineNumbers } from '../contacts/mask-form.ts';
import { blankPatient, type MaskPatient } from '../contacts/mask-lists.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { useProblemText } from '../contacts/problem-text.ts';
import { useLines } from '../contacts/use-lines.ts';
import { useTexts } from '../texts/catalogue.ts';
import { patientTexts } from '../texts/patients.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DayField } from '../ui/day-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { WriteButton } from '../ui/read-only.tsx';
import { TextField } from '../ui/text-field.tsx';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.2fr) 110px 100px 100px minmax(0, 0.9fr) minmax(0, 1.4fr) 34px',
    columnGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' },
  },
  animal: {
    gridTemplateColumns:
      'minmax(0, 1fr) minmax(0, 0.7fr) minmax(0, 0.9fr) 110px 100px 100px minmax(0, 0.9fr) minmax(0, 1.2fr) 34px',
    [NARROW]: { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' },
  },
});

export const PatientsTab: MaskPart = ({ mask }) => {
  const kept = mask.settings.patientsKept;
  return kept === 'none' ? null : <Patients mask={mask} kept={kept} />;
};

type Kept = 'patients' | 'animals';

function Patients({ mask, kept }: { mask: MaskState; kept: Kept }) {
  const look = useLinesLook();
  const t = useTexts(patientTexts)[kept];
  const { lines, add, drop } = useLines(mask, 'patients', blankPatient, 'name');
  return (
    <div className={look.page}>
      <fieldset className={look.group}>
        <Text as="h2" size={300} weight="semibold" className={look.title}>
          {t.title}
        </Text>
        {lines.length === 0 && <Text className={look.hint}>{t.none}</Text>}
        {lineNumbers(lines).map((line) => (
          <Line key={line} mask={mask} kept={kept} line={line} drop={() => drop(line)} />
        ))}
        <WriteButton size="small" appearance="subtle" className={look.add} onClick={add}>
          + {t.add}
        </WriteButton>
      </fieldset>
    </div>
  );
}

function Line({ mask, kept, line, drop }: { mask: MaskState; kept: Kept; line: number; drop: () => void }) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(patientTexts);
  const its = t[kept];
  const animal = kept === 'animals';
  const shared = { form: mask.form, problemText: useProblemText('natural') };
  const name = <K extends keyof MaskPatient>(field: K) => `patients.${line}.${field}` as const;
  const sexes = [
    { value: '', label: '–' },
    { value: 'female', label: t.sexes.female },
    { value: 'male', label: t.sexes.male },
  ];
  return (
    <fieldset aria-label={its.line(line + 1)} className={mergeClasses(look.line, styles.line, animal && styles.animal)}>
      <TextField {...shared} name={name('name')} label={t.name} required maxLength={120} />
      {animal && <TextField {...shared} name={name('species')} label={t.species} maxLength={60} />}
      {animal && <TextField {...shared} name={name('breed')} label={t.breed} maxLength={60} />}
      <ChoiceField {...shared} name={name('sex')} label={t.sex} options={sexes} />
      <DayField {...shared} name={name('birthDate')} label={t.birthDate} />
      <DayField {...shared} name={name('diedOn')} label={t.diedOn} />
      <TextField {...shared} name={name('chipNumber')} label={its.chipNumber} maxLength={40} />
      <TextField {...shared} name={name('note')} label={t.note} maxLength={4000} />
      <div className={mergeClasses(look.buttons, look.underLabel)}>
        <DropButton label={its.remove} drop={drop} />
      </div>
    </fieldset>
  );
}
