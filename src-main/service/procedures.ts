// The door of every call: parses, asks for sign-in and role as the contract says, and turns what nobody foresaw into an
// incident number that is also in the log. Inputs and rows never reach the log.
import { type ImplementerInternalWithMiddlewares, implement, ORPCError } from '@orpc/server';
import type { CallMeta, Role } from '../../src-shared/calls.ts';
import { contract } from '../../src-shared/contract.ts';
import { mayCall } from '../../src-shared/sign-in/rules.ts';
import { incidentNumber } from './incident.ts';
import type { Counter } from './service.ts';
import { withProof } from './sync/proof-guard.ts';

export type CallContext = { counter: Counter };

const SLOW_MS = 40;

const guarded = implement(contract)
  .$context<CallContext>()
  .use(async ({ context, next, path, procedure }) => {
    const { role, waitsForPerson } = procedure['~orpc'].meta as CallMeta;
    const { counter } = context;
    admit(role, counter);
    const began = performance.now();
    // An import under way lets whatever this call writes go first.
    const gate = waitsForPerson ? undefined : counter.house?.importing.gate;
    gate?.enter();
    try {
      return await withProof(counter.house?.sync, next);
    } catch (error) {
      throw asAnswer(error, path, counter);
    } finally {
      gate?.leave();
      const took = performance.now() - began;
      if (took > SLOW_MS && !waitsForPerson)
        counter.ports.log.info({ call: path.join('.'), ms: Math.round(took) }, 'slow call');
    }
  });

/** By name: written out, the whole contract is longer than the compiler can put down. */
type Procedures = ImplementerInternalWithMiddlewares<typeof contract, CallContext & Record<never, never>, CallContext>;

export const procedures: Procedures = guarded;

function admit(role: CallMeta['role'], counter: Counter): void {
  if (role === 'anyone') return;
  const person = counter.session.person;
  if (!person) throw new ORPCError('NOT_SIGNED_IN', { defined: true, status: 401 });
  if (!mayCall(role, person.role))
    throw new ORPCError('FORBIDDEN', { defined: true, status: 403, data: { needed: role as Role } });
}

const STORAGE: [RegExp, 'diskFull' | 'readOnly' | 'busy' | 'damaged'][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'diskFull'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM)/, 'readOnly'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'busy'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR)/, 'damaged'],
];

function asAnswer(error: unknown, path: readonly string[], counter: Counter): unknown {
  if (error instanceof ORPCError) return error;
  const code = (error as { code?: string }).code ?? '';
  const reason = STORAGE.find(([pattern]) => pattern.test(code))?.[1];
  if (reason) {
    counter.ports.log.error({ call: path.join('.'), code }, 'the disk refuses');
    if (reason === 'damaged') counter.house?.upkeep.health.suspect();
    return new ORPCError('STORAGE', { defined: true, status: 507, data: { reason } });
  }
  const incident = incidentNumber();
  const { name, stack } = error as Error;
  // The message may quote what was typed; the stack's frames cannot.
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at '));
  counter.ports.log.error({ call: path.join('.'), incident, name, code, frames }, 'internal');
  return new ORPCError('INTERNAL', { defined: true, status: 500, data: { incident } });
}
