// Asks for a step that the branch server takes only with the PIN: says what it does, has entries of its own where it needs
// some, and keeps the PIN no longer than the question is open.
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { chainTexts } from '../texts/chain.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { PinField } from './pin-field.tsx';

const useStyles = makeStyles({
  surface: { maxWidth: '480px' },
  content: { display: 'flex', flexDirection: 'column', gap: '10px' },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

type Asked = { pin: string } & FieldValues;
/** A sentence that stays on the dialog, or null when it is done and closes itself. */
export type Answer = string | null;

export function PinDialog<T extends Asked>(props: {
  form: UseFormReturn<T>;
  title: string;
  text?: string;
  button: string;
  /** Without a server there is nobody who would check it. */
  withoutPin?: boolean;
  children?: ReactNode;
  run: (entered: T) => Promise<Answer>;
  close: () => void;
}) {
  const { form, title, text, button, children, run, close, withoutPin = false } = props;
  const styles = useStyles();
  const all = useTexts(chainTexts);
  const t = all.pin;
  const [problem, setProblem] = useState<string | null>(null);
  const busy = useRef(false);
  const typing = useRef<HTMLFormElement>(null);
  useFocusBack();
  useCommands('dialog', []);
  useEffect(() => typing.current?.querySelector<HTMLElement>('input, select')?.focus(), []);

  const submit = async () => {
    if (busy.current) return;
    const entered = form.getValues();
    if (!withoutPin && entered.pin === '') {
      form.setError('pin' as never, { message: t.missing }, { shouldFocus: true });
      return;
    }
    busy.current = true;
    setProblem(null);
    const answer = await run(entered).catch((error: unknown) => failureText(error));
    busy.current = false;
    if (answer === null) return;
    form.setValue('pin' as never, '' as never);
    setProblem(answer);
    typing.current?.querySelector<HTMLElement>('input[type=password]')?.focus();
  };

  return (
    <FormDialog
      title={title}
      className={styles.surface}
      contentClassName={styles.content}
      formRef={typing}
      label={button}
      submit={() => void submit()}
      cancel={all.cancel}
      close={close}
    >
      {text && <Text>{text}</Text>}
      {children}
      {!withoutPin && (
        <>
          <PinField form={form} name={'pin' as never} label={t.label} required problemText={(one) => one} />
          <Text size={200}>{t.why}</Text>
        </>
      )}
      {problem && (
        <Text role="alert" className={styles.problem}>
          {problem}
        </Text>
      )}
    </FormDialog>
  );
}

/** The sentence for what any of these steps can fail with; null for what is the caller's. */
export function useProofText(): (error: { code: string; data?: unknown }) => Answer {
  const t = useTexts(chainTexts).pin;
  return ({ code, data }) => {
    const seconds = (data as { waitSeconds?: number } | undefined)?.waitSeconds ?? 0;
    switch (code) {
      case 'WRONG_PIN':
        return seconds > 0 ? `${t.wrong} ${t.wait(seconds)}` : t.wrong;
      case 'WAIT':
        return t.wait(seconds);
      case 'NO_SERVER':
      case 'OFFLINE':
      case 'NOT_ALLOWED':
        return t[code];
      default:
        return null;
    }
  };
}
