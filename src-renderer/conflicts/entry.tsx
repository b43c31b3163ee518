// One entry: whose and what it is, both values side by side with who and when, and the ways to decide. It does not know what a
// decision writes.
import { Button, Link, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId, useState } from 'react';
import type { ConflictEntry, ConflictSide, DecisionInput } from '../../src-shared/conflicts/contract.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { conflictTexts } from '../texts/conflicts.ts';
import { type EnteredProblems, OtherValue } from './other-value.tsx';
import { RefusedChanges } from './refused-changes.tsx';
import { useConflictWords } from './words.ts';

const useStyles = makeStyles({
  entry: { padding: '12px 0 14px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, outlineOffset: '4px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: '14px', margin: 0 },
  fact: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  what: { fontWeight: tokens.fontWeightSemibold },
  why: { display: 'block', margin: '4px 0 0', maxWidth: '90ch' },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '12px',
    marginTop: '8px',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'flex', flexDirection: 'column', gap: '8px' },
  side: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '2px',
    padding: '6px 12px 8px',
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
  },
  waits: { borderLeftColor: tokens.colorPaletteYellowBorderActive },
  label: { color: tokens.colorNeutralForeground3 },
  value: { whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  action: { marginTop: '4px' },
  actions: { display: 'flex', gap: '8px', marginTop: '8px', paddingLeft: '15px' },
});

type Props = {
  entry: ConflictEntry;
  /** @returns what is wrong with a typed value; null = decided, or said on the screen */
  decide: (decision: DecisionInput) => Promise<EnteredProblems | null>;
};

export function Entry({ entry, decide }: Props) {
  const styles = useStyles();
  const t = useTexts(conflictTexts);
  const words = useConflictWords();
  const id = useId();
  const { go } = usePlace();
  const [typing, setTyping] = useState(false);
  const { customer, ways } = entry;
  const why = words.why(entry);
  const take = (kind: DecisionInput) => () => void decide(kind);
  const mineLabel = ({ own, employee }: ConflictSide) => {
    if (ways.kind === 'removeOrKeep') return t.remove;
    return own ? t.takeMine : employee ? t.takeOf(employee) : t.takeThis;
  };
  const open = () => {
    if (customer) void go({ module: 'contacts', page: 'customer', id: customer.id, tab: tabFor(entry) });
  };
  return (
    <article className={styles.entry} aria-labelledby={id} tabIndex={-1}>
      <Subtitle2 as="h2" id={id} className={styles.head} aria-label={words.title(entry)}>
        {customer ? (
          <Link as="button" onClick={open}>
            {words.who(entry)}
          </Link>
        ) : (
          <span>{words.who(entry)}</span>
        )}
        {customer && <Text className={styles.fact}>{t.number(customer.number)}</Text>}
        <span className={styles.what}>
          {entry.reason === 'refused' ? t.refused(words.doing(entry)) : words.what(entry)}
        </span>
      </Subtitle2>
      {why && <Text className={styles.why}>{why}</Text>}
      {entry.refused && (
        <RefusedChanges changes={entry.refused.changes} by={entry.claims[0]} of={customer?.id ?? null} />
      )}
      {entry.reason !== 'refused' && (
        <div className={styles.sides}>
          <div className={styles.column}>
            {entry.claims.map((claim, at) => (
              <Side
                key={`${claim.at} ${claim.workstation}`}
                label={t.entered}
                waits
                lines={ways.kind === 'removeOrKeep' ? [t.removed] : words.lines(entry, claim)}
                by={words.by(claim)}
              >
                {ways.kind !== 'read' && (
                  <Button size="small" className={styles.action} onClick={take({ kind: 'mine', claim: at })}>
                    {mineLabel(claim)}
                  </Button>
                )}
              </Side>
            ))}
          </div>
          <Side
            label={t.stored}
            lines={entry.reason === 'removedThere' ? [t.removed] : words.lines(entry, entry.stored)}
            by={words.by(entry.stored)}
          >
            {ways.kind !== 'read' && (
              <Button size="small" className={styles.action} onClick={take({ kind: 'theirs' })}>
                {ways.kind === 'removeOrKeep' ? t.keepRow : t.keep}
              </Button>
            )}
          </Side>
        </div>
      )}
      {typing ? (
        <div className={styles.actions}>
          <OtherValue
            entry={entry}
            take={(values) => decide({ kind: 'other', values })}
            cancel={() => setTyping(false)}
          />
        </div>
      ) : (
        <div className={styles.actions}>
          {ways.kind === 'choose' && ways.other !== null && (
            <Button size="small" onClick={() => setTyping(true)}>
              {t.other}
            </Button>
          )}
          {ways.kind === 'read' && (
            <Button size="small" onClick={take({ kind: 'read' })}>
              {t.read}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

function Side(props: { label: string; waits?: boolean; lines: readonly string[]; by: string; children: ReactNode }) {
  const styles = useStyles();
  const { label, waits = false, lines, by, children } = props;
  return (
    <div className={mergeClasses(styles.side, waits && styles.waits)}>
      <Text size={200} className={styles.label}>
        {label}
      </Text>
      <Text weight="semibold" className={styles.value}>
        {lines.join('\n')}
      </Text>
      <Text size={200} className={styles.fact}>
        {by}
      </Text>
      {children}
    </div>
  );
}

function tabFor({ table }: ConflictEntry): 'master' | 'access' | 'documents' | 'privacy' {
  if (table === 'appAccess') return 'access';
  if (table === 'consentEntry') return 'privacy';
  return table === 'document' ? 'documents' : 'master';
}
