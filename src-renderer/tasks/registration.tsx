// 'Neue Verbindung zuordnen': what somebody sent beside the customers he may be, which facts agree, and the decision. What
// differs is taken over only where it was ticked (N-10). What was sent is asked for anew each time and kept nowhere.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { RegistrationDecision } from '../../src-shared/tasks/server-contract.ts';
import { calls, client } from '../client.ts';
import { failureText, showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { usePlace } from '../paths.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { taskTexts } from '../texts/tasks.ts';
import { dayAndTime } from '../texts/when.ts';
import { ask } from '../ui/question.tsx';
import { Candidate, Facts } from './candidate.tsx';

const useStyles = makeStyles({
  sides: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '24px',
    marginTop: '10px',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  sent: { outlineStyle: 'none' },
  note: { display: 'block', margin: '4px 0', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: '8px', marginTop: '12px' },
});

export function Registration({ taskId, name, done }: { taskId: string; name: string; done: () => Promise<void> }) {
  const styles = useStyles();
  const t = useTexts(taskTexts);
  const language = useLanguage((state) => state.language);
  const { go } = usePlace();
  const start = useRef<HTMLElement>(null);
  const [busy, setBusy] = useState(false);
  const { data, error } = useQuery({
    ...calls.tasks.registration.queryOptions({ input: { id: taskId } }),
    ...{ staleTime: 0, gcTime: 0, retry: false },
  });
  const isThere = data !== undefined;
  useEffect(() => {
    if (isThere) start.current?.focus();
  }, [isThere]);
  const words: Record<string, string> = { OFFLINE: t.offline, GONE: t.gone, NOT_ALLOWED: t.notAllowed };
  const wordsFor = (trouble: unknown) => words[(trouble as { code?: string }).code ?? ''] ?? failureText(trouble);

  const decide = async (decision: RegistrationDecision, who: string) => {
    if (busy) return;
    setBusy(true);
    const { error: refused, data: decided } = await safe(client.tasks.decide({ id: taskId, decision }));
    setBusy(false);
    const { show } = useMessages.getState();
    if (refused) {
      if (isDefinedError(refused) && refused.code === 'REFUSED')
        return show({ tone: 'problem', text: t.refusals[refused.data.reason] });
      if (!isDefinedError(refused) || !words[refused.code]) return showFailure(refused);
      show({ tone: 'problem', text: wordsFor(refused) });
      if (refused.code === 'GONE') await done();
      return;
    }
    const { customerId } = decided;
    const text = { assign: t.assigned(who), create: t.created(who), decline: t.declined(who) }[decision.kind];
    const open = () => {
      if (customerId !== null) void go({ module: 'contacts', page: 'customer', id: customerId, tab: 'master' });
    };
    show({
      tone: 'done',
      text,
      about: { id: customerId, name: who },
      ...(customerId === null ? {} : { action: { label: t.openNow, run: open } }),
    });
    await done();
  };
  const decline = async () => {
    const answers = [
      { value: 'yes', label: t.declineYes },
      { value: 'no', label: t.cancel },
    ] as const;
    const answer = await ask({
      ...{ title: t.declineTitle, text: t.declineText(name), about: [{ id: null, name }] },
      answers,
    });
    if (answer === 'yes') await decide({ kind: 'decline' }, name);
  };

  if (error)
    return (
      <>
        <Text as="p" role="alert">
          {wordsFor(error)}
        </Text>
        {(error as { code?: string }).code === 'GONE' && (
          <Button size="small" disabledFocusable={busy} onClick={() => void decline()}>
            {t.decline}
          </Button>
        )}
      </>
    );
  if (!data)
    return (
      <Text as="p" role="status">
        {t.looking}
      </Text>
    );
  const { person, candidates, hidden, consents, sentAt, deviceName, phone } = data;
  const street = [person.street, person.houseNumber].join(' ');
  const town = [person.postcode, person.town].join(' ');
  return (
    <>
      <div className={styles.sides}>
        <section
          ref={start}
          tabIndex={-1}
          className={styles.sent}
          aria-label={t.sent(dayAndTime(sentAt, language), deviceName)}
        >
          <h3 className={styles.heading}>{t.sent(dayAndTime(sentAt, language), deviceName)}</h3>
          <Facts
            agrees={[]}
            values={{
              name: [`${person.lastName}, ${person.firstName}`],
              birthDate: [showDay(person.birthDate)],
              address: [[street, town, person.country].filter(Boolean).join(', ')],
              phone: [phone],
              email: [person.email],
            }}
          />
          <Text size={200} className={styles.note}>
            {t.consents}: {consents.map((one) => t.purposes[one as Purpose] ?? one).join(', ') || t.noConsents}
          </Text>
        </section>
        <section aria-label={t.candidates}>
          <h3 className={styles.heading}>{t.candidates}</h3>
          {candidates.length === 0 && hidden === 0 && <Text>{t.noCandidates}</Text>}
          {candidates.map((candidate) => (
            <Candidate
              key={candidate.customerId}
              candidate={candidate}
              busy={busy}
              assign={(take) =>
                void decide({ kind: 'assign', customerId: candidate.customerId, take: [...take] }, candidate.name)
              }
            />
          ))}
          {hidden > 0 && <Text className={styles.note}>{t.hidden(hidden)}</Text>}
        </section>
      </div>
      <div className={styles.actions}>
        <Button size="small" disabledFocusable={busy} onClick={() => void decide({ kind: 'create' }, name)}>
          {t.create}
        </Button>
        <Button size="small" disabledFocusable={busy} onClick={() => void decline()}>
          {t.decline}
        </Button>
      </div>
    </>
  );
}
