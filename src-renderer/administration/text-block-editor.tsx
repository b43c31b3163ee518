// Writes the next version of a declaration: text with placeholders from a closed list, the day from which it counts, and the
// text as customers will read it beside it.
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, makeStyles } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { type RefObject, useEffect, useRef } from 'react';
import { type UseFormReturn, useController, useWatch } from 'react-hook-form';
import { showDay } from '../../src-shared/calendar/day.ts';
import { PLACEHOLDERS } from '../../src-shared/consent/text-block.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import type { TextBlockRecord, TextBlockVersionRecord } from '../../src-shared/text-blocks/contract.ts';
import { LONGEST_TEXT, type VersionProblem, versionProblems } from '../../src-shared/text-blocks/rules.ts';
import { calls, client, queries } from '../client.ts';
import { showFailure } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { administrationTexts } from '../texts/administration.ts';
import { useTexts } from '../texts/catalogue.ts';
import { FieldFrame } from '../ui/field-frame.tsx';
import { usePaper } from '../ui/paper.ts';
import { TextField } from '../ui/text-field.tsx';
import { usePageForm } from './page-form.ts';
import { TextBlockPreview } from './text-block-preview.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '20px',
    // At a large zoom the preview stands below.
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  tools: { display: 'flex', alignItems: 'flex-end', justifyContent: 'space-between', gap: '16px', marginBottom: '6px' },
  day: { width: '220px' },
  text: { height: 'calc(100vh - 452px)', minHeight: '220px', lineHeight: '20px' },
});

type Entries = { body: string; validFrom: string };
type Area = RefObject<HTMLTextAreaElement | null>;
type Words = (typeof administrationTexts)['de']['textBlocks'] | (typeof administrationTexts)['en']['textBlocks'];

/** @param basis the text of an older version to begin with; null = the newest */
export function TextBlockEditor(props: {
  block: TextBlockRecord;
  newest: TextBlockVersionRecord;
  basis: string | null;
  personId: string;
}) {
  const { block, newest, basis, personId } = props;
  const styles = useStyles();
  const t = useTexts(administrationTexts).textBlocks;
  const { show } = useMessages();
  const form = usePageForm<Entries>({
    owner: `text block ${block.id} ${personId}`,
    kept: entriesOf(newest.body),
    reload: readAgain,
    save: async ({ body, validFrom }) => {
      const { error } = await safe(
        client.textBlocks.save({ textBlockId: block.id, after: newest.number, body, validFrom }),
      );
      if (!error) {
        await readAgain();
        return { kept: entriesOf(body) };
      }
      if (isDefinedError(error) && error.code === 'INVALID')
        return {
          problems: error.data.problems.map((problem) => ({ field: fieldOf(problem), problem: said(t, problem) })),
        };
      if (isDefinedError(error) && error.code === 'CHANGED_SINCE') {
        await readAgain();
        show({ tone: 'problem', text: t.changedSince, until: 'saving' });
      } else showFailure(error);
      return 'refused';
    },
  });
  const area = useRef<HTMLTextAreaElement>(null);
  const body = useWatch({ control: form.control, name: 'body' });
  useEffect(() => {
    if (basis !== null) form.setValue('body', basis, { shouldDirty: true });
  }, [basis, form]);
  return (
    <div className={styles.columns}>
      <div>
        <div className={styles.tools}>
          <TextField
            form={form}
            name="validFrom"
            label={t.validFrom}
            aside={t.validFromMeans}
            className={styles.day}
            maxLength={12}
            problemText={(problem) => problem}
          />
          <InsertPlaceholder form={form} label={t.insert} area={area} />
        </div>
        <BodyField form={form} newest={newest.body} area={area} />
      </div>
      <TextBlockPreview body={body} />
    </div>
  );
}

function BodyField({ form, newest, area }: { form: UseFormReturn<Entries>; newest: string; area: Area }) {
  const styles = useStyles();
  const paper = usePaper();
  const t = useTexts(administrationTexts).textBlocks;
  const { field, fieldState } = useController({ control: form.control, name: 'body' });
  const validFrom = useWatch({ control: form.control, name: 'validFrom' });
  // Misspelt placeholders are said at once; the rest can wait for F1.
  const found = versionProblems(field.value, newest, validFrom, Date.now())
    .filter((one) => one.problem === 'unknownPlaceholder' || one.problem === 'brokenPlaceholder')
    .map((one) => said(t, one))
    .join(' ');
  const problem = found || (fieldState.error?.message ?? null);
  return (
    <FieldFrame label={t.text} aside={t.editorHint} changed={fieldState.isDirty} problem={problem}>
      {(wears) => (
        <textarea
          {...wears}
          ref={(element) => {
            field.ref(element);
            area.current = element;
          }}
          value={field.value}
          maxLength={LONGEST_TEXT * 2}
          className={`${paper.control} ${paper.area} ${styles.text}`}
          onBlur={field.onBlur}
          onChange={(event) => {
            field.onChange(event.target.value);
            form.clearErrors('body');
          }}
        />
      )}
    </FieldFrame>
  );
}

function InsertPlaceholder({ form, label, area }: { form: UseFormReturn<Entries>; label: string; area: Area }) {
  const insert = (name: string) => {
    const value = form.getValues('body');
    const { selectionStart: from = value.length, selectionEnd: to = value.length } = area.current ?? {};
    const mark = `{{${name}}}`;
    form.setValue('body', value.slice(0, from) + mark + value.slice(to), { shouldDirty: true });
    // After the menu has given the focus back.
    window.setTimeout(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + mark.length, from + mark.length);
    });
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small">{label}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {PLACEHOLDERS.map((name) => (
            <MenuItem key={name} onClick={() => insert(name)}>
              {name}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function entriesOf(body: string): Entries {
  return { body, validFrom: showDay(localDay(Date.now())) };
}

function fieldOf({ problem }: VersionProblem): keyof Entries {
  return problem === 'notADay' || problem === 'past' ? 'validFrom' : 'body';
}

function said(t: Words, found: VersionProblem): string {
  switch (found.problem) {
    case 'unknownPlaceholder':
      return t.unknownPlaceholder(found.name, found.line);
    case 'brokenPlaceholder':
      return t.brokenPlaceholder(found.line);
    default:
      return t.problems[found.problem];
  }
}

const readAgain = () => queries.fetchQuery({ ...calls.textBlocks.all.queryOptions(), staleTime: 0 });
