// What is read and what is agreed to: the privacy declaration in full, a box that it was taken note of, and a box for every
// consent, none of them ticked. Taking note is no consent (B-16).
import { type FormEvent, useState } from 'react';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import { textParts } from '../../src-shared/consent/text-block.ts';
import type { RegistrationDeclaration, RegistrationProblem } from '../../src-shared/registration/public.ts';
import { type Draft, forgetDraft } from './register-draft.ts';
import { send } from './register-line.ts';
import { useRegisterTexts } from './register-texts.ts';
import { Problem } from './sheet.tsx';
import { useLanguage, useTexts } from './texts.ts';

type Agreeing = {
  declarations: readonly RegistrationDeclaration[];
  draft: Draft;
  change: (change: Partial<Draft>) => void;
};

export function Privacy({ declarations, draft, change, next }: Agreeing & { next: () => void }) {
  const t = useRegisterTexts().privacy;
  const { next: nextWord, loading } = useTexts();
  const [missing, setMissing] = useState(false);
  const privacy = declarations.find(({ purposes }) => purposes.includes('storage'));
  if (!privacy) return <p>{loading}</p>;
  const noted = draft.acknowledged === privacy.versionId;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!noted);
    if (noted) next();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Declaration declaration={privacy} />
      <label className="tick">
        <input
          type="checkbox"
          checked={noted}
          onChange={({ target }) => {
            change({ acknowledged: target.checked ? privacy.versionId : null });
            setMissing(false);
          }}
          aria-describedby="noted-problem"
        />
        {t.box}
      </label>
      <Problem id="noted-problem" text={missing ? t.missing : null} />
      <button type="submit" className="main">
        {nextWord}
      </button>
    </form>
  );
}

type Sending = Agreeing & {
  registered: () => void;
  refused: (problems: readonly RegistrationProblem[]) => void;
  textChanged: () => Promise<void>;
};

export function Consents({ declarations, draft, change, registered, refused, textChanged }: Sending) {
  const t = useRegisterTexts();
  const { refused: troubles, loading } = useTexts();
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (declarations.length === 0) return <p>{loading}</p>;
  const boxes = declarations.flatMap(({ purposes, versionId }) => purposes.map((purpose) => ({ purpose, versionId })));
  const isTicked = (purpose: Purpose, versionId: string) => draft.ticked.includes(`${purpose} ${versionId}`);
  const tick = (purpose: Purpose, versionId: string, on: boolean) => {
    const name = `${purpose} ${versionId}`;
    change({ ticked: on ? [...draft.ticked, name] : draft.ticked.filter((one) => one !== name) });
    setProblem(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const consents = boxes.filter(({ purpose, versionId }) => isTicked(purpose, versionId));
    if (!consents.some(({ purpose }) => purpose === 'app')) return setProblem(t.consents.missing);
    setBusy(true);
    setProblem(null);
    const answer = await send(draft, consents, language);
    setBusy(false);
    switch (answer.kind) {
      case 'ok':
        forgetDraft();
        return registered();
      case 'invalid':
        refused(answer.problems);
        return setProblem(
          answer.problems.some(({ field }) => field === 'acknowledged') ? t.privacy.missing : t.consents.missing,
        );
      case 'textChanged':
        setProblem(t.consents.changed);
        return textChanged();
      case 'tooMany':
        return setProblem(troubles.tooMany(Math.ceil(answer.seconds / 60)));
      case 'offline':
        return setProblem(troubles.offline);
      case 'linkEnded':
        return setProblem(t.ended.text);
      case 'notOffered':
        return setProblem(t.notOffered.text);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>{t.consents.lead}</p>
      {[...declarations].sort(appFirst).map((declaration) => (
        <fieldset key={declaration.versionId}>
          <legend>{declaration.title}</legend>
          {declaration.purposes.map((purpose) => (
            <label key={purpose} className="tick">
              <input
                type="checkbox"
                checked={isTicked(purpose, declaration.versionId)}
                onChange={({ target }) => tick(purpose, declaration.versionId, target.checked)}
              />
              {t.consents.boxes[purpose]}
            </label>
          ))}
          <details>
            <summary>{t.consents.read(declaration.title)}</summary>
            <Declaration declaration={declaration} />
          </details>
        </fieldset>
      ))}
      <Problem text={problem} />
      <button type="submit" className="main" aria-disabled={busy}>
        {busy ? t.consents.busy : t.consents.send}
      </button>
    </form>
  );
}

// --- details

/** What one came for stands first. */
function appFirst(one: RegistrationDeclaration, other: RegistrationDeclaration): number {
  return Number(other.purposes.includes('app')) - Number(one.purposes.includes('app'));
}

/** The branch's own words, in its own language. */
function Declaration({ declaration }: { declaration: RegistrationDeclaration }) {
  const t = useRegisterTexts().privacy;
  const language = useLanguage();
  const { title, number, validFrom, text } = declaration;
  const day = new Date(validFrom).toLocaleDateString(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'medium' });
  return (
    <div className="declaration">
      <p className="hint">{t.version(title, number, day)}</p>
      <div lang="de">
        {textParts(text).map((part, at) => {
          const key = `${at} ${part.text.slice(0, 20)}`;
          return part.kind === 'heading' ? <h2 key={key}>{part.text}</h2> : <p key={key}>{part.text}</p>;
        })}
      </div>
    </div>
  );
}
