// Tab 'Kostenträger': who pays for this customer, in order, and which of them is the standard one.
import { Button, makeStyles, mergeClasses, Radio, Text } from '@fluentui/react-components';
import { useId } from 'react';
import { useController } from 'react-hook-form';
import { lineNumbers } from '../contacts/mask-form.ts';
import { blankPayer } from '../contacts/mask-lists.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useProblemText } from '../contacts/problem-text.ts';
import { useLines } from '../contacts/use-lines.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { payerTexts } from '../texts/payers.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DayField } from '../ui/day-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { useReadOnly, WriteButton } from '../ui/read-only.tsx';
import { TextField } from '../ui/text-field.tsx';
import { usePayerNames } from './payer-names.ts';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '130px minmax(0, 2fr) minmax(0, 1fr) 120px 120px 34px',
    columnGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: '130px minmax(0, 1fr) minmax(0, 1fr)' },
  },
});

export function PayersTab({ mask }: { mask: MaskState }) {
  const look = useLinesLook();
  const t = useTexts(payerTexts);
  const { form, person } = mask;
  const { go } = usePlace();
  const names = usePayerNames();
  const standard = useController({ control: form.control, name: 'standardPayer' }).field;
  const { lines, add, drop } = useLines(mask, 'payers', blankPayer, 'payerId');
  const group = useId();
  const remove = (line: number) => {
    if (line < standard.value) standard.onChange(standard.value - 1);
    else if (line === standard.value) standard.onChange(-1);
    drop(line);
  };
  return (
    <div className={look.page}>
      <fieldset className={look.group}>
        <Text as="h2" size={300} weight="semibold" className={look.title}>
          {t.title}
        </Text>
        {names.isEmpty && <Text className={look.hint}>{t.emptyList}</Text>}
        {names.isEmpty && person.role === 'administrator' && (
          <Button
            size="small"
            className={look.toList}
            onClick={() => void go({ module: 'administration', page: 'payers' })}
          >
            {t.toList}
          </Button>
        )}
        {lines.length === 0 && !names.isEmpty && <Text className={look.hint}>{t.none}</Text>}
        {lineNumbers(lines).map((line) => (
          <PayerLine
            key={line}
            mask={mask}
            line={line}
            group={group}
            isStandard={standard.value === line}
            makeStandard={() => standard.onChange(line)}
            drop={() => remove(line)}
          />
        ))}
        {!names.isEmpty && (
          <WriteButton size="small" appearance="subtle" className={look.add} onClick={add}>
            + {t.add}
          </WriteButton>
        )}
      </fieldset>
    </div>
  );
}

type LineProps = {
  mask: MaskState;
  line: number;
  group: string;
  isStandard: boolean;
  makeStandard: () => void;
  drop: () => void;
};

function PayerLine({ mask, line, group, isStandard, makeStandard, drop }: LineProps) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(payerTexts);
  const { form } = mask;
  const names = usePayerNames();
  const readOnly = useReadOnly();
  const chosen = form.watch(`payers.${line}.payerId`);
  const shared = { form, problemText: useProblemText('natural') };
  const name = <K extends string>(field: K) => `payers.${line}.${field}` as const;
  return (
    <fieldset aria-label={t.line(line + 1)} className={mergeClasses(look.line, styles.line)}>
      <div className={mergeClasses(look.buttons, look.underLabel)}>
        <Radio
          name={group}
          value={String(line)}
          checked={isStandard}
          disabled={readOnly}
          label={t.standard}
          aria-label={t.makeStandard(line + 1)}
          onChange={(_event, { value }) => value === String(line) && makeStandard()}
        />
      </div>
      <ChoiceField {...shared} name={name('payerId')} label={t.payer} options={names.options(chosen)} />
      <TextField {...shared} name={name('insuredNumber')} label={t.insuredNumber} maxLength={40} />
      <DayField {...shared} name={name('validFrom')} label={t.validFrom} />
      <DayField {...shared} name={name('validTo')} label={t.validTo} />
      <div className={mergeClasses(look.buttons, look.underLabel)}>
        <DropButton label={t.remove} drop={drop} />
      </div>
    </fieldset>
  );
}
