// The address to which the link goes. The answer is the same whoever it belongs to.
import { type FormEvent, useRef, useState } from 'react';
import type { Shop } from './app.tsx';
import { type BeginAnswer, begin } from './register-line.ts';
import { useRegisterTexts } from './register-texts.ts';
import { Problem, Sheet } from './sheet.tsx';
import { useLanguage, useTexts } from './texts.ts';

export function RegisterEmail({ shop, leave }: { shop: Shop; leave: () => void }) {
  const t = useRegisterTexts();
  const { refused } = useTexts();
  const language = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const typed = (field.current?.value ?? '').trim();
    if (typed === '') {
      setProblem(t.email.missing);
      field.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    const answer = await begin(typed, language);
    setBusy(false);
    if (answer.kind === 'ok') return setSentTo(typed);
    setProblem(wordsFor(answer));
    field.current?.focus();
  };
  const wordsFor = (answer: BeginAnswer): string | null => {
    switch (answer.kind) {
      case 'ok':
        return null;
      case 'tooMany':
        return refused.tooMany(Math.ceil(answer.seconds / 60));
      case 'offline':
        return refused.offline;
      case 'notOffered':
        return t.notOffered.title;
      default:
        return t.email[answer.kind];
    }
  };
  if (sentTo !== null)
    return (
      <Sheet key="sent" {...shop} title={t.sent.title} back={leave}>
        <p>{t.sent.text(sentTo)}</p>
        <p className="hint">{t.sent.hint}</p>
        <button type="button" className="second" onClick={() => setSentTo(null)}>
          {t.sent.again}
        </button>
      </Sheet>
    );
  return (
    <Sheet key="email" {...shop} title={t.email.title} back={leave}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <label htmlFor="email">{t.email.label}</label>
        <p className="hint" id="email-hint">
          {t.email.hint}
        </p>
        <input
          ref={field}
          id="email"
          type="text"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={254}
          aria-describedby="email-hint email-problem"
          aria-invalid={problem !== null}
        />
        <Problem id="email-problem" text={problem} />
        <button type="submit" className="main" aria-disabled={busy}>
          {busy ? t.email.busy : t.email.go}
        </button>
      </form>
    </Sheet>
  );
}
