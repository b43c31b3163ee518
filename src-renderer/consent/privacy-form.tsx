// The questions of the privacy dialog with their answers: no state is chosen beforehand where there is no declaration (E-21),
// what will be written stands below before it is, and Enter writes it.
import {
  Button,
  Label,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import { lacking } from '../../src-shared/consent/asking.ts';
import type { ConsentOverview } from '../../src-shared/consent/contract.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { privacyDialogTexts } from '../texts/privacy-dialog.ts';
import { AdvertisingBoxes } from './advertising-boxes.tsx';
import { proposeLock } from './after-withdrawal.ts';
import { DeclarationText } from './declaration-text.tsx';
import {
  type Answers,
  answersOf,
  type Chosen,
  choiceToBegin,
  isNothing,
  type StorageAnswer,
  showsAdvertising,
  write,
} from './privacy-answers.ts';
import { channelText, momentText } from './state-text.ts';
import type { Outcome } from './steps.ts';
import { declarationIn } from './use-consent.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  group: { display: 'flex', flexDirection: 'column' },
  head: { display: 'flex', alignItems: 'center', gap: '12px' },
  title: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Its buttons stand at the foot of the dialog. */
export const PRIVACY_FORM = 'privacy-form';

const STORAGE_ANSWERS = ['open', 'granted', 'withdrawn'] as const satisfies readonly StorageAnswer[];

type Props = { customerId: string; overview: ConsentOverview; close: () => void };

export function PrivacyForm({ customerId, overview, close }: Props) {
  const styles = useStyles();
  const id = useId();
  const t = useTexts(privacyDialogTexts);
  const consent = useTexts(consentTexts);
  const storage = declarationIn(overview, 'storage')?.purposes[0];
  const [now] = useState(() => Date.now());
  const why = storage ? lacking(storage, now) : null;
  const [begin] = useState(() => ({ why, storage: storage ? choiceToBegin(storage, why) : null }));
  const [chosen, setChosen] = useState<Chosen>({
    storage: begin.storage,
    how: begin.why === 'open' ? 'paper' : 'oral',
    clicked: {},
  });
  const [busy, setBusy] = useState(false);
  const [reading, setReading] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The dialog itself puts the focus on its first control when it opens: this comes after it.
    const timer = window.setTimeout(() => radio(form.current, begin.storage)?.focus());
    return () => window.clearTimeout(timer);
  }, [begin]);
  if (!storage) return null;

  const advertising = declarationIn(overview, 'advertising')?.purposes ?? [];
  const ways = showsAdvertising(overview, chosen)
    ? advertising.filter((one) => overview.advertising.ways.includes(one.purpose))
    : [];
  const answers = answersOf(chosen, storage, ways, why);
  const handedOut = overview.lines.some((line) => line.kind === 'printed' && line.purpose === 'storage');
  const choose = (part: Partial<Chosen>) => {
    setChosen({ ...chosen, ...part });
    setOutcome(null);
  };
  const take = async () => {
    if (busy) return;
    if (isNothing(answers)) {
      // Nothing is missing where the answer stands already: then 'Speichern' is the end of it.
      if (chosen.storage !== null) close();
      else setOutcome({ tone: 'warning', text: t.nothing });
      return;
    }
    setBusy(true);
    const done = await write(customerId, answers, chosen.how);
    setBusy(false);
    if (!done.ok) return setOutcome(done.outcome);
    if (answers.handOut) {
      if (!done.printed) return;
      setChosen({ ...chosen, how: 'paper' });
      setOutcome({ tone: 'success', text: t.printed });
      window.setTimeout(() => radio(form.current, 'open')?.focus());
      return;
    }
    close();
    if (answers.withdrawnStorage) await proposeLock(customerId);
  };

  return (
    <form
      id={PRIVACY_FORM}
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <div>
        {why && <Text block>{t.why[why]}</Text>}
        {overview.askedToday && (
          <Text size={200} className={styles.quiet}>
            {t.asked(momentText(overview.askedToday.at), overview.askedToday.by ?? '–')}
          </Text>
        )}
      </div>
      <div className={styles.group}>
        <div className={styles.head}>
          <Label id={`${id}-storage`} className={styles.title}>
            {t.storage}
          </Label>
          <Button size="small" onClick={() => setReading(true)}>
            {consent.showText}
          </Button>
        </div>
        <RadioGroup
          layout="horizontal"
          aria-labelledby={`${id}-storage`}
          value={chosen.storage ?? ''}
          onChange={(_event, { value }) => choose({ storage: STORAGE_ANSWERS.find((one) => one === value) ?? null })}
        >
          {STORAGE_ANSWERS.map((one) => (
            <Radio key={one} value={one} label={t.answers[one]} />
          ))}
        </RadioGroup>
      </div>
      {ways.length > 0 ? (
        <AdvertisingBoxes
          purposes={ways}
          clicked={chosen.clicked}
          onClick={(purpose, ticked) => choose({ clicked: { ...chosen.clicked, [purpose]: ticked } })}
        />
      ) : (
        chosen.storage !== 'withdrawn' && (
          <Text size={200} className={styles.quiet}>
            {t.storageFirst}
          </Text>
        )
      )}
      <div className={styles.group}>
        <Label id={`${id}-how`} className={styles.title}>
          {t.how}
        </Label>
        <RadioGroup
          layout="horizontal"
          aria-labelledby={`${id}-how`}
          value={chosen.how}
          onChange={(_event, { value }) => choose({ how: value === 'paper' ? 'paper' : 'oral' })}
        >
          <Radio value="oral" label={t.ways.oral} />
          <Radio value="paper" label={t.ways.paper} />
        </RadioGroup>
        {!handedOut && chosen.how === 'paper' && (
          <Text size={200} className={styles.quiet}>
            {t.paperFirst}
          </Text>
        )}
      </div>
      <Text role="status" className={styles.quiet}>
        {isNothing(answers) ? '' : t.written(written(answers).join(', '))}
      </Text>
      <div aria-live="polite">
        {outcome && (
          <MessageBar intent={outcome.tone} layout="multiline">
            <MessageBarBody>{outcome.text}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {reading && <DeclarationText customerId={customerId} declaration="storage" close={() => setReading(false)} />}
    </form>
  );

  function written({ handOut, granted, withdrawnStorage, withdrawnWays }: Answers): string[] {
    const name = (purpose: (typeof granted)[number]) => channelText({ purpose }) || t.storage;
    return [
      ...(handOut ? [t.handOut(t.storage)] : []),
      ...granted.map((one) => t.yes(name(one))),
      ...withdrawnWays.map((one) => t.no(name(one))),
      ...(withdrawnStorage ? [t.no(t.storage)] : []),
    ];
  }
}

/** The answer that has the focus; the first one where none is chosen. */
function radio(form: HTMLFormElement | null, answer: StorageAnswer | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>(answer ? `input[value="${answer}"]` : 'input') ?? null;
}
