// Signs an employee in by PIN; the same screen covers a locked workstation. The cursor stays in the PIN: letters and arrow
// keys choose who it is, digits are the PIN, so that a change of employee takes a handful of keys.
import { Button, Caption1, Field, Input, Link, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Seat } from '../../src-shared/sign-in/contract.ts';
import { chosenByArrow, chosenByLetters } from '../../src-shared/sign-in/rules.ts';
import { client, forgetQueries } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { runSafely } from '../keys/commands.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { startTexts } from '../texts/start.ts';
import { useCountdown } from './countdown.ts';
import { Sheet } from './sheet.tsx';

/** Letters typed within this time belong together. */
const TOGETHER_MS = 1000;

const useStyles = makeStyles({
  form: { display: 'contents' },
  foot: { display: 'flex', justifyContent: 'space-between', gap: '16px', color: tokens.colorNeutralForeground3 },
});

export function SignIn(props: { seat: Seat; lockedBy: string | null; lastHere: string | null }) {
  const { seat, lockedBy, lastHere } = props;
  const styles = useStyles();
  const t = useTexts(startTexts).signIn;
  const people = seat.employees;
  const [choice, setChoice] = useState(lockedBy ?? lastHere);
  const chosen = people.find((one) => one.id === choice) ?? people[0];
  const chosenId = chosen?.id ?? '';
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const countdown = useCountdown(chosenId);
  const pinBox = useRef<HTMLInputElement>(null);
  const letters = useRef({ typed: '', at: 0 });
  const owner = people.find((one) => one.id === lockedBy);

  useEffect(() => pinBox.current?.focus(), []);
  useForgettingScreen();
  useEffect(() => useLanguage.getState().choose(seat.language), [seat.language]);

  const choose = (id: string) => {
    if (id === chosenId) return;
    setChoice(id);
    setPin('');
    setProblem(null);
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isLetter = /^\p{L}$/u.test(event.key);
    if (isLetter) {
      const now = event.timeStamp;
      const before = now - letters.current.at < TOGETHER_MS ? letters.current.typed : '';
      const found = chosenByLetters(people, before + event.key, chosenId);
      letters.current = { typed: found.typed, at: now };
      choose(found.id);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      choose(chosenByArrow(people, chosenId, event.key === 'ArrowDown' ? 1 : -1));
    else return;
    event.preventDefault();
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || countdown.seconds > 0 || pin === '') return;
    setBusy(true);
    const { error } = await safe(client.signIn.signIn({ employeeId: chosenId, pin }));
    setBusy(false);
    if (!error) return;
    setPin('');
    pinBox.current?.focus();
    const refused = isDefinedError(error) ? error : null;
    if (refused?.code === 'WRONG_PIN' || refused?.code === 'WAIT') {
      countdown.begin(chosenId, refused.data.waitSeconds);
      setProblem(refused.data.waitSeconds > 0 ? null : t.wrong);
    } else setProblem(refused?.code === 'BLOCKED' ? t.blocked : failureText(error));
  };

  const said = countdown.seconds > 0 ? t.wait(countdown.seconds) : problem;
  return (
    <Sheet title={lockedBy ? t.locked : t.title}>
      <Text>
        {seat.branch.name} · {seat.workstation.name}
      </Text>
      {owner && owner.id !== chosenId && <Text>{t.workWaits(owner.name)}</Text>}
      <form onSubmit={submit} className={styles.form}>
        <Field label={t.employee}>
          <Select
            value={chosenId}
            onChange={(_event, { value }) => {
              choose(value);
              pinBox.current?.focus();
            }}
          >
            {people.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t.pin}
          hint={t.hint}
          validationState={said ? 'error' : 'none'}
          validationMessage={countdown.seconds > 0 ? { children: said, role: 'timer' } : said}
        >
          <Input
            ref={pinBox}
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            value={pin}
            readOnly={countdown.seconds > 0}
            onKeyDown={pressed}
            onChange={(_event, { value }) => {
              setPin(value.replace(/\D/g, ''));
              setProblem(null);
            }}
          />
        </Field>
        <Button type="submit" appearance="primary" disabledFocusable={busy || countdown.seconds > 0}>
          {t.button}
        </Button>
      </form>
      <div className={styles.foot}>
        <Caption1>{countdown.over ? t.again : ''}</Caption1>
        <LanguageLink language={seat.language} />
      </div>
    </Sheet>
  );
}

/** The other language by its own name, so that whoever needs it can read it. */
function LanguageLink({ language }: { language: Seat['language'] }) {
  const other = language === 'de' ? 'en' : 'de';
  return (
    <Link
      as="button"
      lang={other}
      onClick={() =>
        void runSafely(async () => {
          await client.workstation.chooseLanguage({ language: other });
          // Whoever signs in at once is gone from here before the news of it arrives.
          useLanguage.getState().choose(other);
        })
      }
    >
      {other === 'en' ? 'English' : 'Deutsch'}
    </Link>
  );
}

/** What was read in the name of the one before leaves memory with the lock; the next one reads it with his own rights. */
function useForgettingScreen(): void {
  useEffect(() => {
    forgetQueries();
    useMessages.setState({ messages: [] });
  }, []);
}
