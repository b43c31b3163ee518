// The window 'Kundendaten übernehmen' (A-44 … A-49): who may be meant on top, card and database below, what is taken over, and
// whether the declaration is printed. It decides nothing about who is who or what differs.
import {
  Button,
  Checkbox,
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
import { showDay } from '../../src-shared/calendar/day.ts';
import type { CardCandidate, CardField } from '../../src-shared/health-card/record.ts';
import { failureText } from '../frame/failure.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { SlowWork } from '../ui/slow-work.tsx';
import { CardAlone, Comparison } from './comparison.tsx';
import { type Compared, movedText, statedText, useDesk } from './desk.ts';
import { PersonLine } from './person-line.tsx';
import { goOn, readAgain, takeOver } from './take-over.ts';

const useStyles = makeStyles({
  surface: { maxWidth: '1040px', width: 'calc(100vw - 48px)', padding: '16px 20px', boxShadow: 'none' },
  // What does not fit is scrolled to, not pressed together.
  content: { display: 'flex', flexDirection: 'column', gap: '8px', '& > *': { flexShrink: 0 } },
  stated: { color: tokens.colorNeutralForeground2 },
  who: { display: 'flex', flexDirection: 'column' },
  label: { fontWeight: tokens.fontWeightSemibold },
  // The ring around the one with the focus is not cut off; wider than the window it would make that scroll sideways.
  people: { maxHeight: '176px', overflowY: 'auto', padding: '3px', margin: '-3px 0 -3px -3px' },
  person: { alignSelf: 'stretch' },
  wide: { flexGrow: 1 },
});

const NEW = ['customer', 'walkIn'] as const;
type New = (typeof NEW)[number];

type Outcome = { intent: 'warning' | 'success'; text: string };
/** What was said of one reading is nothing to the next. */
type Said = { of: string; outcome: Outcome | null };

export function TakeOverWindow({ event, close }: { event: Compared; close: () => void }) {
  const styles = useStyles();
  const id = useId();
  const all = useTexts(cardReaderTexts);
  const t = all.window;
  const keys = useTexts(keyTexts).names;
  const { card, candidates, offered, readingId, tookOverFrom, offline, consentWanted } = event;
  /** A customer's id, or how a new one is made. null = not chosen by hand. */
  const [chosen, setChosen] = useState<string | null>(null);
  /** By whom they were ticked for; what is missing is ticked to begin with. */
  const [ticks, setTicks] = useState<Readonly<Record<string, ReadonlySet<CardField>>>>({});
  const [printing, setPrinting] = useState<boolean | null>(null);
  const [said, setSaid] = useState<Said>({ of: readingId, outcome: null });
  const [reading, setReading] = useState(false);
  const busy = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  useFocusBack();
  useEffect(() => {
    // The dialog itself puts the focus on its first control when it opens: this comes after it.
    const timer = window.setTimeout(() => form.current?.querySelector<HTMLElement>('input:checked')?.focus());
    return () => window.clearTimeout(timer);
  }, []);

  const asNew = NEW.find((one) => one === chosen);
  const candidate = asNew ? null : (candidates.find((one) => one.customerId === chosen) ?? candidates[0] ?? null);
  const how: New = asNew ?? 'customer';
  const choice = candidate?.customerId ?? how;
  const partial = all.values.partial(card.birthText);
  const besides =
    card.birthDate === null && card.birthText !== '' ? [{ field: 'birthDate' as const, text: partial }] : [];
  const ticked = candidate ? (ticks[candidate.customerId] ?? missingOf(candidate)) : new Set<CardField>();
  // Whoever is made a customer is to be asked for consent where the chain wants it; for the others it is a choice.
  const prints = printing ?? (candidate === null && how === 'customer' && consentWanted);

  const outcome: Outcome | null = said.of === readingId ? said.outcome : { intent: 'success', text: t.readAgain };
  const say = (next: Outcome | null) => setSaid({ of: openReading() ?? readingId, outcome: next });
  const again = async () => {
    setReading(true);
    const read = await readAgain(card).catch((error) => ({ ok: false, text: failureText(error) }));
    setReading(false);
    return read;
  };
  const save = async () => {
    const done = await takeOver({
      ...{ readingId, customerId: candidate?.customerId ?? null, as: how, basedOn: candidate?.version ?? null },
      fields: candidate ? wanted(candidate, ticked) : offered.map(({ field }) => field),
    });
    if ('kept' in done) return goOn(done.kept, candidate === null, prints);
    const { refused } = done;
    const renewed = refused.again && (await again()).ok;
    say({ intent: 'warning', text: renewed ? t.changedSince : refused.text });
  };
  const oneAtATime = async (work: () => Promise<void>) => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
    } finally {
      busy.current = false;
    }
  };
  const take = () => oneAtATime(save);
  const readOnceMore = () =>
    oneAtATime(async () => {
      const { ok, text } = await again();
      say({ intent: ok ? 'success' : 'warning', text });
    });
  useCommands('dialog', [
    { key: 'F6', name: keys.F6, run: readOnceMore },
    { key: 'F12', name: keys.F12, run: take },
  ]);

  return (
    <FormDialog
      title={t.title}
      className={styles.surface}
      contentClassName={styles.content}
      formRef={form}
      label={t.save}
      submit={() => void runSafely(take)}
      others={<Button onClick={() => void runSafely(readOnceMore)}>{t.again}</Button>}
      cancel={t.cancel}
      close={close}
    >
      <Text size={200} className={styles.stated}>
        {statedText(card)}
      </Text>
      {card.incomplete && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{all.incomplete}</MessageBarBody>
        </MessageBar>
      )}
      {card.insuranceUnreadable && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{all.insuranceUnreadable}</MessageBarBody>
        </MessageBar>
      )}
      {tookOverFrom !== null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{movedText(event)}</MessageBarBody>
        </MessageBar>
      )}
      {offline && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t.offline}</MessageBarBody>
        </MessageBar>
      )}
      <div aria-live="polite">
        {outcome && (
          <MessageBar intent={outcome.intent} layout="multiline">
            <MessageBarBody>{outcome.text}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {reading && <SlowWork text={all.reading.text} />}
      <div className={styles.who}>
        <Label id={`${id}-who`} className={styles.label}>
          {t.who}
        </Label>
        <RadioGroup
          className={styles.people}
          aria-labelledby={`${id}-who`}
          value={choice}
          onChange={(_event, { value }) => {
            setChosen(value);
            say(null);
          }}
        >
          {candidates.map((one) => (
            <Radio
              key={one.customerId}
              className={styles.person}
              value={one.customerId}
              label={{ className: styles.wide, children: <Candidate of={one} chosen={one === candidate} /> }}
            />
          ))}
          {NEW.map((one) => (
            <Radio key={one} value={one} label={t.as[one]} />
          ))}
        </RadioGroup>
      </div>
      {candidate?.readOnly && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t.readOnly}</MessageBarBody>
        </MessageBar>
      )}
      {candidate ? (
        <Comparison
          fields={candidate.fields}
          ticked={candidate.readOnly ? new Set() : ticked}
          tick={(next) => setTicks({ ...ticks, [candidate.customerId]: next })}
          readOnly={candidate.readOnly}
        />
      ) : (
        <>
          <CardAlone offered={offered} besides={besides} />
          <Text size={200} className={styles.stated}>
            {t.allNew}
          </Text>
        </>
      )}
      <Checkbox
        label={t.printConsent}
        checked={prints}
        onChange={(_event, { checked }) => setPrinting(checked === true)}
      />
    </FormDialog>
  );
}

/** The reading that the window shows by now: a card may have been read again since it was drawn. */
function openReading(): string | null {
  const { open } = useDesk.getState();
  return open?.kind === 'compare' ? open.event.readingId : null;
}

/** While names are covered, the one who is compared is the one who stands here. */
function Candidate({ of, chosen }: { of: CardCandidate; chosen: boolean }) {
  const t = useTexts(cardReaderTexts).window;
  const { nameOf, factOf } = usePersonNames();
  const { customerId, name, number, birthDate, address, why } = of;
  const fact = (text: string) => (chosen ? text : factOf(customerId, text));
  return (
    <PersonLine
      name={chosen ? name : nameOf(customerId, name)}
      number={number}
      born={fact(birthDate === null ? '' : showDay(birthDate))}
      address={fact(address)}
      why={t.why[why]}
    />
  );
}

function missingOf({ fields }: CardCandidate): Set<CardField> {
  return new Set(fields.filter(({ state }) => state === 'missing').map(({ field }) => field));
}

/** What was ticked and still differs: the comparison may have become a new one since. */
function wanted({ fields, readOnly }: CardCandidate, ticked: ReadonlySet<CardField>): CardField[] {
  if (readOnly) return [];
  return fields.filter(({ field, state }) => state !== 'equal' && ticked.has(field)).map(({ field }) => field);
}
