// Tab 'Bankverbindungen': the customer's accounts in their order, the first one standard, each with its SEPA mandate. A number
// that is hidden is changed by typing a whole new one; left blank, it stays as it is.
import { makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { useWatch } from 'react-hook-form';
import { bicProblem, ibanProblem, isHidden, showIban, storedIban } from '../../src-shared/bank-accounts/rules.ts';
import { lineNumbers } from '../contacts/mask-form.ts';
import { blankBankAccount } from '../contacts/mask-lists.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useProblemText } from '../contacts/problem-text.ts';
import { type Lines, useLines } from '../contacts/use-lines.ts';
import { bankAccountTexts } from '../texts/bank-accounts.ts';
import { useTexts } from '../texts/catalogue.ts';
import { DayField } from '../ui/day-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { WriteButton } from '../ui/read-only.tsx';
import { TextField } from '../ui/text-field.tsx';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.2fr) 250px 130px minmax(0, 1fr) 86px',
    columnGap: '10px',
    rowGap: '2px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  name: { gridColumn: '1 / -1', margin: 0, paddingLeft: '9px' },
  buttons: { gridRow: '2', gridColumn: '5', [NARROW]: { gridRow: 'auto', gridColumn: 'auto' } },
});

export function BankAccountsTab({ mask }: { mask: MaskState }) {
  const look = useLinesLook();
  const t = useTexts(bankAccountTexts);
  const accounts = useLines(mask, 'bankAccounts', blankBankAccount, 'iban');
  const { lines, add } = accounts;
  return (
    <div className={look.page}>
      <fieldset className={look.group}>
        <Text as="h2" size={300} weight="semibold" className={look.title}>
          {t.title}
        </Text>
        {lines.length === 0 && <Text className={look.hint}>{t.none}</Text>}
        {lineNumbers(lines).map((line) => (
          <AccountLine key={line} mask={mask} line={line} accounts={accounts} />
        ))}
        <WriteButton size="small" appearance="subtle" className={look.add} onClick={add}>
          + {t.add}
        </WriteButton>
      </fieldset>
      {lines.some(({ iban }) => isHidden(iban)) && <Text className={look.hint}>{t.hiddenHint}</Text>}
      <Text className={look.hint}>{mask.settings.bankAccountsExpire ? t.expiry : t.noExpiry}</Text>
    </div>
  );
}

type LineProps = { mask: MaskState; line: number; accounts: Lines<'bankAccounts'> };

function AccountLine({ mask, line, accounts }: LineProps) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(bankAccountTexts);
  const { form, record } = mask;
  const shared = { form, problemText: useProblemText('natural') };
  const name = <K extends string>(field: K) => `bankAccounts.${line}.${field}` as const;
  const account = useWatch({ control: form.control, name: `bankAccounts.${line}` });
  const kept = record?.form.bankAccounts.find(({ id }) => id !== null && id === account?.lineId)?.iban ?? '';
  const keptHidden = isHidden(kept) ? showIban(kept) : null;
  const written = (text: string) => {
    if (text.trim() === '' && keptHidden !== null) return keptHidden;
    return text === keptHidden ? text : showIban(storedIban(text));
  };
  const wrong = (text: string) => {
    if (text === keptHidden || text.trim() === '') return null;
    const problem = ibanProblem(text);
    return problem && `iban.${problem}`;
  };
  const move = (label: string, sign: string, step: -1 | 1, blocked: boolean) => (
    <WriteButton
      size="small"
      appearance="subtle"
      className={look.button}
      aria-label={label}
      title={label}
      disabledFocusable={blocked}
      onClick={() => accounts.move(line, step)}
    >
      {sign}
    </WriteButton>
  );
  return (
    <fieldset aria-label={t.line(line + 1)} className={mergeClasses(look.line, styles.line)}>
      <Text as="h3" size={200} weight="semibold" className={styles.name}>
        {t.line(line + 1)}
      </Text>
      <TextField {...shared} name={name('holder')} label={t.holder} maxLength={120} />
      <TextField
        {...shared}
        name={name('iban')}
        label={t.iban}
        required
        maxLength={60}
        aside={account && isHidden(account.iban) ? t.hidden : null}
        wholeAtOnce={account !== undefined && isHidden(account.iban)}
        tidy={written}
        rule={wrong}
      />
      <TextField
        {...shared}
        name={name('bic')}
        label={t.bic}
        maxLength={20}
        tidy={(text) => text.replace(/\s/g, '').toUpperCase()}
        rule={(text) => (bicProblem(text) ? 'bic.form' : null)}
      />
      <TextField {...shared} name={name('bankName')} label={t.bankName} maxLength={120} />
      <div className={mergeClasses(look.buttons, look.underLabel, styles.buttons)}>
        {move(t.up, '↑', -1, line === 0)}
        {move(t.down, '↓', 1, line === accounts.lines.length - 1)}
        <DropButton label={t.remove} drop={() => accounts.drop(line)} />
      </div>
      <TextField {...shared} name={name('mandateReference')} label={t.mandateReference} maxLength={35} />
      <DayField {...shared} name={name('mandateOn')} label={t.mandateOn} />
      <DayField {...shared} name={name('mandateEndedOn')} label={t.mandateEndedOn} />
    </fieldset>
  );
}
