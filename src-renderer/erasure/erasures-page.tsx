// Page 'Anonymisierungen': who was erased, what waits for a workstation, what was locked and is due; and several at once, which
// only administrators may (E-82).
import { Button, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useForm } from 'react-hook-form';
import { showDay } from '../../src-shared/calendar/day.ts';
import type { ErasedLine } from '../../src-shared/erasure/contract.ts';
import { Loaded, PageSheet } from '../administration/page-sheet.tsx';
import type { AdministrationPageProps } from '../administration/pages.tsx';
import { calls, client } from '../client.ts';
import { useMessages } from '../frame/messages.ts';
import { useCommands } from '../keys/commands.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { erasureTexts } from '../texts/erasure.ts';
import { keyTexts } from '../texts/keys.ts';
import { dayAndTime } from '../texts/when.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { usePersonNames } from '../ui/privacy-screen.ts';
import { useTable } from '../ui/table.ts';
import { TextField } from '../ui/text-field.tsx';
import { EraseDialog, type ToErase } from './erase-dialog.tsx';
import { showErasure } from './shown-erasure.tsx';

const useStyles = makeStyles({
  heading: { margin: '18px 0 2px', fontSize: tokens.fontSizeBase400 },
  adding: { display: 'flex', gap: '8px', alignItems: 'end', maxWidth: '420px' },
  chosen: { margin: '6px 0', paddingLeft: '20px' },
  table: { marginTop: '12px' },
});

export function ErasuresPage({ person }: AdministrationPageProps) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(erasureTexts).page;
  const keys = useTexts(keyTexts);
  const query = useQuery(calls.erasure.list.queryOptions());
  const [chosen, setChosen] = useState<readonly Found[]>([]);
  const [erasing, setErasing] = useState<readonly ToErase[] | null>(null);
  const { refetch } = query;
  useCommands('page', [{ key: 'F5', name: keys.names.F5, run: () => refetch() }]);
  return (
    <PageSheet title={t.title} lead={t.lead} wide>
      <Loaded query={query}>
        {({ lines, count }) =>
          lines.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <>
              <table className={mergeClasses(table.table, styles.table)}>
                <HeadRow columns={[{ number: t.number }, { number: t.at }, t.by, t.outcome, t.waitingFor]} />
                <tbody>
                  {lines.map((line) => (
                    <Line
                      key={line.id}
                      line={line}
                      finish={() => setErasing([{ id: line.customerId, number: line.number, name: null }])}
                    />
                  ))}
                </tbody>
              </table>
              {count > lines.length && <p>{t.more(count - lines.length)}</p>}
            </>
          )
        }
      </Loaded>
      <Several chosen={chosen} choose={setChosen} start={() => setErasing(chosen)} />
      {erasing && (
        <EraseDialog
          customers={erasing}
          personId={person.id}
          close={() => setErasing(null)}
          erased={([first, ...others]) => {
            setErasing(null);
            // His name is not to stand here any longer.
            setChosen((before) => before.filter(({ id }) => erasing.every((one) => one.id !== id)));
            if (first && others.length === 0) return showErasure(first);
            useMessages.getState().show({ tone: 'done', text: t.erased(erasing.length) });
          }}
        />
      )}
    </PageSheet>
  );
}

function Line({ line, finish }: { line: ErasedLine; finish: () => void }) {
  const table = useTable();
  const language = useLanguage((state) => state.language);
  const { page: t } = erasureTexts[language];
  const { id, number, at, by, outcome, lockedUntil, due, waitingFor } = line;
  return (
    <tr>
      <th scope="row" className={mergeClasses(table.cell, table.number)}>
        <Link as="button" aria-label={t.showReport(number)} onClick={() => showErasure(id)}>
          {number}
        </Link>
      </th>
      <td className={mergeClasses(table.cell, table.number)}>{dayAndTime(at, language)}</td>
      <td className={table.cell}>{by}</td>
      <td className={table.cell}>
        {due && lockedUntil ? (
          <Link as="button" aria-label={t.finish(number)} onClick={finish}>
            {t.due(showDay(lockedUntil))}
          </Link>
        ) : lockedUntil ? (
          t.lockedUntil(showDay(lockedUntil))
        ) : (
          t.outcomes[outcome]
        )}
      </td>
      <td className={table.cell}>{waitingFor.length > 0 ? waitingFor.join(', ') : t.confirmed}</td>
    </tr>
  );
}

type Found = ToErase & { name: string };

function Several({
  chosen,
  choose,
  start,
}: {
  chosen: readonly Found[];
  choose: (change: (before: readonly Found[]) => readonly Found[]) => void;
  start: () => void;
}) {
  const styles = useStyles();
  const t = useTexts(erasureTexts).page;
  const form = useForm({ defaultValues: { number: '' } });
  const { nameOf } = usePersonNames();
  const called = ({ id, name, number }: Found) => `${nameOf(id, name)}, ${t.number} ${number}`;
  const add = async () => {
    const found = await client.erasure.byNumber({ number: form.getValues('number') });
    if (!found) {
      form.setError('number', { message: t.notFound }, { shouldFocus: true });
      return;
    }
    choose((before) => [...before.filter(({ id }) => id !== found.id), found]);
    form.reset();
    form.setFocus('number');
  };
  return (
    <section aria-label={t.many}>
      <h2 className={styles.heading}>{t.many}</h2>
      <p>{t.manyLead}</p>
      <form
        noValidate
        className={styles.adding}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField {...{ form, name: 'number', label: t.addNumber, maxLength: 40, problemText: String }} />
        <Button type="submit">{t.add}</Button>
      </form>
      {chosen.length > 0 && (
        <>
          <ul className={styles.chosen}>
            {chosen.map((one) => (
              <li key={one.id}>
                {called(one)}{' '}
                <Link
                  as="button"
                  aria-label={t.remove(called(one))}
                  onClick={() => choose((before) => before.filter(({ id }) => id !== one.id))}
                >
                  ×
                </Link>
              </li>
            ))}
          </ul>
          <Button onClick={start}>{t.start(chosen.length)}</Button>
        </>
      )}
    </section>
  );
}
