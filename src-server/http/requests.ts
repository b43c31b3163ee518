// What is told of a request, in the log and in the counts: which call, how it ended, how long it took. Never who asked, from
// where, about what. What nobody foresaw becomes an incident number that is also in the log.
import { randomBytes } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from '../server.ts';
import { storageTrouble } from '../storage/trouble.ts';
import type { Metrics } from './metrics.ts';

/** A request on its way: which call it turned out to be. */
type Note = { call: string | null };
const NOTE = Symbol('note');
const notes = new WeakMap<FastifyRequest, Note>();

/** A typed failure for which the contract names no status: the call was understood and cannot be done. */
const TYPED_FAILURE = 422;

/** What is busy for a moment is asked again after this. */
const RETRY_SECONDS = 2;

/** The call that `context` is made for will be told under its own name; without this a request counts under its route. */
export function toldAs<C extends object>(request: FastifyRequest, context: C): C {
  const note: Note = { call: null };
  notes.set(request, note);
  // The library copies contexts on their way.
  return Object.assign(context, { [NOTE]: note });
}

/** Counts and logs every request when it has been answered; answers what fails outside of any call. */
export function tellRequests(server: Server, http: FastifyInstance, metrics: Metrics): void {
  const { log } = server.ports;
  let warned = false;
  http.addHook('onRequest', async (request) => {
    if (warned || request.headers['x-forwarded-for'] === undefined || server.ports.trustedProxies.length > 0) return;
    warned = true;
    log.warn('a proxy is in front that is not trusted: set TRESEN_TRUSTED_PROXIES, or all clients look like one');
  });
  http.addHook('onResponse', async (request, reply) => {
    const call = notes.get(request)?.call ?? request.routeOptions.url ?? 'unknown';
    const status = reply.statusCode;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    metrics.finished(call, status, reply.elapsedTime);
    log[status >= 500 ? 'warn' : 'info']({ call, status, ms }, 'request');
  });
  http.setErrorHandler((error, request, reply) => answerFailure(server, error, request, reply));
}

/** For every oRPC door: `new RPCHandler(router, { ...toldCalls(server) })`, with a context from `toldAs`. */
export function toldCalls(server: Server) {
  const asForeseen = async <R>(options: {
    context: object;
    path: readonly string[];
    next: () => Promise<R> | R;
  }): Promise<Awaited<R>> => {
    const call = options.path.join('.');
    const { [NOTE]: note } = options.context as { [NOTE]?: Note };
    if (note) note.call = call;
    try {
      return await options.next();
    } catch (error) {
      throw asAnswer(server, call, error);
    }
  };
  /** 500 is for what nobody foresaw. */
  const withStatus = async <R>({ next }: { next: () => Promise<R> | R }): Promise<Awaited<R>> => {
    try {
      return await next();
    } catch (error) {
      if (!(error instanceof ORPCError) || error.status !== 500 || error.code === 'INTERNAL') throw error;
      const { code, defined, message, data, cause } = error;
      if (!defined) throw error;
      throw new ORPCError(String(code), { defined, message, data, cause, status: TYPED_FAILURE });
    }
  };
  return { interceptors: [withStatus], clientInterceptors: [asForeseen] };
}

/** @returns what a caller is told: a typed failure as it is, trouble of the database as such, anything else as an incident */
export function asAnswer(server: Server, call: string, error: unknown): ORPCError<string, unknown> {
  const unforeseen = error instanceof ORPCError && error.code === 'INTERNAL_SERVER_ERROR';
  if (error instanceof ORPCError && !unforeseen) return error;
  const reason = unforeseen ? (error.cause ?? error) : error;
  const trouble = storageTrouble(reason);
  if (trouble !== null) {
    const { code } = reason as { code?: string };
    server.ports.log.error({ call, trouble, code }, 'the database refuses');
    if (trouble === 'away')
      return new ORPCError('UNAVAILABLE', {
        ...{ defined: true, status: 503, message: 'the database is away for a moment' },
        data: { retryAfterSeconds: RETRY_SECONDS },
      });
    const storage = trouble === 'full' ? 'diskFull' : trouble;
    return new ORPCError('STORAGE', {
      ...{ defined: true, status: 507, message: 'the disk refuses' },
      data: { reason: storage },
    });
  }
  const incident = noteIncident(server, call, reason);
  return new ORPCError('INTERNAL', { defined: true, status: 500, message: 'internal', data: { incident } });
}

// --- details

/** The message may quote what was sent; the stack's frames cannot. @returns the number */
function noteIncident(server: Server, call: string, error: unknown): string {
  const incident = randomBytes(4).toString('hex').toUpperCase();
  const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at '));
  server.ports.log.error({ call, incident, name, code, frames }, 'internal');
  return incident;
}

async function answerFailure(
  server: Server,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
  // The library's own refusals: too long, not JSON, no such media type.
  if (statusCode >= 400 && statusCode < 500) return reply.code(statusCode).send({ code: code ?? 'BAD_REQUEST' });
  const answer = asAnswer(server, notes.get(request)?.call ?? request.routeOptions.url ?? 'unknown', error);
  return reply.code(answer.status).send({ code: answer.code, data: answer.data });
}
