// The dialog 'Barverkauf': amount and text, for one customer or several who pay together, and how they pay. What the customer
// prefers is preset; where they differ nothing is, and it is said.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { SaleCustomer } from '../../src-shared/cash-sales/contract.ts';
import { MOST_CUSTOMERS, proposedPayment, readAmount, showAmount } from '../../src-shared/cash-sales/rules.ts';
import { type PaymentWay, paymentWays } from '../../src-shared/customers/rules.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { saleTexts } from '../texts/cash-sales.ts';
import { useTexts } from '../texts/catalogue.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { focusField, focusFirst } from '../ui/focus-field.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { type NamedCustomer, usePersonNames } from '../ui/privacy-screen.ts';
import { TextField } from '../ui/text-field.tsx';
import { saleProblem, useSale } from './open-sale.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '640px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  line: {
    display: 'grid',
    gridTemplateColumns: '130px minmax(0, 1fr) 32px',
    columnGap: '10px',
    alignItems: 'start',
    margin: 0,
    padding: 0,
    border: 0,
    minInlineSize: 0,
  },
  name: { padding: '0 0 2px 9px', fontWeight: tokens.fontWeightSemibold },
  drop: { minWidth: '28px', padding: 0, marginTop: '16px' },
  another: { display: 'grid', gridTemplateColumns: '200px auto', columnGap: '10px', justifyContent: 'start' },
  add: { alignSelf: 'start', marginTop: '15px' },
  pay: { display: 'grid', gridTemplateColumns: '200px 1fr', columnGap: '16px', alignItems: 'end' },
  hint: { color: tokens.colorStatusWarningForeground1 },
  total: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
});

/** The place where the dialog appears; once, in the frame. */
export function SaleDialog() {
  const customer = useSale((state) => state.customer);
  const usual = useQuery(calls.cashSales.usual.queryOptions());
  useEffect(() => () => useSale.setState({ customer: null }), []);
  if (!customer || usual.data === undefined) return null;
  return <OpenSale first={customer} usual={usual.data} />;
}

type Fields = { lines: { amount: string; text: string }[]; payment: string; number: string };
const blank = { amount: '', text: '' };

function OpenSale({ first, usual }: { first: SaleCustomer; usual: PaymentWay | null }) {
  const styles = useStyles();
  const t = useTexts(saleTexts);
  const [customers, setCustomers] = useState([first]);
  const wayOf = (of: readonly SaleCustomer[]) =>
    proposedPayment(
      of.map((one) => one.preferred),
      usual,
    );
  const form = useForm<Fields>({ defaultValues: { lines: [blank], payment: wayOf([first]).way ?? '', number: '' } });
  const [chosen, setChosen] = useState(false);
  const busy = useRef(false);
  const lines = useWatch({ control: form.control, name: 'lines' });
  useCommands('dialog', []);
  useFocusBack();
  useEffect(() => void focusField('lines.0.amount'), []);
  const [wanted, setWanted] = useState<{ line: number } | null>(null);
  // As soon as the line is drawn.
  useLayoutEffect(() => void (wanted && focusField(`lines.${wanted.line}.amount`)), [wanted]);
  const close = () => useSale.setState({ customer: null });
  const { nameOf, sentenceOf } = usePersonNames();
  /** Who was refused last: the problem of the number names him. */
  const [refused, setRefused] = useState<readonly NamedCustomer[]>([]);
  const problemText = (problem: string) =>
    t.problems[problem as keyof typeof t.problems] ?? sentenceOf(problem, refused);
  const shared = { form, problemText };

  const settle = (next: SaleCustomer[], line: number) => {
    setCustomers(next);
    setWanted({ line });
    if (!chosen) form.setValue('payment', wayOf(next).way ?? '');
  };
  const add = async () => {
    const number = form.getValues('number').trim();
    if (number === '') return;
    const { data, error } = await safe(client.cashSales.byNumber({ number }));
    const wrong = (message: string) => form.setError('number', { type: 'problem', message });
    if (error) {
      const isUnknown = (error as { code?: string }).code === 'GONE';
      const problem = isUnknown ? { text: t.unknownNumber(number), about: [] } : saleProblem(error);
      if (problem === null) return showFailure(error);
      setRefused(problem.about);
      return wrong(problem.text);
    }
    if (customers.some(({ id }) => id === data.id)) return wrong(t.twice);
    form.setValue('number', '');
    form.setValue('lines', [...form.getValues('lines'), blank]);
    settle([...customers, data], customers.length);
  };
  const drop = (line: number) => {
    form.setValue('lines', form.getValues('lines').toSpliced(line, 1));
    form.clearErrors('lines');
    settle(customers.toSpliced(line, 1), 0);
  };
  const take = async () => {
    const fields = form.getValues();
    // Enter in the field of the number adds a customer and books nothing.
    if (fields.number.trim() !== '') return add();
    const amounts = fields.lines.map(({ amount }) => readAmount(amount));
    const wrong = amounts.flatMap((one, line) => (one.ok ? [] : [{ line, problem: one.problem }]));
    for (const { line, problem } of wrong) form.setError(`lines.${line}.amount`, { type: 'problem', message: problem });
    if (wrong.length > 0) return void focusFirst(wrong.map(({ line }) => `lines.${line}.amount`));
    const sales = customers.map(({ id }, line) => {
      const amount = amounts[line];
      return { customerId: id, cents: amount?.ok ? amount.cents : 0, body: fields.lines[line]?.text.trim() || null };
    });
    const { error } = await safe(client.cashSales.save({ sales, payment: wayNamed(fields.payment) }));
    if (error) {
      const problem = saleProblem(error);
      if (problem === null) return showFailure(error);
      return useMessages.getState().show({ tone: 'problem', ...problem });
    }
    close();
    await queries.invalidateQueries();
    const total = sales.reduce((sum, { cents }) => sum + cents, 0);
    useMessages.getState().show({ tone: 'done', text: t.done(showAmount(total)), until: 'typing' });
  };
  const submit = async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      await take();
    } finally {
      busy.current = false;
    }
  };

  const total = lines.reduce((sum, { amount }) => {
    const reading = readAmount(amount);
    return reading.ok ? sum + reading.cents : sum;
  }, 0);
  return (
    <FormDialog
      title={t.title}
      className={styles.surface}
      contentClassName={styles.content}
      label={t.take}
      submit={() => void submit().catch(showFailure)}
      cancel={t.cancel}
      close={close}
    >
      <Text>{t.lead}</Text>
      {customers.map(({ id, name, number }, line) => (
        <fieldset key={id} className={styles.line}>
          <legend className={styles.name}>{t.customer(nameOf(id, name), number)}</legend>
          <TextField
            {...{
              ...shared,
              name: `lines.${line}.amount`,
              maxLength: 14,
              keyboard: 'numeric',
              alignRight: true,
            }}
            label={t.amount}
            tidy={(text) => {
              const reading = readAmount(text);
              return reading.ok ? showAmount(reading.cents) : text;
            }}
            rule={(text) => amountProblem(text)}
          />
          <TextField {...{ ...shared, name: `lines.${line}.text`, maxLength: 200 }} label={t.text} />
          {customers.length > 1 && (
            <Button
              {...{
                size: 'small',
                appearance: 'subtle',
                className: styles.drop,
                title: t.drop(nameOf(id, name)),
              }}
              aria-label={t.drop(nameOf(id, name))}
              onClick={() => drop(line)}
            >
              ×
            </Button>
          )}
        </fieldset>
      ))}
      {customers.length < MOST_CUSTOMERS && (
        <div className={styles.another}>
          <TextField {...{ ...shared, name: 'number', label: t.another, maxLength: 40 }} />
          <Button size="small" className={styles.add} onClick={() => void add().catch(showFailure)}>
            {t.add}
          </Button>
        </div>
      )}
      <div className={styles.pay}>
        <ChoiceField
          {...{ ...shared, name: 'payment', label: t.payment, onPick: () => setChosen(true) }}
          options={['', ...paymentWays].map((value) => ({ value, label: t.ways[wayNamed(value) ?? 'none'] }))}
        />
        {customers.length > 1 && <Text className={styles.total}>{t.total(showAmount(total))}</Text>}
      </div>
      <Text role="status" className={styles.hint}>
        {wayOf(customers).differing && !chosen ? t.differing : ''}
      </Text>
    </FormDialog>
  );
}

function amountProblem(text: string): string | null {
  if (text.trim() === '') return null;
  const reading = readAmount(text);
  return reading.ok ? null : reading.problem;
}

function wayNamed(value: string): PaymentWay | null {
  return paymentWays.find((one) => one === value) ?? null;
}
