// The password of the letter. It is held by the field alone, and only until it was sent.
import { type FormEvent, useRef, useState } from 'react';
import { plainPassword } from '../../src-shared/app-access/credentials.ts';
import { type ConnectAnswer, connect } from './server-line.ts';
import { Problem } from './sheet.tsx';
import { showInstant, useTexts } from './texts.ts';

export function Password({ code, connected }: { code: string; connected: () => void }) {
  const texts = useTexts();
  const t = texts.password;
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ConnectAnswer | 'missing' | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = field.current?.value ?? '';
    if (plainPassword(typed) === '') {
      setAnswer('missing');
      field.current?.focus();
      return;
    }
    setBusy(true);
    setAnswer(null);
    const said = await connect(code, typed);
    setBusy(false);
    if (said.kind === 'ok') return connected();
    setAnswer(said);
    field.current?.focus();
  };
  const problem = answer === null ? null : answer === 'missing' ? t.missing : refusalText(answer, texts.refused);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor="password">{t.label}</label>
      <p className="hint" id="password-hint">
        {t.hint}
      </p>
      <input
        ref={field}
        id="password"
        type={shown ? 'text' : 'password'}
        maxLength={200}
        autoComplete="current-password"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        aria-describedby="password-hint password-problem"
        aria-invalid={problem !== null}
      />
      <label className="tick">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {t.show}
      </label>
      <Problem id="password-problem" text={problem} />
      <button type="submit" className="main" aria-disabled={busy}>
        {busy ? t.connecting : t.connect}
      </button>
    </form>
  );
}

function refusalText(answer: ConnectAnswer, t: ReturnType<typeof useTexts>['refused']): string | null {
  switch (answer.kind) {
    case 'ok':
      return null;
    case 'offline':
      return t.offline;
    case 'tooMany':
      return t.tooMany(Math.ceil(answer.seconds / 60));
    case 'notAdmitted':
      return t.notAdmitted;
    case 'refused':
      return answer.reason === 'locked' ? t.locked(showInstant(answer.until ?? 0)) : t[answer.reason];
  }
}
