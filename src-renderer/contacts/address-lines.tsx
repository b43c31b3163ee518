// The customer's addresses, one line each, with exactly one of them the 'Wohnanschrift' (of a company: 'Hauptanschrift').
import { Button, makeStyles, mergeClasses, Radio, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { postcodeProblem } from '../../src-shared/customers/rules.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useReadOnly, WriteButton } from '../ui/read-only.tsx';
import { TextField } from '../ui/text-field.tsx';
import { blankAddress, isBlankAddress, lineNumbers } from './mask-form.ts';
import type { MaskState } from './mask-state.ts';
import { useProblemText } from './problem-text.ts';
import { useStreetProposals } from './streets.ts';
import { useTownProposal } from './towns.ts';
import { useLineFocus } from './use-line-focus.ts';
import { ADDRESS_LABELS } from './word-lists.ts';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  group: { border: 0, margin: 0, padding: 0, minInlineSize: 0, display: 'flex', flexDirection: 'column', gap: '6px' },
  line: {
    border: 0,
    margin: 0,
    padding: 0,
    minInlineSize: 0,
    display: 'grid',
    gridTemplateColumns: '30px 128px minmax(0, 1.4fr) 64px 72px minmax(0, 1fr) auto',
    columnGap: '6px',
    rowGap: '6px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: '30px minmax(0, 1fr) minmax(0, 1fr) 64px 72px minmax(0, 1fr) auto' },
  },
  more: {
    gridColumn: '3 / 7',
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    columnGap: '6px',
  },
  radio: { height: '28px', display: 'flex', alignItems: 'center', marginLeft: '1px' },
  title: { margin: 0, paddingLeft: '9px' },
  underLabel: { marginTop: '16px' },
  home: { lineHeight: '28px', paddingLeft: '9px', whiteSpace: 'nowrap' },
  buttons: { width: '52px', display: 'flex', height: '28px', alignItems: 'center' },
  button: { minWidth: '26px', padding: 0 },
  add: { alignSelf: 'flex-start', marginLeft: '37px', paddingLeft: '9px', fontWeight: tokens.fontWeightRegular },
});

export function AddressLines({ mask }: { mask: MaskState }) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form } = mask;
  const lines = useWatch({ control: form.control, name: 'addresses' });
  const home = useController({ control: form.control, name: 'homeAddress' });
  const kind = useWatch({ control: form.control, name: 'kind' });
  const group = useId();
  const focus = useLineFocus(lines.length);

  const drop = (line: number) => {
    const at = home.field.value;
    const left = form.getValues('addresses').toSpliced(line, 1);
    form.clearErrors('addresses');
    form.setValue('addresses', left.length > 0 ? left : [blankAddress]);
    if (line < at) home.field.onChange(at - 1);
    else if (line === at) home.field.onChange(0);
    focus(0, `addresses.${Math.max(0, line - 1)}.street`);
  };
  const add = () => {
    form.setValue('addresses', [...form.getValues('addresses'), blankAddress]);
    focus(lines.length, `addresses.${lines.length}.street`);
  };

  return (
    <fieldset className={styles.group}>
      <Text as="h2" size={300} weight="semibold" className={styles.title}>
        {t.addresses}
      </Text>
      {lineNumbers(lines).map((line) => (
        <AddressLine
          key={line}
          mask={mask}
          line={line}
          group={group}
          homeWord={kind === 'legal' ? t.mainAddress : t.homeAddress}
          isHome={home.field.value === line}
          makeHome={() => home.field.onChange(line)}
          drop={lines.length > 1 || !isBlankAddress(lines[line] ?? blankAddress) ? () => drop(line) : null}
        />
      ))}
      <WriteButton size="small" appearance="subtle" className={styles.add} onClick={add}>
        + {t.addAddress}
      </WriteButton>
    </fieldset>
  );
}

type LineProps = {
  mask: MaskState;
  line: number;
  group: string;
  homeWord: string;
  isHome: boolean;
  makeHome: () => void;
  /** null = there is nothing to remove. */
  drop: (() => void) | null;
};

function AddressLine({ mask, line, group, homeWord, isHome, makeHome, drop }: LineProps) {
  const styles = useStyles();
  const t = useTexts(contactTexts).master;
  const { form } = mask;
  const name = <K extends string>(field: K) => `addresses.${line}.${field}` as const;
  const shared = { form, problemText: useProblemText('natural'), labelHidden: line > 0 };
  const address = useWatch({ control: form.control, name: `addresses.${line}` });
  const readOnly = useReadOnly();
  const [opened, setOpened] = useState(false);
  const filled = Boolean(address?.addition || address?.district || address?.country);
  const more = opened || filled;
  const town = useTownProposal(form, line);
  const street = useStreetProposals(form, line);
  const other = town.towns.find((one) => one !== address?.town);
  const also = other && address?.postcode && address.town ? t.alsoTown(other) : null;
  const below = line === 0 && styles.underLabel;
  return (
    <fieldset aria-label={isHome ? homeWord : t.address(line + 1)} className={styles.line}>
      <div className={mergeClasses(styles.radio, below)}>
        <Radio
          name={group}
          value={String(line)}
          checked={isHome}
          disabled={readOnly}
          aria-label={homeWord}
          onChange={(_event, { value }) => value === String(line) && makeHome()}
        />
      </div>
      {isHome ? (
        <div className={mergeClasses(styles.home, below)}>{homeWord}</div>
      ) : (
        <ChoiceField {...shared} name={name('label')} label={t.addressLabel} options={labels} />
      )}
      <TextField
        {...shared}
        name={name('street')}
        label={t.street}
        maxLength={120}
        proposals={street.streets}
        aside={street.first && t.alsoTown(street.first)}
        onType={street.typed}
      />
      <TextField {...shared} name={name('houseNumber')} label={t.houseNumber} maxLength={20} />
      <TextField
        {...shared}
        name={name('postcode')}
        label={t.postcode}
        maxLength={10}
        keyboard="numeric"
        tidy={(text) => text.trim()}
        rule={(text) => postcodeProblem(text, form.getValues(`addresses.${line}.country`) ?? '')}
        onType={town.typed}
      />
      <TextField {...shared} name={name('town')} label={t.town} maxLength={80} proposals={town.towns} aside={also} />
      <div className={mergeClasses(styles.buttons, below)}>
        <Button
          size="small"
          appearance="subtle"
          className={styles.button}
          aria-label={t.more}
          title={t.more}
          aria-expanded={more}
          disabledFocusable={filled}
          onClick={() => setOpened(!opened)}
        >
          …
        </Button>
        {drop && <DropButton label={t.removeAddress} drop={drop} />}
      </div>
      {more && (
        <div className={styles.more}>
          <TextField {...shared} labelHidden={false} name={name('addition')} label={t.addition} maxLength={120} />
          <TextField {...shared} labelHidden={false} name={name('district')} label={t.district} maxLength={80} />
          <TextField {...shared} labelHidden={false} name={name('country')} label={t.country} maxLength={60} />
        </div>
      )}
    </fieldset>
  );
}

const labels = [{ value: '', label: '–' }, ...ADDRESS_LABELS.map((word) => ({ value: word, label: word }))];
