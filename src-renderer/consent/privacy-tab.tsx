// Tab 'Datenschutz': every purpose with the state that follows from the ledger, and whether the privacy notice was read. What is
// changed is changed in 'Einwilligung verwalten'.
import { Button, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { ConsentOverview, DeclarationRecord, PurposeRecord } from '../../src-shared/consent/contract.ts';
import { CHANNEL_OF } from '../../src-shared/consent/rules.ts';
import { client } from '../client.ts';
import type { MaskPart } from '../contacts/mask-tabs.tsx';
import { useMessages } from '../frame/messages.ts';
import { runSafely } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { consentTexts } from '../texts/consent.ts';
import { HeadRow } from '../ui/head-row.tsx';
import { CustomerSymbol } from '../ui/symbol.tsx';
import { useTable } from '../ui/table.ts';
import { askNow, manage } from './consent-companion.tsx';
import { channelText, dayText, momentText, stateText, stateTone } from './state-text.ts';
import { useConsent } from './use-consent.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: '18px', padding: '12px 16px', maxWidth: '980px' },
  head: { display: 'flex', alignItems: 'center', gap: '8px 12px', flexWrap: 'wrap', marginBottom: '4px' },
  first: { marginLeft: 'auto' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  notices: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'start' },
});

export const PrivacyTab: MaskPart = ({ mask }) => {
  const styles = useStyles();
  const t = useTexts(consentTexts).privacy;
  const overview = useConsent(mask.customerId);
  if (!overview || mask.customerId === null) return null;
  return (
    <div className={styles.page}>
      <section aria-label={t.heading}>
        <div className={styles.head}>
          <Subtitle2 as="h2" className={styles.title}>
            {t.heading}
          </Subtitle2>
          {overview.askedToday && (
            <Text size={200} className={styles.quiet}>
              {t.asked(momentText(overview.askedToday.at), overview.askedToday.by ?? '–')}
            </Text>
          )}
          <Button size="small" className={styles.first} onClick={() => void runSafely(() => askNow(mask))}>
            {t.dialog}
          </Button>
          <Button size="small" onClick={() => void runSafely(() => manage(mask))}>
            {t.manage}
          </Button>
        </div>
        <Purposes overview={overview} />
        {!overview.advertising.asked && (
          <Text size={200} className={styles.quiet}>
            {t.storageFirst}
          </Text>
        )}
      </section>
      <PhoneProof advertising={overview.advertising} customerId={mask.customerId} />
      <Notices overview={overview} customerId={mask.customerId} />
    </div>
  );
};

function Purposes({ overview }: { overview: ConsentOverview }) {
  const table = useTable();
  const t = useTexts(consentTexts).privacy;
  const { columns } = t;
  return (
    <table className={table.table} aria-label={t.heading}>
      <HeadRow
        columns={[
          columns.purpose,
          columns.state,
          columns.who,
          { number: columns.since },
          { number: columns.version },
          { number: columns.renewal },
        ]}
      />
      <tbody>
        {overview.declarations.flatMap((declaration) =>
          declaration.purposes
            .filter((one) => isShown(one, overview.advertising))
            .map((one) => (
              <PurposeRow
                key={one.purpose}
                declaration={declaration}
                one={one}
                alone={overview.advertising.ways.length === 1}
              />
            )),
        )}
      </tbody>
    </table>
  );
}

/** A way that there is no box for is shown where something was said about it all the same: nothing said is hidden. */
function isShown({ purpose, state, preset }: PurposeRecord, { ways }: ConsentOverview['advertising']): boolean {
  return CHANNEL_OF[purpose] === null || ways.includes(purpose) || state !== 'none' || preset;
}

type RowProps = {
  declaration: DeclarationRecord;
  one: PurposeRecord;
  /** There is one box for all advertising, and this is it where it is about letters. */
  alone: boolean;
};

function PurposeRow({ declaration, one, alone }: RowProps) {
  const styles = useStyles();
  const table = useTable();
  const t = useTexts(consentTexts);
  const channel = channelText(one);
  return (
    <tr>
      <th scope="row" className={mergeClasses(table.cell, table.rowHead)}>
        {channel ? wayText() : t.declarations[declaration.key]}
        {one.scope && <span className={styles.quiet}> · {t.onlyFor(one.scope)}</span>}
      </th>
      <td className={table.cell}>
        <CustomerSymbol tone={stateTone(one.state)}>{stateText(one)}</CustomerSymbol>
      </td>
      <td className={table.cell}>{one.by ?? '–'}</td>
      <td className={mergeClasses(table.cell, table.number)}>{one.since === null ? '–' : momentText(one.since)}</td>
      <td className={mergeClasses(table.cell, table.number)}>{one.version ?? '–'}</td>
      <td className={mergeClasses(table.cell, table.number)}>
        {one.renewalDueAt === null ? (
          '–'
        ) : one.renewalDue ? (
          <CustomerSymbol tone="waits">{t.privacy.due}</CustomerSymbol>
        ) : (
          dayText(one.renewalDueAt)
        )}
      </td>
    </tr>
  );

  function wayText(): string {
    return alone && CHANNEL_OF[one.purpose] === 'letter' ? t.privacy.allAdvertising : t.privacy.advertising(channel);
  }
}

/** The clock of § 7a UWG (N-05): it begins with the consent and anew with each call. */
function PhoneProof({ advertising, customerId }: Pick<ConsentOverview, 'advertising'> & { customerId: string }) {
  const styles = useStyles();
  const t = useTexts(consentTexts).privacy;
  const { phoneProofUntil, notePhone } = advertising;
  if (phoneProofUntil === null) return null;
  const note = () =>
    runSafely(async () => {
      const noted = await client.consent.notePhone({ customerId });
      useMessages.getState().show({ tone: 'done', text: t.phoneNoted(dayText(noted.phoneProofUntil)) });
    });
  return (
    <section aria-label={t.phone} className={styles.notices}>
      <Subtitle2 as="h2" className={styles.title}>
        {t.phone}
      </Subtitle2>
      <Text>{t.phoneProof(dayText(phoneProofUntil))}</Text>
      <Text size={200} className={styles.quiet}>
        {notePhone.allowed ? t.phoneHint : t.notePhoneBlocked}
      </Text>
      <Button size="small" disabledFocusable={!notePhone.allowed} onClick={() => void (notePhone.allowed && note())}>
        {t.notePhone}
      </Button>
    </section>
  );
}

/** The notice is part of the sheet for storage: whoever opens a record has to give it (Art. 13 GDPR). */
function Notices({ overview, customerId }: { overview: ConsentOverview; customerId: string }) {
  const styles = useStyles();
  const t = useTexts(consentTexts);
  const read = overview.lines.filter((line) => line.kind === 'acknowledged');
  return (
    <section aria-label={t.privacy.notices} className={styles.notices}>
      <Subtitle2 as="h2" className={styles.title}>
        {t.privacy.notices}
      </Subtitle2>
      {read.length === 0 && <Text>{t.privacy.noticeNone}</Text>}
      {read.map((line) => (
        <Text key={line.id}>
          {t.privacy.notice(
            momentText(line.at),
            line.version === null ? '' : `, ${t.versionShort(line.version)}`,
            line.by ?? '–',
          )}
        </Text>
      ))}
      <Text size={200} className={styles.quiet}>
        {t.privacy.noticeHint}
      </Text>
      <Button
        size="small"
        onClick={() => void runSafely(() => client.consent.acknowledge({ customerId, declaration: 'storage' }))}
      >
        {t.privacy.acknowledge}
      </Button>
    </section>
  );
}
