// Answers longer than a network packet go out compressed to whoever takes that: pages of the feed are text and shrink to a
// tenth. A short one is not worth it.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const LONG_ANSWER = 2048;
const pack = promisify(gzip);

export function gzipAnswers(http: FastifyInstance): void {
  http.addHook('onSend', async (request, reply, payload) => {
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
    if (!Buffer.isBuffer(body) || body.length < LONG_ANSWER || reply.hasHeader('content-encoding')) return payload;
    reply.header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return payload;
    reply.header('content-encoding', 'gzip');
    reply.removeHeader('content-length');
    // The lightest step: the server has many to answer, and the rest of the way is short.
    return pack(body, { level: 1 });
  });
}
