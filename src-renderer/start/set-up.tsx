// First start: the branch, its first administrator, and the recovery key that is shown once. A PC of a chain joins instead.
import { Button, Field, Input, Link, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useState } from 'react';
import { type SubmitHandler, useForm } from 'react-hook-form';
import { branchFieldProblem } from '../../src-shared/branches/rules.ts';
import type { SetUpInput } from '../../src-shared/sign-in/contract.ts';
import { pinProblem } from '../../src-shared/sign-in/rules.ts';
import { client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useTexts } from '../texts/catalogue.ts';
import { startTexts } from '../texts/start.ts';
import { syncTexts } from '../texts/sync.ts';
import { JoinSheet } from './join.tsx';
import { RestoreSheet } from './restore.tsx';
import { Sheet } from './sheet.tsx';

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: '2fr 1fr', gap: '12px' },
  pairTurned: { display: 'grid', gridTemplateColumns: '1fr 2fr', gap: '12px' },
  halves: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
  group: { margin: 0 },
  key: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase600,
    // Three groups a line: easier to copy by hand, and the same on paper.
    width: '21ch',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    userSelect: 'all',
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', gap: '8px', '@media print': { display: 'none' } },
});

type Form = SetUpInput & { pinAgain: string };

/**
 * `onDone`: the recovery key has been put away. Until then the screen stays, signed in or not. `onlyJoining`: this PC belonged
 * to a chain and was ended there.
 */
export function SetUp({ onDone, onlyJoining }: { onDone: () => void; onlyJoining: boolean }) {
  const styles = useStyles();
  const t = useTexts(startTexts).setUp;
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const joinText = useTexts(syncTexts).join.link;
  const [instead, setInstead] = useState<'restore' | 'join' | null>(null);
  const { register, handleSubmit, formState, setError } = useForm<Form>({ reValidateMode: 'onChange' });
  const problem = (name: keyof Form) => formState.errors[name]?.message ?? null;
  const box = (
    name: keyof Form,
    check?: (value: string, form: Form) => string | true,
    more: { type?: 'password'; optional?: true; autoFocus?: true } = {},
  ) => {
    const { ref, ...field } = register(name, check ? { validate: check } : {});
    const { type = 'text', optional, autoFocus } = more;
    return (
      <Field label={t[name]} required={Boolean(check) && !optional} validationMessage={problem(name)}>
        <Input
          {...field}
          ref={ref}
          type={type}
          inputMode={type === 'password' ? 'numeric' : 'text'}
          autoFocus={autoFocus}
          autoComplete="off"
          defaultValue=""
        />
      </Field>
    );
  };
  const problemText = (code: string) => (t.problems as Record<string, string>)[code] ?? code;
  const readable = (field: 'postcode' | 'phone') => (value: string) => {
    const found = branchFieldProblem(field, value);
    return found ? problemText(found) : true;
  };
  const needed = (value: string) => (value.trim() === '' ? t.problems.missing : true);
  const goodPin = (value: string) => {
    const found = pinProblem(value);
    return found ? t.problems[found] : true;
  };

  const submit: SubmitHandler<Form> = async ({ pinAgain: _, ...input }) => {
    setFailure(null);
    const { error, data } = await safe(client.signIn.setUp(input));
    if (!error) setRecoveryKey(data.recoveryKey);
    else if (isDefinedError(error) && error.code === 'INVALID')
      setError(error.data.field, { message: problemText(error.data.problem) }, { shouldFocus: true });
    else setFailure(failureText(error));
  };

  if (recoveryKey)
    return (
      <Sheet title={t.keyTitle}>
        <Text>{t.keyLead}</Text>
        <output className={styles.key} aria-label={t.keyTitle}>
          {recoveryKey}
        </output>
        <div className={styles.actions}>
          <Button appearance="primary" autoFocus onClick={onDone}>
            {t.keyDone}
          </Button>
          <Button onClick={() => window.print()}>{t.keyPrint}</Button>
        </div>
      </Sheet>
    );

  if (onlyJoining) return <JoinSheet back={null} done={onDone} />;
  if (instead === 'join') return <JoinSheet back={() => setInstead(null)} done={onDone} />;
  if (instead === 'restore') return <RestoreSheet back={() => setInstead(null)} done={onDone} />;

  return (
    <Sheet title={t.title}>
      <Text>{t.lead}</Text>
      <form onSubmit={handleSubmit(submit)} noValidate style={{ display: 'contents' }}>
        <Subtitle2 as="h2" block className={styles.group}>
          {t.branch}
        </Subtitle2>
        {box('branchName', needed, { autoFocus: true })}
        <div className={styles.pair}>
          {box('street')}
          {box('houseNumber')}
        </div>
        <div className={styles.pairTurned}>
          {box('postcode', readable('postcode'), { optional: true })}
          {box('town')}
        </div>
        {box('phone', readable('phone'), { optional: true })}
        <Subtitle2 as="h2" block className={styles.group}>
          {t.administrator}
        </Subtitle2>
        {box('administratorName', needed)}
        <div className={styles.halves}>
          {box('pin', goodPin, { type: 'password' })}
          {box('pinAgain', (value, form) => (value === form.pin ? true : t.problems.different), { type: 'password' })}
        </div>
        {failure && <Text role="alert">{failure}</Text>}
        <Button type="submit" appearance="primary">
          {t.button}
        </Button>
        <Link as="button" type="button" onClick={() => setInstead('join')}>
          {joinText}
        </Link>
        <Link as="button" type="button" onClick={() => setInstead('restore')}>
          {t.restoreInstead}
        </Link>
      </form>
    </Sheet>
  );
}
