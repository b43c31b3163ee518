// One purpose in the dialog: what is in force, what can be done next and why not, and what was done. The step that comes next
// has the focus.
import { Input, MessageBar, MessageBarBody, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import type { ConsentOverview } from '../../src-shared/consent/contract.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type { TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { FileDrop, useFileChooser } from '../documents/file-drop.tsx';
import { runSafely } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { documentTexts } from '../texts/documents.ts';
import { focusKeeper } from '../ui/focus-back.ts';
import { InlineField } from '../ui/inline-field.tsx';
import { SlowWork } from '../ui/slow-work.tsx';
import { proposeLock } from './after-withdrawal.ts';
import { History } from './history.tsx';
import { nextStep, type Step } from './next-step.ts';
import { PurposeHead } from './purpose-head.tsx';
import { SignPanel } from './sign-panel.tsx';
import { declarationStateText } from './state-text.ts';
import { StepButton } from './step-button.tsx';
import { fileSheet, importScan, type Outcome, printDeclaration } from './steps.ts';
import { declarationIn } from './use-consent.ts';
import { Ways } from './ways.tsx';
import { WithdrawPanel } from './withdraw-panel.tsx';

const useStyles = makeStyles({
  purpose: { display: 'flex', flexDirection: 'column', gap: '10px', minHeight: 0, flexGrow: 1 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 18px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexWrap: 'wrap', gap: '2px 22px', margin: 0, padding: 0, listStyleType: 'none' },
  state: { fontWeight: tokens.fontWeightSemibold },
  scope: { width: '260px' },
  steps: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  title: { margin: '4px 0 0' },
  history: { minHeight: '90px', flexGrow: 1, overflow: 'auto' },
});

type Props = {
  customerId: string;
  overview: ConsentOverview;
  declaration: TextBlockKey;
  person: string;
  /** By hand, a moment ago; else it is the one that the dialog was opened for. */
  chosen: boolean;
  choose: (declaration: TextBlockKey) => void;
  read: () => void;
};

export function OpenPurpose({ customerId, overview, declaration: key, person, chosen, choose, read }: Props) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const documents = useTexts(documentTexts);
  const declaration = declarationIn(overview, key);
  const purposes = declaration?.purposes ?? [];
  // Of advertising what there is a box for: each way, or letters alone (E-24); none before the consent to storage (E-22).
  const asked =
    key === 'advertising' ? purposes.filter((one) => overview.advertising.ways.includes(one.purpose)) : purposes;
  const [ways, setWays] = useState<Purpose[]>(asked.map((one) => one.purpose));
  const [scope, setScope] = useState('');
  const [panel, setPanel] = useState<'sign' | 'withdraw' | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const choice = useRef<HTMLSelectElement>(null);
  const buttons: Record<Step, RefObject<HTMLButtonElement | null>> = {
    print: useRef<HTMLButtonElement>(null),
    sign: useRef<HTMLButtonElement>(null),
    scan: useRef<HTMLButtonElement>(null),
    withdraw: useRef<HTMLButtonElement>(null),
  };
  const focusOn = (step: Step | null) => (step ? buttons[step] : choice).current?.focus();
  const several = asked.length > 1 && overview.advertising.asked;

  // Opened, the dialog begins with what comes next; after another purpose was chosen the focus stays at the choice.
  const beginning = useRef(declaration && !chosen ? nextStep(declaration, overview) : null);
  const begin = useRef(() => focusOn(beginning.current));
  useEffect(() => {
    // The dialog itself puts the focus on its first control when it opens: this comes after it.
    const timer = window.setTimeout(() => begin.current());
    return () => window.clearTimeout(timer);
  }, []);

  const work = async (doing: () => Promise<Outcome | null>) => {
    const giveFocusBack = focusKeeper();
    setBusy(true);
    setOutcome(null);
    const said = await doing();
    setBusy(false);
    setOutcome(said);
    giveFocusBack();
  };
  const print = () =>
    work(async () => {
      if (ways.length === 0) return { tone: 'error', text: t.chooseWay };
      const printed = await printDeclaration(customerId, ways, scope.trim() || null);
      if (printed === true) window.setTimeout(() => focusOn('sign'));
      return typeof printed === 'boolean' ? null : printed;
    });
  const scan = (file: File) => void work(() => importScan(customerId, key, file));
  const { choose: chooseScan, input } = useFileChooser(scan);
  const finish = (said: Outcome, next: Step | null) => {
    setOutcome(said);
    if (said.tone === 'error') return;
    setPanel(null);
    window.setTimeout(() => focusOn(next));
  };

  if (!declaration) return null;
  const blocked: Record<Step, string | null> = {
    print: declaration.handOut.allowed ? null : t.blocked[declaration.handOut.reason],
    sign: declaration.signable.length > 0 ? null : t.blocked.noDeclaration,
    scan: declaration.addScan.allowed ? null : t.blocked[declaration.addScan.reason],
    withdraw: purposes.some((one) => one.withdraw.allowed) ? null : t.blocked.withdrawn,
  };
  const step = (which: Step, label: string, run: () => void): ReactElement => (
    <StepButton
      key={which}
      own={buttons[which]}
      label={label}
      reason={blocked[which]}
      primary={which === nextStep(declaration, overview)}
      busy={busy}
      run={run}
    />
  );

  return (
    <FileDrop
      className={styles.purpose}
      onFile={(file) => (blocked.scan ? setOutcome({ tone: 'error', text: blocked.scan }) : scan(file))}
      onSeveral={() => setOutcome({ tone: 'error', text: documents.oneAtATime })}
    >
      <PurposeHead own={choice} {...{ overview, declaration, choose, read }} />
      <ul className={styles.list} aria-label={t.overview}>
        {overview.declarations.map((one) => (
          <li key={one.key}>
            <span className={styles.quiet}>{t.declarations[one.key]}</span>{' '}
            <span className={styles.state}>{declarationStateText(one)}</span>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        {several && <Ways label={t.ways} purposes={asked} ticked={ways} onTick={setWays} />}
        <InlineField label={t.scope}>
          {(id) => (
            <Input
              id={id}
              className={styles.scope}
              size="small"
              maxLength={200}
              autoComplete="off"
              placeholder={t.scopeHint}
              value={scope}
              onChange={(_event, { value }) => setScope(value)}
            />
          )}
        </InlineField>
        {declaration.missing.length > 0 && (
          <Text size={200} className={styles.quiet}>
            {t.missing(declaration.missing)}
          </Text>
        )}
      </div>
      <div className={styles.steps}>
        {step('print', t.print, () => void print())}
        {step('sign', t.signed, () => setPanel(panel === 'sign' ? null : 'sign'))}
        {step('scan', t.scan, chooseScan)}
        {step('withdraw', t.withdraw, () => setPanel(panel === 'withdraw' ? null : 'withdraw'))}
        {input}
      </div>
      {panel === 'sign' && (
        <SignPanel
          {...{ customerId, declaration }}
          receivedBy={person}
          onDone={(said) => finish(said, 'scan')}
          onCancel={() => leave('sign')}
        />
      )}
      {panel === 'withdraw' && (
        <WithdrawPanel
          {...{ customerId, declaration }}
          onDone={(said) => {
            finish(said, null);
            if (key === 'storage' && said.tone !== 'error') void runSafely(() => proposeLock(customerId));
          }}
          onCancel={() => leave('withdraw')}
        />
      )}
      {busy && <SlowWork text={documents.reading} />}
      <div aria-live="polite">
        {outcome && (
          <MessageBar intent={outcome.tone} layout="multiline">
            <MessageBarBody>{outcome.text}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <Subtitle2 as="h3" className={styles.title}>
        {t.history}
      </Subtitle2>
      <div className={styles.history}>
        <History
          overview={overview}
          declaration={key}
          file={(entryId) => void work(() => fileSheet(customerId, entryId))}
          say={(problem) => setOutcome(problem ? { tone: 'error', text: problem } : null)}
        />
      </div>
    </FileDrop>
  );

  function leave(to: Step): void {
    setPanel(null);
    focusOn(to);
  }
}
