// Bars of the mask that say that it is only read, and what others did to this customer: saved elsewhere (F5 takes it), the same
// field changed by both, and conflicts that wait. They stand above the open tab and take nothing by themselves.
import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { calls } from '../client.ts';
import { runSafely } from '../keys/commands.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { contactTexts } from '../texts/contacts.ts';
import { syncTexts } from '../texts/sync.ts';
import { FieldNotes } from '../ui/field-notes.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { useClashWords } from './clash-words.ts';
import type { MaskForm } from './mask-form.ts';
import type { OpenMask } from './use-mask.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '14px',
    margin: 0,
    padding: '3px 16px 3px 12px',
    backgroundColor: tokens.colorPaletteYellowBackground1,
    borderBottom: `1px solid ${tokens.colorPaletteYellowBackground2}`,
    borderLeft: `4px solid ${tokens.colorPaletteYellowBorderActive}`,
  },
  list: { display: 'grid', gap: '2px', flexBasis: '100%', margin: 0, padding: 0, listStyle: 'none' },
  clash: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '14px' },
  // On yellow the blue of links is too weak in the dark.
  news: {
    lineHeight: '24px',
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'underline',
    color: tokens.colorNeutralForeground1,
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':hover:active': { color: tokens.colorNeutralForeground1 },
  },
  value: { overflowWrap: 'anywhere' },
});

export function NewsBars({ mask }: { mask: OpenMask }) {
  const styles = useStyles();
  const t = useTexts(syncTexts);
  const { onlyRead } = useTexts(contactTexts);
  const readOnly = useReadOnly();
  const { go } = usePlace();
  const { customerId, elsewhere } = mask;
  const { data: conflicts = 0 } = useQuery(
    calls.conflicts.countOf.queryOptions({ input: { customerId: customerId ?? '-' }, enabled: customerId !== null }),
  );
  return (
    <div>
      <div role="status" aria-label={onlyRead.title}>
        {readOnly && (
          <div className={styles.bar}>
            <Text weight="semibold">{onlyRead.text}</Text>
          </div>
        )}
      </div>
      <div role="status" aria-label={t.elsewhere.title}>
        {elsewhere && (
          <div className={styles.bar}>
            <Link as="button" className={styles.news} onClick={() => void runSafely(() => mask.takeNews())}>
              {elsewhere.workstation === null
                ? t.elsewhere.changedSomewhere
                : t.elsewhere.changed(elsewhere.workstation)}
            </Link>
          </div>
        )}
      </div>
      <Clashes mask={mask} />
      <div role="status" aria-label={t.maskConflictsTitle}>
        {conflicts > 0 && (
          <div className={styles.bar}>
            <Text weight="semibold">{t.maskConflicts(conflicts)}</Text>
            <Button size="small" onClick={() => void go({ module: 'contacts', page: 'conflicts' })}>
              {t.toTheConflicts}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** Says at each field that both changed what is saved. */
export function ClashNotes({ mask, children }: { mask: OpenMask; children: ReactNode }) {
  const t = useTexts(syncTexts).elsewhere;
  const words = useClashWords(mask);
  const open = useOpenClashes(mask);
  const notes = useMemo(
    () => new Map(open.map((clash) => [clash.path, t.note(words.value(clash, clash.theirs))])),
    [open, t, words],
  );
  return <FieldNotes value={notes}>{children}</FieldNotes>;
}

function Clashes({ mask }: { mask: OpenMask }) {
  const styles = useStyles();
  const t = useTexts(syncTexts).elsewhere;
  const words = useClashWords(mask);
  const open = useOpenClashes(mask);
  return (
    <div role="status" aria-label={t.both}>
      {open.length > 0 && (
        <div className={styles.bar}>
          <Text>
            <b>{t.both}.</b> {t.bothLead}
          </Text>
          <ul className={styles.list} aria-label={t.both}>
            {open.map((clash) => (
              <li key={clash.path} className={styles.clash}>
                <Text className={styles.value}>
                  {words.label(clash)}: {t.mine} <b>{words.value(clash, clash.mine)}</b>, {t.theirs}{' '}
                  <b>{words.value(clash, clash.theirs)}</b>
                </Text>
                {clash.theirs !== null &&
                  clash.mine !== null &&
                  clash.path !== 'homeAddress' &&
                  clash.path !== 'standardPayer' && (
                    <Button
                      size="small"
                      aria-label={t.takeTheirs(words.label(clash))}
                      onClick={() => mask.takeTheirs(clash)}
                    >
                      {t.take}
                    </Button>
                  )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Those whose field still says something else than what is saved. */
function useOpenClashes(mask: OpenMask) {
  const form = useWatch({ control: mask.form.control }) as MaskForm;
  const { clashes } = mask;
  return useMemo(
    () => clashes.filter((clash) => clash.theirs === null || valueAt(form, clash.path) !== clash.theirs),
    [clashes, form],
  );
}

function valueAt(form: MaskForm, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], form);
}
