// The move to a central server, step by step: what to prepare, address and code, and how far it is.
import { Button, Field, Input, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import type { OwnServerState } from '../../src-shared/own-server/contract.ts';
import { Section } from '../administration/page-sheet.tsx';
import { calls, client, queries } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { ownServerTexts } from '../texts/own-server.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '8px', maxWidth: '400px', padding: '4px 9px' },
  steps: { margin: '4px 0 8px', paddingLeft: '28px', lineHeight: tokens.lineHeightBase300 },
  progress: { display: 'flex', flexDirection: 'column', gap: '8px', maxWidth: '560px', padding: '4px 9px' },
  button: { alignSelf: 'flex-start' },
});

type Relocation = NonNullable<OwnServerState['relocation']>;

export function MoveSection({ relocation }: { relocation: OwnServerState['relocation'] }) {
  const t = useTexts(ownServerTexts).move;
  return (
    <Section title={t.title} lead={t.lead}>
      <div data-row>{relocation ? <Progress relocation={relocation} /> : <Beginning />}</div>
    </Section>
  );
}

type Problem = { at: 'address' | 'code' | 'all'; text: string };

function Beginning() {
  const styles = useStyles();
  const t = useTexts(ownServerTexts).move;
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const [beginning, setBeginning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const said = (at: Problem['at']) => (problem?.at === at ? problem.text : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (beginning) return;
    if (address.trim() === '') return setProblem({ at: 'address', text: t.problems.missing });
    if (code.trim() === '') return setProblem({ at: 'code', text: t.problems.missing });
    setProblem(null);
    setBeginning(true);
    const { error } = await safe(client.ownServer.relocate({ address, code }));
    setBeginning(false);
    if (error) setProblem(problemOf(error, t.problems));
    await queries.invalidateQueries({ queryKey: calls.ownServer.key() });
  };
  return (
    <>
      <ol className={styles.steps}>
        {t.before.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <form onSubmit={submit} className={styles.form} noValidate>
        <Field size="small" label={t.address} hint={t.addressMeans} validationMessage={said('address')}>
          <Input
            size="small"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            value={address}
            onChange={(_event, { value }) => setAddress(value)}
          />
        </Field>
        <Field size="small" label={t.code} hint={t.codeMeans} validationMessage={said('code')}>
          <Input
            size="small"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={code}
            onChange={(_event, { value }) => setCode(value.toUpperCase())}
          />
        </Field>
        {said('all') && <Text role="alert">{said('all')}</Text>}
        <Button size="small" type="submit" className={styles.button} disabledFocusable={beginning}>
          {beginning ? t.beginning : t.begin}
        </Button>
      </form>
    </>
  );
}

type Texts = (typeof ownServerTexts)['de']['move'] | (typeof ownServerTexts)['en']['move'];

function problemOf(error: Awaited<ReturnType<typeof safe<unknown>>>['error'] | Error, t: Texts['problems']): Problem {
  const { code, data } = error as { code?: string; data?: { problem?: string; retryAfterSeconds?: number } };
  if (!isDefinedError(error as Error)) return { at: 'all', text: failureText(error) };
  switch (code) {
    case 'ADDRESS':
      return { at: 'address', text: data?.problem === 'notHttps' ? t.notHttps : t.notAnAddress };
    case 'UNREACHABLE':
      return { at: 'address', text: t.unreachable };
    case 'CODE':
      return { at: 'code', text: t.code };
    case 'NOT_FOUNDER':
      return { at: 'code', text: t.notFounder };
    case 'PROTOCOL':
      return { at: 'all', text: t.protocol };
    case 'TOO_MANY':
      return { at: 'all', text: t.tooMany(Math.ceil(data?.retryAfterSeconds ?? 60)) };
    case 'NOT_NOW':
      return { at: 'all', text: t.notNow };
    default:
      return { at: 'all', text: failureText(error) };
  }
}

function Progress({ relocation }: { relocation: Relocation }) {
  const styles = useStyles();
  const t = useTexts(ownServerTexts).move;
  const language = useLanguage((now) => now.language);
  const { to, done, total, paused, trouble } = relocation;
  const words = to === 'own' ? t.refilling : t.progress;
  const text = done >= total ? t.finishing : words(done.toLocaleString(language), total.toLocaleString(language));
  const pause = async () => {
    await client.ownServer.pauseRelocation({ paused: !paused }).catch(showFailure);
    await queries.invalidateQueries({ queryKey: calls.ownServer.key() });
  };
  return (
    <div className={styles.progress}>
      <Text role="status">{paused ? t.paused : text}</Text>
      <ProgressBar aria-label={t.title} max={Math.max(total, 1)} value={done} />
      {trouble && !paused && <Text role="alert">{t.troubles[trouble]}</Text>}
      {to === 'central' && (
        <Button size="small" className={styles.button} onClick={() => void pause()}>
          {paused ? t.resume : t.pause}
        </Button>
      )}
    </div>
  );
}
