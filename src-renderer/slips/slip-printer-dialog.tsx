// Adds or changes one slip printer of this workstation. F1 and Enter save; whether it prints right is seen on a test slip.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useRef } from 'react';
import { useForm } from 'react-hook-form';
import {
  LONGEST_SLIP_PRINTER_NAME,
  MOST_SLIP_PRINTERS,
  SLIP_CODE_PAGES,
  SLIP_COLUMNS,
  type SlipPrinter,
  type SlipPrinterForm,
  type SlipPrinterProblem,
} from '../../src-shared/slips/rules.ts';
import { client } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { slipTexts } from '../texts/slips.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { whereOf } from './words.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '520px', boxShadow: 'none' },
  content: { display: 'flex', flexDirection: 'column', gap: '8px' },
  means: { padding: '0 9px', marginTop: '-4px', color: tokens.colorNeutralForeground2 },
});

/** As text, as a select has it. */
type Typed = Omit<SlipPrinterForm, 'columns'> & { columns: string };

/** @param queues of the computer's own system; null = slips cannot go that way here */
export function SlipPrinterDialog(props: {
  printer: SlipPrinter | null;
  queues: readonly { id: string; name: string }[] | null;
  close: () => void;
}) {
  const { printer, queues, close } = props;
  const styles = useStyles();
  const all = useTexts(slipTexts);
  const t = all.editor;
  const keys = useTexts(keyTexts);
  const busy = useRef(false);
  useFocusBack();
  const form = useForm<Typed>({ defaultValues: typedFrom(printer) });
  const way = form.watch('way');
  const problemText = (problem: string) => t.problems[problem as SlipPrinterProblem['problem']];

  const save = async () => {
    if (busy.current) return;
    busy.current = true;
    const typed = form.getValues();
    const columns = SLIP_COLUMNS.find((one) => String(one) === typed.columns) ?? SLIP_COLUMNS[0];
    const { error } = await safe(client.slips.save({ id: printer?.id ?? null, form: { ...typed, columns } }));
    busy.current = false;
    if (!error) close();
    else if (isDefinedError(error) && error.code === 'INVALID')
      for (const { field, problem } of error.data.problems.toReversed())
        form.setError(field, { message: problem }, { shouldFocus: true });
    else if (isDefinedError(error) && (error.code === 'GONE' || error.code === 'TOO_MANY')) {
      const { gone, tooMany } = all.printers;
      const text = error.code === 'GONE' ? gone : tooMany(MOST_SLIP_PRINTERS);
      useMessages.getState().show({ tone: 'problem', text });
      close();
    } else showFailure(error);
  };
  useCommands('dialog', [{ key: 'F1', name: keys.names.F1, run: save }]);

  const means = (text: string) => (
    <Text size={200} className={styles.means}>
      {text}
    </Text>
  );
  const field = { form, problemText };
  return (
    <FormDialog
      title={printer ? t.editTitle(printer.name) : t.addTitle}
      className={styles.surface}
      contentClassName={styles.content}
      label={t.save}
      submit={() => void save()}
      cancel={t.cancel}
      close={close}
    >
      <TextField {...field} name="name" label={t.name} required maxLength={LONGEST_SLIP_PRINTER_NAME} />
      {queues || way === 'queue' ? (
        <ChoiceField
          {...field}
          name="way"
          label={t.way}
          options={(['address', 'queue'] as const).map((value) => ({ value, label: t.ways[value] }))}
        />
      ) : (
        means(t.onlyAddress)
      )}
      {way === 'address' ? (
        <>
          <TextField {...field} name="address" label={t.address} required maxLength={260} />
          {means(t.addressMeans)}
          <CheckField form={form} name="asksState" label={t.asksState} />
          {means(t.asksStateMeans)}
        </>
      ) : (
        <>
          <ChoiceField
            {...field}
            name="printerId"
            label={t.queue}
            required
            options={[
              { value: '', label: t.noQueue },
              ...(queues ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {means(t.queueMeans)}
        </>
      )}
      <ChoiceField
        {...field}
        name="codePage"
        label={t.codePage}
        options={SLIP_CODE_PAGES.map((value) => ({ value, label: t.codePages[value] }))}
      />
      {means(t.codePageMeans)}
      <ChoiceField
        {...field}
        name="columns"
        label={t.columns}
        options={SLIP_COLUMNS.map((one) => ({ value: String(one), label: t.columnChoices[one] }))}
      />
      <CheckField form={form} name="printsLoginCode" label={t.printsLoginCode} />
    </FormDialog>
  );
}

function typedFrom(printer: SlipPrinter | null): Typed {
  const way = printer?.way;
  const address = way?.kind === 'address' ? way : null;
  return {
    name: printer?.name ?? '',
    way: way?.kind ?? 'address',
    address: address ? whereOf(address) : '',
    asksState: address?.asksState ?? true,
    printerId: way?.kind === 'queue' ? way.printerId : '',
    codePage: printer?.codePage ?? SLIP_CODE_PAGES[0],
    columns: String(printer?.columns ?? SLIP_COLUMNS[0]),
    printsLoginCode: printer?.printsLoginCode ?? false,
  };
}
