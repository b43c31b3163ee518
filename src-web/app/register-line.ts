// The page's questions about a registration, each with an answer for every way it can go.
import { isDefinedError, safe } from '@orpc/client';
import type { Purpose } from '../../src-shared/consent/rules.ts';
import type {
  RegistrationDeclaration,
  RegistrationPerson,
  RegistrationProblem,
} from '../../src-shared/registration/public.ts';
import { deviceName } from './install.ts';
import type { Draft } from './register-draft.ts';
import { type Answer, keepOwnKey, patience, server, troubleOf } from './server-line.ts';
import type { Language } from './texts.ts';

type Ended = { kind: 'linkEnded' } | { kind: 'notOffered' };
type Invalid = { kind: 'invalid'; problems: readonly RegistrationProblem[] };
export type Opened = { email: string; branches: readonly { id: string; name: string; place: string }[] };

export type BeginAnswer = Answer<null> | { kind: 'notOffered' } | { kind: 'notAnAddress' } | { kind: 'mailAway' };
export type OpenAnswer = Answer<Opened> | Ended;
export type CheckAnswer = Answer<readonly RegistrationDeclaration[]> | Ended | Invalid;
export type SendAnswer = Answer<null> | Ended | Invalid | { kind: 'textChanged' };

export async function registrationOffered(): Promise<boolean> {
  const { error, data } = await safe(server.registration.offer(undefined, { signal: patience() }));
  return !error && data.possible;
}

export async function begin(email: string, language: Language): Promise<BeginAnswer> {
  const { error } = await safe(server.registration.begin({ email, language }, { signal: patience() }));
  if (!error) return { kind: 'ok', value: null };
  if (!isDefinedError(error)) return troubleOf(error);
  switch (error.code) {
    case 'NOT_AN_ADDRESS':
      return { kind: 'notAnAddress' };
    case 'NOT_OFFERED':
      return { kind: 'notOffered' };
    case 'MAIL_AWAY':
      return { kind: 'mailAway' };
    default:
      return troubleOf(error);
  }
}

export async function openLink(token: string): Promise<OpenAnswer> {
  const { error, data } = await safe(server.registration.open({ token }, { signal: patience() }));
  return error ? endedOr(error) : { kind: 'ok', value: data };
}

export async function check(token: string, person: RegistrationPerson): Promise<CheckAnswer> {
  const { error, data } = await safe(server.registration.check({ token, person }, { signal: patience() }));
  if (!error) return { kind: 'ok', value: data.declarations };
  if (isDefinedError(error) && error.code === 'INVALID') return { kind: 'invalid', problems: error.data.problems };
  return endedOr(error);
}

export async function send(
  { token, key, person, acknowledged }: Draft,
  consents: readonly { purpose: Purpose; versionId: string }[],
  language: Language,
): Promise<SendAnswer> {
  const { error } = await safe(
    server.registration.send(
      { token, key, person, acknowledged, consents: [...consents], language, deviceName: deviceName() },
      { signal: patience() },
    ),
  );
  if (!error) {
    keepOwnKey(key);
    return { kind: 'ok', value: null };
  }
  if (isDefinedError(error) && error.code === 'INVALID') return { kind: 'invalid', problems: error.data.problems };
  if (isDefinedError(error) && error.code === 'TEXT_CHANGED') return { kind: 'textChanged' };
  return endedOr(error);
}

// --- details

function endedOr(error: unknown): Ended | ReturnType<typeof troubleOf> {
  const { code } = (isDefinedError(error) ? error : {}) as { code?: string };
  if (code === 'LINK_ENDED') return { kind: 'linkEnded' };
  if (code === 'NOT_OFFERED') return { kind: 'notOffered' };
  return troubleOf(error);
}
