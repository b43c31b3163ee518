// The cards of a customer, one line each: what it is, its number, when it counts, and whether it is locked, invalid or replaced.
import { makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { readDay, showDay } from '../../src-shared/calendar/day.ts';
import { cardState } from '../../src-shared/cards/in-use.ts';
import { offeredKinds } from '../../src-shared/cards/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { client } from '../client.ts';
import { lineNumbers } from '../contacts/mask-form.ts';
import { blankCard, type MaskCard } from '../contacts/mask-lists.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useProblemText } from '../contacts/problem-text.ts';
import { useLines } from '../contacts/use-lines.ts';
import { cardTexts } from '../texts/cards.ts';
import { useTexts } from '../texts/catalogue.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { DayField } from '../ui/day-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { WriteButton } from '../ui/read-only.tsx';
import { TextField } from '../ui/text-field.tsx';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '150px minmax(0, 1.4fr) minmax(0, 1fr) 100px 100px 100px 150px auto',
    columnGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: '150px minmax(0, 1fr) minmax(0, 1fr)' },
  },
  /** Where the chain gives cards no days (E-49). */
  dayless: {
    gridTemplateColumns: '150px minmax(0, 1.4fr) minmax(0, 1fr) 100px 150px auto',
    [NARROW]: { gridTemplateColumns: '150px minmax(0, 1fr) minmax(0, 1fr)' },
  },
});

export function CardLines({ mask, settings }: { mask: MaskState; settings: Settings }) {
  const look = useLinesLook();
  const t = useTexts(cardTexts);
  const { form } = mask;
  const { lines, add, drop } = useLines(mask, 'cards', newCard(settings), 'number');

  // Programmes lose a card that goes, and go on with the one that takes its place.
  const point = (from: string | null, to: string) =>
    form.setValue(
      'memberships',
      form
        .getValues('memberships')
        .map((one) => (one.cardId !== '' && one.cardId === from ? { ...one, cardId: to } : one)),
    );
  const remove = (line: number) => {
    point(lines[line]?.lineId ?? null, '');
    drop(line);
  };
  const replace = (line: number) => {
    const old = lines[line];
    if (!old) return;
    const next = { ...newCard(settings), kind: old.kind, label: old.label };
    add();
    form.setValue('cards', [...lines.with(line, { ...old, replacedById: next.lineId ?? '' }), next]);
    point(old.lineId, next.lineId ?? '');
  };
  return (
    <fieldset className={look.group}>
      <Text as="h2" size={300} weight="semibold" className={look.title}>
        {t.cards}
      </Text>
      {lines.length === 0 && <Text className={look.hint}>{t.none}</Text>}
      {lineNumbers(lines).map((line) => (
        <CardLine
          key={line}
          mask={mask}
          settings={settings}
          line={line}
          drop={() => remove(line)}
          replace={() => replace(line)}
        />
      ))}
      <WriteButton size="small" appearance="subtle" className={look.add} onClick={add}>
        + {t.add}
      </WriteButton>
    </fieldset>
  );
}

type LineProps = { mask: MaskState; settings: Settings; line: number; drop: () => void; replace: () => void };

function CardLine({ mask, settings, line, drop, replace }: LineProps) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(cardTexts);
  const { form } = mask;
  const card = useWatch({ control: form.control, name: `cards.${line}` }) as MaskCard | undefined;
  const [bearer, setBearer] = useState<{ number: string; id: string; name: string; of: string } | null>(null);
  const { nameOf } = usePersonNames();
  const shared = { form, problemText: useProblemText('natural') };
  if (!card) return null;
  const name = <K extends keyof MaskCard>(field: K) => `cards.${line}.${field}` as const;
  const state = stateOf(card);
  const kept = (form.formState.defaultValues?.cards ?? []).find((one) => one?.lineId === card.lineId)?.kind ?? null;

  /** Said as soon as the number is there: the server would find out later, and nobody would be standing here. */
  const askBearer = async (number: string) => {
    if (number.trim() === '' || state === 'invalid' || state === 'replaced') return setBearer(null);
    const found = await client.cards.bearer({ number, besides: mask.customerId });
    if (form.getValues(name('number')) !== number) return;
    setBearer(found && { number, id: found.customerId, name: found.name, of: found.number });
    if (found) form.setError(name('number'), { type: 'problem', message: 'cardNumber.taken' });
  };
  const said =
    bearer?.number === card.number
      ? t.belongsTo(nameOf(bearer.id, bearer.name), bearer.of)
      : card.number && t.states[state];
  return (
    <fieldset
      aria-label={t.line(line + 1)}
      className={mergeClasses(look.line, styles.line, !settings.cardValidity && styles.dayless)}
    >
      <ChoiceField
        {...shared}
        name={name('kind')}
        label={t.kind}
        options={offeredKinds(settings.externalCards, kept).map((kind) => ({ value: kind, label: t.kinds[kind] }))}
      />
      <TextField
        {...shared}
        name={name('number')}
        label={t.number}
        maxLength={64}
        aside={said || null}
        onLeave={(number) => void askBearer(number)}
      />
      <TextField {...shared} name={name('label')} label={t.label} maxLength={60} />
      {settings.cardValidity && <DayField {...shared} name={name('validFrom')} label={t.validFrom} />}
      {settings.cardValidity && <DayField {...shared} name={name('validTo')} label={t.validTo} />}
      <CheckField form={form} name={name('locked')} label={t.locked} className={look.underLabel} />
      <CheckField form={form} name={name('invalid')} label={t.invalid} className={look.underLabel} />
      <div className={mergeClasses(look.buttons, look.underLabel)}>
        <WriteButton
          size="small"
          appearance="subtle"
          aria-label={t.replaceNamed(line + 1)}
          disabledFocusable={card.number === '' || card.replacedById !== ''}
          onClick={card.number === '' || card.replacedById !== '' ? undefined : replace}
        >
          {t.replace}
        </WriteButton>
        <DropButton label={t.remove} drop={drop} />
      </div>
    </fieldset>
  );
}

/** As it stands on the mask: days that cannot be read count as none. */
export function stateOf(card: MaskCard) {
  const { number, validFrom, validTo, locked, invalid, replacedById } = card;
  const facts = { number, validFrom: readDay(validFrom), validTo: readDay(validTo), locked, invalid };
  return cardState({ ...facts, replacedById: replacedById === '' ? null : replacedById }, localDay(Date.now()));
}

/** An id of its own, so that programmes and other cards can point to it before it is saved. */
export function newCard({ cardValidity, externalCards }: Settings): MaskCard {
  return {
    ...blankCard,
    lineId: `new-${crypto.randomUUID()}`,
    kind: externalCards ? 'external' : 'chip',
    validFrom: cardValidity ? showDay(localDay(Date.now())) : '',
  };
}
