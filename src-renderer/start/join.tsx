// 'Mit Filialserver verbinden': this PC becomes a further workstation of a chain. What the server answers is said in words;
// the first fill that follows is shown elsewhere (filling.tsx).
import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import { client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useTexts } from '../texts/catalogue.ts';
import { syncTexts } from '../texts/sync.ts';
import { Sheet } from './sheet.tsx';

const useStyles = makeStyles({ form: { display: 'contents' }, actions: { display: 'flex', gap: '8px' } });

type Problem = { at: 'address' | 'code' | 'all'; text: string };

/** `back` null = there is no other way from here. `done`: this PC belongs to the chain now. */
export function JoinSheet({ back, done }: { back: (() => void) | null; done: () => void }) {
  const styles = useStyles();
  const t = useTexts(syncTexts).join;
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const [joining, setJoining] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const said = (at: Problem['at']) => (problem?.at === at ? problem.text : null);
  const wrong = (at: Problem['at'], text: string) => {
    setProblem({ at, text });
    if (at !== 'all') document.getElementsByName(at)[0]?.focus();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (joining) return;
    if (address.trim() === '') return wrong('address', t.problems.missing);
    if (code.trim() === '') return wrong('code', t.problems.missing);
    setProblem(null);
    setJoining(true);
    const { error } = await safe(client.sync.joinChain({ address, code }));
    setJoining(false);
    if (!error) return done();
    const refused = isDefinedError(error) ? error : null;
    switch (refused?.code) {
      case 'ADDRESS':
        return wrong('address', t.problems[refused.data.problem]);
      case 'UNREACHABLE':
        return wrong('address', t.problems.unreachable);
      case 'CODE':
        return wrong('code', t.problems.code);
      case 'NOT_FOUNDER':
        return wrong('code', t.problems.founds);
      case 'PROTOCOL':
        return wrong('all', t.problems.protocol);
      case 'TOO_MANY':
        return wrong('all', t.problems.tooMany(Math.ceil(refused.data.retryAfterSeconds)));
      case 'ALREADY_JOINED':
      case 'HAS_DATA':
        return wrong('all', t.problems.alreadyJoined);
      default:
        return wrong('all', failureText(error));
    }
  };

  return (
    <Sheet title={t.title}>
      <Text>{t.lead}</Text>
      <form onSubmit={submit} className={styles.form} noValidate>
        <Field label={t.address} hint={t.addressHint} required validationMessage={said('address')}>
          <Input
            name="address"
            autoFocus
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            value={address}
            onChange={(_event, { value }) => setAddress(value)}
          />
        </Field>
        <Field label={t.code} hint={t.codeHint} required validationMessage={said('code')}>
          <Input
            name="code"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            value={code}
            onChange={(_event, { value }) => setCode(value.toUpperCase())}
          />
        </Field>
        {said('all') && <Text role="alert">{said('all')}</Text>}
        <div className={styles.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={joining}>
            {joining ? t.joining : t.button}
          </Button>
          {back && <Button onClick={back}>{t.back}</Button>}
        </div>
      </form>
    </Sheet>
  );
}
