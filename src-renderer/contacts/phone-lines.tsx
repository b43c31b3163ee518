// The customer's telephone numbers: typed in any spelling, shown the DIN 5008 way, each with its mark for SMS.
import {
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { readPhone } from '../../src-shared/customers/phone.ts';
import { phoneProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useReadOnly, WriteButton } from '../ui/read-only.tsx';
import { TextField } from '../ui/text-field.tsx';
import { blankPhone, lineNumbers } from './mask-form.ts';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';
import { useLineFocus } from './use-line-focus.ts';
import { MOBILE, PHONE_LABELS } from './word-lists.ts';

const useStyles = makeStyles({
  group: { border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  line: {
    border: 0,
    margin: 0,
    padding: 0,
    minInlineSize: 0,
    display: 'grid',
    gridTemplateColumns: '110px minmax(0, 1fr) auto auto',
    columnGap: '6px',
    alignItems: 'start',
  },
  title: { margin: 0, paddingLeft: '9px' },
  underLabel: { marginTop: '16px' },
  buttons: { width: '26px', display: 'flex', height: '28px', alignItems: 'center' },
  add: { alignSelf: 'flex-start', paddingLeft: '9px', fontWeight: tokens.fontWeightRegular },
});

export function PhoneLines({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form } = mask;
  const lines = useWatch({ control: form.control, name: 'phones' });
  const focus = useLineFocus(lines.length);
  const drop = (line: number) => {
    const left = form.getValues('phones').toSpliced(line, 1);
    form.clearErrors('phones');
    form.setValue('phones', left.length > 0 ? left : [blankPhone]);
    focus(0, `phones.${Math.max(0, line - 1)}.number`);
  };
  const add = () => {
    form.setValue('phones', [...form.getValues('phones'), blankPhone]);
    focus(lines.length, `phones.${lines.length}.number`);
  };
  return (
    <fieldset className={styles.group}>
      <Text as="h2" size={300} weight="semibold" className={styles.title}>
        {t.phones}
      </Text>
      {lineNumbers(lines).map((line) => (
        <PhoneLine
          key={line}
          mask={mask}
          line={line}
          drop={lines.length > 1 || lines[line]?.number ? () => drop(line) : null}
        />
      ))}
      <WriteButton size="small" appearance="subtle" className={styles.add} onClick={add}>
        + {t.addPhone}
      </WriteButton>
    </fieldset>
  );
}

function PhoneLine({ mask, line, drop }: { mask: MaskState; line: number; drop: (() => void) | null }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form } = mask;
  const shared = { form, problemText: useProblemText('natural'), labelHidden: line > 0 };
  const number = useWatch({ control: form.control, name: `phones.${line}.number` }) ?? '';
  const reading = readPhone(number);
  const doubtful = reading.kind === 'phone' && !reading.plausible;
  const below = line === 0 && styles.underLabel;
  const sms = useWatch({ control: form.control, name: `phones.${line}.sms` }) ?? false;
  const readOnly = useReadOnly();
  // By right click or the key for it (E-69).
  const marked = () => form.setValue(`phones.${line}.sms`, !sms, { shouldDirty: true });

  // A mobile number says by itself what it is and that it takes an SMS; what somebody chose stays.
  const left = (text: string) => {
    const finished = readPhone(text);
    if (finished.kind !== 'phone' || !finished.mobile || form.getValues(`phones.${line}.label`) !== '') return;
    form.setValue(`phones.${line}.label`, MOBILE, { shouldDirty: true });
    form.setValue(`phones.${line}.sms`, true, { shouldDirty: true });
  };

  return (
    <fieldset aria-label={t.phone(line + 1)} className={styles.line}>
      <ChoiceField {...shared} name={`phones.${line}.label`} label={t.phoneLabel} options={labels} />
      <Menu openOnContext checkedValues={{ sms: sms ? ['yes'] : [] }} onCheckedValueChange={marked}>
        <MenuTrigger disableButtonEnhancement>
          <div>
            <TextField
              {...shared}
              name={`phones.${line}.number`}
              label={t.phoneNumber}
              maxLength={40}
              keyboard="tel"
              aside={doubtful ? t.checkNumber : null}
              tidy={writtenPhone}
              rule={phoneProblem}
              onLeave={left}
            />
          </div>
        </MenuTrigger>
        <MenuPopover>
          <MenuList aria-label={t.phoneMenu}>
            <MenuItemCheckbox disabled={readOnly} name="sms" value="yes">
              {t.smsCapable}
            </MenuItemCheckbox>
          </MenuList>
        </MenuPopover>
      </Menu>
      <CheckField form={form} name={`phones.${line}.sms`} label={t.sms} className={below || undefined} />
      <div className={mergeClasses(styles.buttons, below)}>
        {drop && <DropButton label={t.removePhone} drop={drop} />}
      </div>
    </fieldset>
  );
}

const labels = [{ value: '', label: '–' }, ...PHONE_LABELS.map((word) => ({ value: word, label: word }))];

function writtenPhone(text: string): string {
  const reading = readPhone(text);
  return reading.kind === 'phone' ? reading.display : text;
}
