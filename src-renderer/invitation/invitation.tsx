// 'Einladung per E-Mail' in the group of the app: how the newest invitation fares, the button, and what stands in its way.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { isDefinedError, safe } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { InvitationRecord } from '../../src-shared/invitation/contract.ts';
import { canInvite } from '../../src-shared/invitation/rules.ts';
import { calls, client } from '../client.ts';
import { failureText, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useLanguage, useTexts } from '../texts/catalogue.ts';
import { invitationTexts } from '../texts/invitation.ts';
import { mailTexts } from '../texts/mail.ts';
import { dayAndTime } from '../texts/when.ts';
import { ask } from '../ui/question.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', columnGap: '16px', rowGap: '4px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** @param unsaved something on the mask waits for F1 */
export function Invitation({ customerId, unsaved }: { customerId: string; unsaved: boolean }) {
  const styles = useStyles();
  const t = useTexts(invitationTexts);
  const language = useLanguage((now) => now.language);
  const reasonId = useId();
  const [sending, setSending] = useState(false);
  const { data } = useQuery(calls.invitation.byCustomer.queryOptions({ input: { customerId } }));
  const mail = useQuery(calls.invitation.mailReady.queryOptions({ staleTime: 0 }));
  if (!data) return null;
  const decision = canInvite({ ...data.facts, unsaved, mailReady: mail.data?.ready ?? null });
  // Not asked yet, or in vain although the line seems to stand: not to be called 'not set up'.
  const unknown = !decision.allowed && decision.reason === 'mailNotSetUp' && mail.data?.ready !== false;
  const reason =
    decision.allowed || (unknown && mail.isPending) ? null : t.refused[unknown ? 'offline' : decision.reason];
  const press = async () => {
    if (!decision.allowed || sending) return;
    setSending(true);
    await invite(customerId, data.state);
    setSending(false);
  };
  return (
    <div className={styles.row}>
      <Button
        disabledFocusable={!decision.allowed || sending}
        aria-describedby={reason === null ? undefined : reasonId}
        onClick={() => void press()}
      >
        {sending ? t.sending : t.button}
      </Button>
      <Text role="status" aria-label={t.label}>
        {stateText(data.state, (at) => dayAndTime(at, language), t.state)}
      </Text>
      {reason !== null && (
        <Text id={reasonId} className={styles.quiet}>
          {reason}
        </Text>
      )}
    </div>
  );
}

// --- details

function stateText(
  state: InvitationRecord['state'],
  when: (at: number) => string,
  t: (typeof invitationTexts)['de']['state'],
): string {
  switch (state.state) {
    case 'none':
      return t.none;
    case 'sent':
      return t.sent(when(state.at), state.to, when(state.until));
    case 'accepted':
      return t.accepted(when(state.at));
    case 'expired':
    case 'ended':
      return t[state.state](when(state.at), state.to);
  }
}

async function invite(customerId: string, before: InvitationRecord['state']): Promise<void> {
  const t = textsNow(invitationTexts);
  const { show } = useMessages.getState();
  if (before.state === 'sent') {
    const answer = await ask({
      ...{ title: t.again.title, text: t.again.question(before.to) },
      answers: [
        { value: 'yes', label: t.again.yes },
        { value: 'no', label: t.again.no },
      ],
    });
    if (answer !== 'yes') return;
  }
  const { error, data } = await safe(client.invitation.send({ customerId }));
  if (data) return show({ tone: 'done', text: t.sent(data.to) });
  const say = (text: string) => show({ tone: 'problem', text });
  if (!isDefinedError(error)) return say(failureText(error));
  switch (error.code) {
    case 'REFUSED':
      return say(t.refused[error.data.reason]);
    case 'MAIL_FAILED':
      return say(textsNow(mailTexts).troubles[error.data.trouble]);
    case 'TOO_MANY':
      return say(t.tooMany(Math.ceil(error.data.seconds / 60)));
    case 'OFFLINE':
      return say(t.refused.offline);
    case 'NOT_ALLOWED':
      return say(t.notAllowed);
    case 'GONE':
      return say(t.gone);
    default:
      return say(failureText(error));
  }
}
