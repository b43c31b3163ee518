// Who somebody is: fields with what is wrong beside each, and the branch where there are several. The first wrong one has the
// focus.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type {
  RegistrationField,
  RegistrationPerson,
  RegistrationProblem,
} from '../../src-shared/registration/public.ts';
import type { Opened } from './register-line.ts';
import { useRegisterTexts } from './register-texts.ts';
import { Problem } from './sheet.tsx';
import { useTexts } from './texts.ts';

const KIND: Partial<Record<RegistrationField, { complete: string; mode?: 'tel' | 'text' }>> = {
  firstName: { complete: 'given-name' },
  lastName: { complete: 'family-name' },
  birthDate: { complete: 'bday' },
  street: { complete: 'address-line1' },
  postcode: { complete: 'postal-code' },
  town: { complete: 'address-level2' },
  country: { complete: 'country-name' },
  phone: { complete: 'tel', mode: 'tel' },
};
const LONGEST: Partial<Record<RegistrationField, number>> = {
  houseNumber: 20,
  postcode: 10,
  country: 60,
  firstName: 80,
};

export function Fields(props: {
  fields: readonly RegistrationField[];
  person: RegistrationPerson;
  problems: readonly RegistrationProblem[];
  trouble: string | null;
  typed: (field: RegistrationField, value: string) => void;
  next: () => void | Promise<void>;
}) {
  const t = useRegisterTexts();
  const { next: nextWord, loading } = useTexts();
  const { fields, person, problems, trouble, typed, next } = props;
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (problems.length === 0) return;
    // On a screen that has just come its heading takes the focus first.
    queueMicrotask(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }, [problems]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    await next();
    setBusy(false);
  };
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      {fields.map((field) => {
        const problem = problemText(t, field, problems);
        const { complete = 'off', mode = 'text' } = KIND[field] ?? {};
        return (
          <div key={field} className="field">
            <label htmlFor={field}>{t.fields[field]}</label>
            {field === 'birthDate' && (
              <p className="hint" id="birthDate-hint">
                {t.birthDateHint}
              </p>
            )}
            <input
              id={field}
              type="text"
              inputMode={mode}
              autoComplete={complete}
              autoCorrect="off"
              spellCheck={false}
              maxLength={LONGEST[field] ?? 120}
              required={field !== 'country'}
              value={person[field]}
              onChange={(event) => typed(field, event.target.value)}
              aria-describedby={`${field === 'birthDate' ? 'birthDate-hint ' : ''}${field}-problem`}
              aria-invalid={problem !== null}
            />
            <Problem id={`${field}-problem`} text={problem} />
          </div>
        );
      })}
      <Problem text={trouble} />
      <button type="submit" className="main" aria-disabled={busy}>
        {busy ? loading : nextWord}
      </button>
    </form>
  );
}

export function BranchChoice(props: {
  branches: Opened['branches'];
  chosen: string;
  problems: readonly RegistrationProblem[];
  choose: (id: string) => void;
  next: () => void;
}) {
  const t = useRegisterTexts();
  const { next: nextWord } = useTexts();
  const { branches, chosen, problems, choose, next } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    next();
  };
  return (
    <form onSubmit={submit} noValidate>
      <fieldset>
        <legend>{t.branch.legend}</legend>
        {branches.map(({ id, name, place }) => (
          <label key={id} className="tick">
            <input type="radio" name="branch" checked={chosen === id} onChange={() => choose(id)} />
            <span>
              {name}
              <br />
              <span className="hint">{place}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Problem text={problemText(t, 'branchId', problems)} />
      <button type="submit" className="main">
        {nextWord}
      </button>
    </form>
  );
}

function problemText(
  t: ReturnType<typeof useRegisterTexts>,
  field: RegistrationField,
  problems: readonly RegistrationProblem[],
): string | null {
  const problem = problems.find((one) => one.field === field)?.problem;
  if (problem === undefined) return null;
  return problem === 'unreadable' ? (t.unreadable[field] ?? t.missing[field]) : t.missing[field];
}
