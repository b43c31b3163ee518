// Gives a handler the open house, or answers that the database is not open.
import { ORPCError } from '@orpc/server';
import type { House } from './house.ts';
import type { CallContext } from './procedures.ts';

export function opened(context: CallContext): House {
  const { house } = context.counter;
  if (!house) throw new ORPCError('NOT_OPEN', { defined: true, status: 503 });
  return house;
}

/** The signed-in employee; only for calls whose contract asks for sign-in. */
export function signedIn(context: CallContext): {
  id: string;
  name: string;
  role: 'employee' | 'accounting' | 'administrator';
} {
  const { person } = context.counter.session;
  if (!person) throw new ORPCError('NOT_SIGNED_IN', { defined: true, status: 401 });
  return person;
}
