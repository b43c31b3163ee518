// The programmes a customer takes part in, one line each. What the settings and the role do not allow is shown and not edited
// (E-50 … E-52).
import { Button, makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useWatch } from 'react-hook-form';
import type { ListEntry } from '../../src-shared/lists/contract.ts';
import { programValueText } from '../../src-shared/lists/rules.ts';
import { hasOwnValue, mayChangeMemberships, mayJoin } from '../../src-shared/programs/rules.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import { stateOf } from '../cards/card-lines.tsx';
import { calls } from '../client.ts';
import { lineNumbers } from '../contacts/mask-form.ts';
import { blankMembership, type MaskMembership } from '../contacts/mask-lists.ts';
import type { MaskState } from '../contacts/mask-state.ts';
import { useProblemText } from '../contacts/problem-text.ts';
import { useLines } from '../contacts/use-lines.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { programTexts } from '../texts/programs.ts';
import { ChoiceField, type Option } from '../ui/choice-field.tsx';
import { DayField } from '../ui/day-field.tsx';
import { DropButton } from '../ui/drop-button.tsx';
import { useLinesLook } from '../ui/lines.ts';
import { WriteButton } from '../ui/read-only.tsx';
import { ReadValue } from '../ui/read-value.tsx';
import { ValueField } from './value-field.tsx';

const NARROW = '@media (max-width: 980px)';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.6fr) minmax(0, 1.2fr) 130px 110px 110px 34px',
    columnGap: '10px',
    alignItems: 'start',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
});

type Program = ListEntry<'customerProgram'>;

export function MembershipLines({ mask, settings }: { mask: MaskState; settings: Settings }) {
  const look = useLinesLook();
  const t = useTexts(programTexts);
  const { go } = usePlace();
  const { person } = mask;
  const { data } = useQuery(calls.lists.all.queryOptions());
  const { lines, add, drop } = useLines(mask, 'memberships', blankMembership, 'programId');
  if (!data) return null;
  const programs = data.customerProgram;
  const mayChange = mayChangeMemberships(settings, person.role);
  const joinable = programs.filter((one) => one.endedAt === null && mayJoin(one, settings, person.role));
  const isEmpty = programs.every((one) => one.endedAt !== null);
  return (
    <fieldset className={look.group}>
      <Text as="h2" size={300} weight="semibold" className={look.title}>
        {t.programs}
      </Text>
      {isEmpty && <Text className={look.hint}>{t.emptyList}</Text>}
      {isEmpty && person.role === 'administrator' && (
        <Button
          size="small"
          className={look.toList}
          onClick={() => void go({ module: 'administration', page: 'customer-programmes' })}
        >
          {t.toList}
        </Button>
      )}
      {!isEmpty && lines.length === 0 && <Text className={look.hint}>{t.none}</Text>}
      {!isEmpty && !mayChange && (
        <Text className={look.hint}>{joinable.length > 0 ? `${t.fixed} ${t.onlyVouchers}` : t.fixed}</Text>
      )}
      {lineNumbers(lines).map((line) => (
        <MembershipLine
          key={line}
          mask={mask}
          line={line}
          programs={programs}
          joinable={joinable}
          mayChange={mayChange}
          drop={() => drop(line)}
        />
      ))}
      {joinable.length > 0 && (
        <WriteButton size="small" appearance="subtle" className={look.add} onClick={add}>
          + {t.add}
        </WriteButton>
      )}
    </fieldset>
  );
}

type LineProps = {
  mask: MaskState;
  line: number;
  programs: readonly Program[];
  joinable: readonly Program[];
  mayChange: boolean;
  drop: () => void;
};

function MembershipLine({ mask, line, programs, joinable, mayChange, drop }: LineProps) {
  const look = useLinesLook();
  const styles = useStyles();
  const t = useTexts(programTexts);
  const { form } = mask;
  const member = useWatch({ control: form.control, name: `memberships.${line}` }) as MaskMembership | undefined;
  const cards = useCardOptions(mask, member?.cardId ?? '');
  const shared = { form, problemText: useProblemText('natural') };
  if (!member) return null;
  const name = <K extends keyof MaskMembership>(field: K) => `memberships.${line}.${field}` as const;
  const program = programs.find((one) => one.id === member.programId);
  const frame = mergeClasses(look.line, styles.line);
  // What stands there already and is not his to change is read like paper.
  if (member.lineId !== null && !mayChange)
    return (
      <fieldset aria-label={t.line(line + 1)} className={frame}>
        <ReadValue label={t.program}>{program ? nameOf(program, t) : member.programId}</ReadValue>
        <ReadValue label={t.card}>{cards.find(({ value }) => value === member.cardId)?.label ?? '–'}</ReadValue>
        <ReadValue label={program ? t.values[program.kind] : t.values.article}>{shownValue(member, program)}</ReadValue>
        <ReadValue label={t.validFrom}>{member.validFrom || '–'}</ReadValue>
        <ReadValue label={t.validTo}>{member.validTo || '–'}</ReadValue>
      </fieldset>
    );
  const options = [
    { value: '', label: '–' },
    ...programs
      .filter((one) => joinable.includes(one) || one.id === member.programId)
      .map((one) => ({ value: one.id, label: nameOf(one, t) })),
  ];
  // Another programme, another unit: a value of the one before means nothing in it.
  const pick = () => form.setValue(name('value'), '');
  return (
    <fieldset aria-label={t.line(line + 1)} className={frame}>
      <ChoiceField {...shared} name={name('programId')} label={t.program} options={options} onPick={pick} />
      <ChoiceField {...shared} name={name('cardId')} label={t.card} options={cards} />
      {program && hasOwnValue(program) ? (
        <ValueField
          {...shared}
          name={name('value')}
          label={t.values[program.kind]}
          kind={program.kind}
          aside={program.kind === 'counter' ? t.means.counter(programValueText('counter', program.value)) : null}
        />
      ) : (
        <ReadValue label={program?.fixedValue ? t.fixedValue : t.values.article}>
          {shownValue(member, program)}
        </ReadValue>
      )}
      <DayField {...shared} name={name('validFrom')} label={t.validFrom} />
      <DayField {...shared} name={name('validTo')} label={t.validTo} />
      <div className={mergeClasses(look.buttons, look.underLabel)}>
        <DropButton label={t.remove} drop={drop} />
      </div>
    </fieldset>
  );
}

/** Cards of the same mask that count, saved or not. */
function useCardOptions({ form }: MaskState, chosen: string): Option[] {
  const cards = useWatch({ control: form.control, name: 'cards' });
  return [
    { value: '', label: '–' },
    ...cards
      .filter((card) => card.number !== '' && card.lineId !== null)
      .filter((card) => card.lineId === chosen || ['valid', 'locked', 'notYet'].includes(stateOf(card)))
      .map((card) => ({ value: card.lineId ?? '', label: [card.number, card.label].filter(Boolean).join(' · ') })),
  ];
}

function nameOf(program: Program, t: { kinds: Record<Program['kind'], string>; ended: (name: string) => string }) {
  const name = `${program.name} (${t.kinds[program.kind]})`;
  return program.endedAt === null ? name : t.ended(name);
}

/** The member's own value, or the programme's where it is fixed. */
function shownValue(member: MaskMembership, program: Program | undefined): string {
  if (!program) return member.value || '–';
  if (program.kind === 'article') return program.article ?? '–';
  const own = hasOwnValue(program) ? (member.value === '' ? null : Number(member.value)) : program.value;
  return programValueText(program.kind, own) || '–';
}
