// 'Unterschrieben entgegengenommen': when, which version, what was ticked, and whether the sheet is filed. A version that was
// never handed out from here needs its scan.
import { Button, Checkbox, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { readDay, showDay } from '../../src-shared/calendar/day.ts';
import type { DeclarationRecord } from '../../src-shared/consent/contract.ts';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { localDay } from '../../src-shared/customers/rules.ts';
import { useFileChooser } from '../documents/file-drop.tsx';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { documentTexts } from '../texts/documents.ts';
import { InlineField } from '../ui/inline-field.tsx';
import { SlowWork } from '../ui/slow-work.tsx';
import { Panel } from './panel.tsx';
import { dayText } from './state-text.ts';
import { type Outcome, recordSignature } from './steps.ts';
import { Ways } from './ways.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 20px' },
  day: { width: '110px' },
  version: { width: '220px' },
  problem: { color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

type Props = {
  customerId: string;
  declaration: DeclarationRecord;
  receivedBy: string;
  /** A problem keeps the panel open. */
  onDone: (outcome: Outcome) => void;
  onCancel: () => void;
};

export function SignPanel({ customerId, declaration, receivedBy, onDone, onCancel }: Props) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const documents = useTexts(documentTexts);
  const several = declaration.purposes.length > 1;
  const [day, setDay] = useState(() => showDay(localDay(Date.now())));
  const [dayProblem, setDayProblem] = useState<string | null>(null);
  const [versionId, setVersionId] = useState(declaration.signable[0]?.versionId ?? '');
  // Boxes are ticked by the customer on paper: here they begin empty (B-16).
  const [ticked, setTicked] = useState<Purpose[]>(several ? [] : declaration.purposes.map((one) => one.purpose));
  const [tickProblem, setTickProblem] = useState<string | null>(null);
  const [filed, setFiled] = useState(false);
  const [scan, setScan] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const { choose, input } = useFileChooser(setScan);
  const version = declaration.signable.find((one) => one.versionId === versionId);
  const asksForScan = version?.needsScan === true;

  const leaveDay = () => {
    const read = readDay(day);
    if (read) setDay(showDay(read));
    setDayProblem(read ? null : t.sign.notADay);
  };
  const take = async () => {
    const signedOn = readDay(day);
    setDayProblem(signedOn ? null : t.sign.notADay);
    setTickProblem(ticked.length > 0 ? null : t.chooseWay);
    if (!signedOn || ticked.length === 0) return;
    setBusy(true);
    const outcome = await recordSignature({ customerId, purposes: ticked, versionId, signedOn, filed, scan });
    setBusy(false);
    onDone(outcome);
  };

  return (
    <Panel
      title={t.sign.title}
      take={t.sign.save}
      cancel={t.sign.cancel}
      busy={busy}
      onTake={() => void take()}
      onCancel={onCancel}
    >
      <div className={styles.row}>
        <InlineField label={t.sign.day}>
          {(id) => (
            <Input
              id={id}
              className={styles.day}
              size="small"
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={dayProblem !== null}
              value={day}
              onChange={(_event, { value }) => {
                setDay(value);
                setDayProblem(null);
              }}
              onBlur={leaveDay}
            />
          )}
        </InlineField>
        {dayProblem && (
          <Text role="alert" size={200} className={styles.problem}>
            {dayProblem}
          </Text>
        )}
        {declaration.signable.length > 1 && (
          <InlineField label={t.sign.version}>
            {(id) => (
              <Select
                id={id}
                className={styles.version}
                size="small"
                value={versionId}
                onChange={(_event, { value }) => {
                  setVersionId(value);
                  if (several) setTicked([]);
                }}
              >
                {declaration.signable.map((one) => (
                  <option key={one.versionId} value={one.versionId}>
                    {t.version(one.number, dayText(one.validFrom))}
                  </option>
                ))}
              </Select>
            )}
          </InlineField>
        )}
        <Text className={styles.quiet}>
          {t.sign.receivedBy} {receivedBy}
        </Text>
        <Checkbox label={t.sign.filed} checked={filed} onChange={(_event, { checked }) => setFiled(checked === true)} />
      </div>
      {several && (
        <Ways
          label={t.sign.ticked}
          purposes={declaration.purposes.filter((one) => version?.purposes.includes(one.purpose))}
          ticked={ticked}
          problem={tickProblem}
          onTick={(now) => {
            setTicked(now);
            setTickProblem(null);
          }}
        />
      )}
      {asksForScan && (
        <div className={styles.row}>
          <Text>{t.sign.needsScan}</Text>
          <Button size="small" onClick={choose}>
            {scan ? t.sign.scanChosen(scan.name) : t.sign.scan}
          </Button>
          {input}
        </div>
      )}
      {busy && <SlowWork text={documents.reading} />}
    </Panel>
  );
}
