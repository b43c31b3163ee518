// The dialog 'Karte unbekannt' (E-64): to the customer whose mask is open, to one that is searched here, or to a new one. The
// card goes to his mask and is saved there.
import { Button, makeStyles, mergeClasses, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { showDay } from '../../src-shared/calendar/day.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { useRested } from '../branch-search/rested.ts';
import { calls, client } from '../client.ts';
import { beginMask } from '../contacts/open-masks.ts';
import { typedCustomer } from '../contacts/typed-customer.ts';
import { runSafely, useCommands } from '../keys/commands.ts';
import { newCustomer, usePlace } from '../paths.ts';
import { cardReaderTexts } from '../texts/card-readers.ts';
import { useTexts } from '../texts/catalogue.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { useFocusBack } from '../ui/focus-back.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { usePaper } from '../ui/paper.ts';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { assignCard, type Bearing } from './assign-card.ts';
import { PersonLine } from './person-line.tsx';

const SHOWN = 6;

const useStyles = makeStyles({
  surface: { maxWidth: '820px', width: 'calc(100vw - 48px)', boxShadow: 'none', padding: '16px 20px' },
  // As tall with hits as without: the buttons stay where they are.
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    minHeight: 'min(310px, calc(100vh - 220px))',
    '& > *': { flexShrink: 0 },
  },
  person: { alignSelf: 'stretch' },
  wide: { flexGrow: 1 },
});

type Choice = { value: string; to: Bearing; line: Parameters<typeof PersonLine>[0] | null };

export function UnknownCard({ number, close }: { number: string; close: () => void }) {
  useFocusBack();
  useCommands('dialog', []);
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(cardReaderTexts).unknown;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const busy = useRef(false);
  const box = useRef<HTMLInputElement>(null);
  const people = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The dialog itself puts the focus on its first control when it opens: this comes after it.
    const timer = window.setTimeout(() => box.current?.focus());
    return () => window.clearTimeout(timer);
  }, []);
  const { choices, settled } = useChoices(typed);
  const choice = choices.find(({ value }) => value === chosen) ?? choices[0];

  const assign = async () => {
    const to = settled ? choice?.to : await bestOf(typed);
    if (to) {
      close();
      return assignCard(number, to);
    }
    setProblem(t.chooseFirst);
    box.current?.focus();
  };
  const take = () => {
    if (busy.current) return;
    busy.current = true;
    void runSafely(assign).finally(() => {
      busy.current = false;
    });
  };
  const create = () => {
    const { draftId } = newCustomer();
    beginMask(draftId, { fields: typedCustomer(typed, localDay(Date.now())), typed: false });
    close();
    void runSafely(() => assignCard(number, { draftId }));
  };
  const toList = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    people.current?.querySelector<HTMLElement>('input:checked')?.focus();
  };
  return (
    <FormDialog
      title={t.title}
      className={styles.surface}
      contentClassName={styles.content}
      label={t.assign}
      submit={take}
      others={<Button onClick={create}>{t.create}</Button>}
      cancel={t.cancel}
      close={close}
    >
      <Text>{t.text(number)}</Text>
      <FieldFrame label={t.search} problem={problem}>
        {(wears) => (
          <input
            {...wears}
            ref={box}
            type="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            className={mergeClasses(paper.control, problem !== null && paper.wrong)}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setProblem(null);
            }}
            onKeyDown={toList}
          />
        )}
      </FieldFrame>
      <div role="status">{settled && typed.trim() !== '' && choices.length === 0 && t.nobody(typed.trim())}</div>
      {choice && (
        <RadioGroup
          ref={people}
          aria-label={t.customers}
          value={choice.value}
          onChange={(_event, { value }) => setChosen(value)}
        >
          {choices.map(({ value, line }) => (
            <Radio
              key={value}
              className={styles.person}
              value={value}
              label={{ className: styles.wide, children: line ? <PersonLine {...line} /> : t.openNew }}
            />
          ))}
        </RadioGroup>
      )}
    </FormDialog>
  );
}

/** Enter before the list is there: who would stand first in it. */
async function bestOf(typed: string): Promise<Bearing | null> {
  const { rows } = await client.search.find({ text: typed.trim(), limit: 1, offset: 0 });
  return rows[0] ? { customerId: rows[0].id } : null;
}

/** Nothing typed: whose mask is open. `settled`: they are those of what is typed now. */
function useChoices(typed: string): { choices: Choice[]; settled: boolean } {
  const { nameOf, factOf } = usePersonNames();
  const text = typed.trim();
  const asked = useRested(text);
  const place = usePlace((state) => state.place);
  const openId = place.module === 'contacts' && place.page === 'customer' ? place.id : null;
  const { data: open } = useQuery(
    calls.customers.byId.queryOptions({ input: { id: openId ?? '' }, enabled: openId !== null }),
  );
  const { data: found, isPlaceholderData } = useQuery({
    ...calls.search.find.queryOptions({ input: { text: asked, limit: SHOWN, offset: 0 } }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  if (text === '') {
    const choices: Choice[] = [];
    if (open && openId !== null) {
      const { form } = open;
      const home = form.addresses[form.homeAddress ?? 0];
      choices.push({
        ...{ value: openId, to: { customerId: openId } },
        line: {
          name: nameOf(openId, form),
          number: open.number,
          born: form.birthDate ? showDay(form.birthDate) : '',
          address: addressOf(home?.street, home?.postcode, home?.town),
        },
      });
    }
    if (place.module === 'contacts' && place.page === 'new')
      choices.push({ value: place.draftId, to: { draftId: place.draftId }, line: null });
    return { choices, settled: true };
  }
  const choices = (found?.rows ?? []).map((row) => ({
    ...{ value: row.id, to: { customerId: row.id } },
    line: {
      name: nameOf(row.id, row),
      number: row.number,
      born: factOf(row.id, row.birthDate ? showDay(row.birthDate) : ''),
      address: factOf(row.id, addressOf(row.street, row.postcode, row.town)),
    },
  }));
  return { choices, settled: asked === text && found !== undefined && !isPlaceholderData };
}

function addressOf(street?: string | null, postcode?: string | null, town?: string | null): string {
  return [street, [postcode, town].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}
