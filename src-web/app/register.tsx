// Registering, one question a screen: the address first, and with the link of the mail who somebody is, what he read and what
// he agrees to. The phone's own 'back' goes one screen back; what was typed survives a reload.
import { useEffect, useRef, useState } from 'react';
import type {
  RegistrationDeclaration,
  RegistrationField,
  RegistrationProblem,
} from '../../src-shared/registration/public.ts';
import type { Shop } from './app.tsx';
import { hasEarlier, useScreens } from './connect.tsx';
import { Consents, Privacy } from './register-agree.tsx';
import { type Draft, forgetDraft, useDraft } from './register-draft.ts';
import { RegisterEmail } from './register-email.tsx';
import { BranchChoice, Fields } from './register-fields.tsx';
import { check, type Opened, openLink } from './register-line.ts';
import { useRegisterTexts } from './register-texts.ts';
import { Problem, Sheet } from './sheet.tsx';
import { useTexts } from './texts.ts';

type Way = { shop: Shop; registered: () => void; leave: () => void };

export function Register(way: Way) {
  const [draft, change] = useDraft();
  const [again, setAgain] = useState(false);
  if (!draft || again) return <RegisterEmail {...way} />;
  return <WithLink {...way} draft={draft} change={change} again={() => setAgain(true)} />;
}

type Screen = 'branch' | 'person' | 'address' | 'phone' | 'privacy' | 'consents';
const FIELDS = {
  person: ['firstName', 'lastName', 'birthDate'],
  address: ['street', 'houseNumber', 'postcode', 'town', 'country'],
  phone: ['phone'],
} as const satisfies Partial<Record<Screen, readonly RegistrationField[]>>;

type LinkWay = Way & { draft: Draft; change: (change: Partial<Draft>) => void; again: () => void };

function WithLink(way: LinkWay) {
  const t = useRegisterTexts();
  const { back, loading, refused } = useTexts();
  const { shop, draft, again, leave } = way;
  const [link, setLink] = useState<Awaited<ReturnType<typeof openLink>> | null>(null);
  const { token } = draft;
  useEffect(() => {
    let over = false;
    void openLink(token).then((answer) => {
      if (!over) setLink(answer);
    });
    return () => {
      over = true;
    };
  }, [token]);
  if (link?.kind === 'ok') return <Questions {...way} opened={link.value} />;
  if (link?.kind === 'linkEnded' || link?.kind === 'notOffered') {
    const words = link.kind === 'linkEnded' ? t.ended : t.notOffered;
    const leaveDraft = (go: () => void) => () => {
      forgetDraft();
      go();
    };
    return (
      <Sheet key={link.kind} {...shop} title={words.title} back={leaveDraft(leave)}>
        <p>{words.text}</p>
        {link.kind === 'linkEnded' && (
          <button type="button" className="main" onClick={leaveDraft(again)}>
            {t.ended.again}
          </button>
        )}
      </Sheet>
    );
  }
  return (
    <Sheet key="opening" {...shop} title={shop.branchName ?? shop.appName}>
      {link === null ? <p>{loading}</p> : <Problem text={refused.offline} />}
      {link !== null && (
        <button type="button" className="second" onClick={leave}>
          {back}
        </button>
      )}
    </Sheet>
  );
}

function Questions({ shop, draft, change, opened, registered, leave }: LinkWay & { opened: Opened }) {
  const t = useRegisterTexts();
  const { refused } = useTexts();
  const { branches } = opened;
  const several = branches.length > 1;
  const [screen, go] = useScreens<Screen>(several ? 'branch' : 'person');
  const [problems, setProblems] = useState<readonly RegistrationProblem[]>([]);
  const [declarations, setDeclarations] = useState<readonly RegistrationDeclaration[]>([]);
  const [trouble, setTrouble] = useState<string | null>(null);
  const branchId = several ? draft.person.branchId : (branches[0]?.id ?? '');
  const person = { ...draft.person, branchId };
  const back = hasEarlier() ? () => history.back() : leave;
  const typed = (field: RegistrationField, value: string) => {
    change({ person: { ...person, [field]: value } });
    setProblems((before) => before.filter((one) => one.field !== field));
  };

  /** @returns whether it may go on */
  const judge = async (): Promise<boolean> => {
    setTrouble(null);
    const answer = await check(draft.token, person);
    if (answer.kind === 'ok') {
      setDeclarations(answer.value);
      return true;
    }
    if (answer.kind === 'invalid') show(answer.problems);
    else if (answer.kind === 'tooMany') setTrouble(refused.tooMany(Math.ceil(answer.seconds / 60)));
    else setTrouble(answer.kind === 'offline' ? refused.offline : t.ended.text);
    return false;
  };
  /** Goes to where the first of them can be mended. */
  const show = (found: readonly RegistrationProblem[]) => {
    setProblems(found);
    const first = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).find((one) =>
      FIELDS[one].some((field) => found.some((problem) => problem.field === field)),
    );
    const there = first ?? (found.some(({ field }) => field === 'branchId') ? 'branch' : screen);
    if (there !== screen) go(there);
  };
  // A reload on a later screen: the declarations are asked for once more.
  const needsTexts = (screen === 'privacy' || screen === 'consents') && declarations.length === 0;
  const latest = useRef(judge);
  latest.current = judge;
  useEffect(() => {
    if (needsTexts) void latest.current();
  }, [needsTexts]);

  const filledIn = (fields: readonly RegistrationField[], next: () => void | Promise<void>) => {
    const missing = fields
      .filter((field) => field !== 'country' && person[field].trim() === '')
      .map((field): RegistrationProblem => ({ field, problem: 'missing' }));
    setProblems(missing);
    if (missing.length === 0) return next();
  };
  const fieldsProps = { person, problems, typed, trouble };
  switch (screen) {
    case 'branch':
      return (
        <Sheet key={screen} {...shop} title={t.branch.title} back={back}>
          <BranchChoice
            {...{ branches, chosen: branchId, problems }}
            choose={(id) => typed('branchId', id)}
            next={() => void filledIn(['branchId'], () => go('person'))}
          />
        </Sheet>
      );
    case 'person':
      return (
        <Sheet key={screen} {...shop} title={t.person.title} back={back}>
          <Fields {...fieldsProps} fields={FIELDS.person} next={() => filledIn(FIELDS.person, () => go('address'))} />
        </Sheet>
      );
    case 'address':
      return (
        <Sheet key={screen} {...shop} title={t.address.title} back={back}>
          <Fields {...fieldsProps} fields={FIELDS.address} next={() => filledIn(FIELDS.address, () => go('phone'))} />
        </Sheet>
      );
    case 'phone':
      return (
        <Sheet key={screen} {...shop} title={t.phone.title} back={back}>
          <Fields
            {...fieldsProps}
            fields={FIELDS.phone}
            next={() =>
              filledIn(FIELDS.phone, async () => {
                if (await judge()) go('privacy');
              })
            }
          />
        </Sheet>
      );
    case 'privacy':
      return (
        <Sheet key={screen} {...shop} title={t.privacy.title} back={back}>
          <Problem text={trouble} />
          <Privacy {...{ declarations, draft, change }} next={() => go('consents')} />
        </Sheet>
      );
    case 'consents':
      return (
        <Sheet key={screen} {...shop} title={t.consents.title} back={back}>
          <Consents
            {...{ declarations, draft: { ...draft, person }, change, registered }}
            refused={show}
            textChanged={async () => {
              await judge();
              go('privacy');
            }}
          />
        </Sheet>
      );
  }
}
