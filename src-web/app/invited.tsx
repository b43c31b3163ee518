// Connecting by an invitation: the address that it was sent to, typed once. What opened the page stands in its link and is held in
// memory alone; a refusal says the same whatever was wrong.
import { type FormEvent, useRef, useState } from 'react';
import { mailAddress } from '../../src-shared/mail/rules.ts';
import { installing } from './install.ts';
import { acceptInvitation, type InvitationAnswer } from './server-line.ts';
import { Problem } from './sheet.tsx';
import { useTexts } from './texts.ts';

export function Invited({ invitation, connected }: { invitation: string; connected: () => void }) {
  const texts = useTexts();
  const t = texts.invited;
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<InvitationAnswer | 'noAddress' | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const email = mailAddress(field.current?.value ?? '');
    if (email === null) {
      setAnswer('noAddress');
      field.current?.focus();
      return;
    }
    setBusy(true);
    setAnswer(null);
    const said = await acceptInvitation(invitation, email);
    setBusy(false);
    if (said.kind === 'ok') return connected();
    setAnswer(said);
    field.current?.focus();
  };
  const problem = answer === null ? null : answer === 'noAddress' ? t.noAddress : refusalText(answer, texts);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor="email">{t.label}</label>
      <p className="hint" id="email-hint">
        {t.hint}
      </p>
      <input
        ref={field}
        id="email"
        type="text"
        inputMode="email"
        maxLength={254}
        autoComplete="email"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        aria-describedby="email-hint email-problem"
        aria-invalid={problem !== null}
      />
      <Problem id="email-problem" text={problem} />
      <button type="submit" className="main" aria-disabled={busy}>
        {busy ? texts.password.connecting : texts.password.connect}
      </button>
      {installing() === 'ios' && <p className="hint">{t.ios}</p>}
    </form>
  );
}

function refusalText(answer: InvitationAnswer, t: ReturnType<typeof useTexts>): string | null {
  switch (answer.kind) {
    case 'ok':
      return null;
    case 'offline':
      return t.refused.offline;
    case 'tooMany':
      return t.refused.tooMany(Math.ceil(answer.seconds / 60));
    case 'notAdmitted':
      return t.invited.notAdmitted;
  }
}
