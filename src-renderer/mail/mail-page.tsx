// Page 'E-Mail-Versand': through which mailbox the branch server sends, and how that stands. F1 saves with the PIN; the password
// is typed and never comes back.
import { Text } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import {
  LONGEST_MAIL_USER,
  LONGEST_SENDER_NAME,
  MAIL_PORTS,
  MAIL_SECURITIES,
  type MailForm,
  type MailSecurity,
  storedMailForm,
} from '../../src-shared/mail/rules.ts';
import type { MailState } from '../../src-shared/mail/server-contract.ts';
import { NumberField } from '../administration/number-field.tsx';
import { type SaveOutcome, usePageForm } from '../administration/page-form.ts';
import { Loaded, PageSheet, Section, SettingRow } from '../administration/page-sheet.tsx';
import type { AdministrationPageProps } from '../administration/pages.tsx';
import { PinDialog, useProofText } from '../administration/pin-dialog.tsx';
import { LogCommand } from '../change-log/log-command.tsx';
import { calls, client } from '../client.ts';
import { failureText } from '../frame/failure.ts';
import { useCommands } from '../keys/commands.ts';
import { useTexts } from '../texts/catalogue.ts';
import { keyTexts } from '../texts/keys.ts';
import { mailTexts } from '../texts/mail.ts';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { readAgain } from './mail-dialogs.tsx';
import { MailStanding } from './mail-state.tsx';
import { PasswordField } from './password-field.tsx';

type Entries = MailForm & { /** '' = as it is kept. */ password: string };
type Asked = { entries: Entries; done: (outcome: SaveOutcome<Entries>) => void };

const EMPTY: Entries = {
  ...{ host: '', port: MAIL_PORTS.starttls, security: 'starttls', user: '', password: '' },
  ...{ senderName: '', senderAddress: '' },
};

export function MailPage({ person }: AdministrationPageProps) {
  const t = useTexts(mailTexts);
  const query = useQuery(calls.mail.state.queryOptions());
  return (
    <Loaded query={query}>
      {(data) =>
        data.server !== 'reached' ? (
          <Away text={data.server === 'none' ? t.state.noServer : t.state.offline} />
        ) : data.mail.origin === 'server' ? (
          <PageSheet title={t.title} lead={t.lead}>
            <Section title={t.state.title}>
              <MailStanding mail={data.mail} unsaved={false} />
            </Section>
          </PageSheet>
        ) : (
          <Page mail={data.mail} personId={person.id} />
        )
      }
    </Loaded>
  );
}

function Away({ text }: { text: string }) {
  const t = useTexts(mailTexts);
  const keys = useTexts(keyTexts).names;
  useCommands('page', [{ key: 'F5', name: keys.F5, run: readAgain }]);
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <Section title={t.state.title}>
        <SettingRow words={text}>
          <Text role="status">{text}</Text>
        </SettingRow>
      </Section>
    </PageSheet>
  );
}

function Page({ mail, personId }: { mail: Exclude<MailState, { origin: 'server' }>; personId: string }) {
  const t = useTexts(mailTexts);
  const [asked, setAsked] = useState<Asked | null>(null);
  const settings = mail.origin === 'chain' ? mail.settings : null;
  const { hasPassword = false, ...kept } = settings ?? {};
  const form = usePageForm<Entries>({
    owner: `mail ${personId}`,
    kept: { ...EMPTY, ...kept },
    reload: readAgain,
    save: (entries) => new Promise((done) => setAsked({ entries, done })),
  });
  const security = useWatch({ control: form.control, name: 'security' });
  const look = { form, problemText: (problem: string) => t.problems[problem as keyof typeof t.problems] ?? problem };
  /** The port goes along as long as it is the usual one. */
  const pickPort = (next: string) => {
    if (form.getValues('port') === MAIL_PORTS[security])
      form.setValue('port', MAIL_PORTS[next as MailSecurity], { shouldDirty: true });
  };
  return (
    <PageSheet title={t.title} lead={t.lead}>
      <LogCommand subjectIds={['mailAccount']} record={t.title} />
      <Section title={t.state.title}>
        <MailStanding mail={mail} unsaved={form.formState.isDirty} />
      </Section>
      <Section title={t.server}>
        <SettingRow words={t.host} explanation={t.hostMeans}>
          <TextField {...look} name="host" label={t.host} required maxLength={253} />
        </SettingRow>
        <SettingRow words={t.security} explanation={t.securityMeans}>
          <ChoiceField
            {...look}
            name="security"
            label={t.security}
            options={MAIL_SECURITIES.map((value) => ({ value, label: t.securities[value] }))}
            onPick={pickPort}
          />
        </SettingRow>
        <SettingRow words={t.port} explanation={t.portMeans}>
          <NumberField {...look} name="port" label={t.port} digits={5} />
        </SettingRow>
        <SettingRow words={t.user} explanation={t.userMeans}>
          <TextField {...look} name="user" label={t.user} maxLength={LONGEST_MAIL_USER} />
        </SettingRow>
        <SettingRow words={t.password} explanation={t.passwordMeans}>
          <PasswordField {...look} name="password" label={t.password} kept={hasPassword ? t.passwordKept : ''} />
        </SettingRow>
      </Section>
      <Section title={t.sender}>
        <SettingRow words={t.senderName} explanation={t.senderNameMeans}>
          <TextField {...look} name="senderName" label={t.senderName} maxLength={LONGEST_SENDER_NAME} />
        </SettingRow>
        <SettingRow words={t.senderAddress} explanation={t.senderAddressMeans}>
          <TextField {...look} name="senderAddress" label={t.senderAddress} required maxLength={254} keyboard="email" />
        </SettingRow>
      </Section>
      {asked && (
        <SaveDialog
          entries={asked.entries}
          done={(outcome) => {
            setAsked(null);
            asked.done(outcome);
          }}
        />
      )}
    </PageSheet>
  );
}

function SaveDialog({ entries, done }: { entries: Entries; done: (outcome: SaveOutcome<Entries>) => void }) {
  const t = useTexts(mailTexts);
  const proofText = useProofText();
  const pinForm = useForm({ defaultValues: { pin: '' } });
  return (
    <PinDialog
      form={pinForm}
      title={t.saveTitle}
      button={t.saveButton}
      close={() => done('refused')}
      run={async ({ pin }) => {
        const { password, ...typed } = entries;
        const { error } = await safe(client.mail.save({ form: typed, password: password || null, pin }));
        if (!error) {
          done({ kept: { ...storedMailForm(typed), password: '' } });
          await readAgain();
          return null;
        }
        if (!isDefinedError(error)) return failureText(error);
        if (error.code === 'INVALID') {
          done({ problems: error.data.problems });
          return null;
        }
        if (error.code === 'PASSWORD_NEEDED') return t.passwordNeeded;
        if (error.code === 'SET_BY_SERVER') return t.setByServer;
        return proofText(error) || failureText(error);
      }}
    />
  );
}
