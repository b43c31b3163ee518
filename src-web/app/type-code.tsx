// For whoever has no camera: the code as it is printed below the QR code.
import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react';
import { LOGIN_CODE_LETTERS, plainLoginCode } from '../../src-shared/app-access/credentials.ts';
import { Problem } from './sheet.tsx';
import { useTexts } from './texts.ts';

export function TypeCode({ found }: { found: (code: string) => void }) {
  const texts = useTexts();
  const t = texts.type;
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const typed = field.current?.value ?? '';
    const code = plainLoginCode(typed);
    if (code !== null) return found(code);
    const count = typed.replace(/[^0-9A-Za-z]/g, '').length;
    setProblem(count === LOGIN_CODE_LETTERS ? t.odd : t.wrong(count));
    field.current?.focus();
  };
  // A line of its own would be no part of any code.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') submit(event);
  };
  return (
    <form onSubmit={submit} noValidate>
      <label htmlFor="code">{t.label}</label>
      <p className="hint" id="code-hint">
        {t.hint}
      </p>
      {/* Two lines: on a phone the whole code is in sight, to be compared with the form. */}
      <textarea
        ref={field}
        id="code"
        className="code"
        rows={2}
        enterKeyHint="next"
        onKeyDown={onKeyDown}
        maxLength={80}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        aria-describedby="code-hint code-problem"
        aria-invalid={problem !== null}
      />
      <Problem id="code-problem" text={problem} />
      <button type="submit" className="main">
        {texts.next}
      </button>
    </form>
  );
}
