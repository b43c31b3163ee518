// Counters send longer bodies compressed; a body may not grow beyond the limit while it is unpacked.
import { createGunzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Twice what a request may have at the most: the door refuses what is longer; this ends the work on it. */
const LONGEST_UNPACKED = 64 * 1024 * 1024;

export function gunzipBodies(http: FastifyInstance): void {
  http.addHook('preParsing', async (request, _reply, payload) => {
    if (request.headers['content-encoding'] !== 'gzip') return payload;
    delete request.headers['content-encoding'];
    delete request.headers['content-length'];
    const unpacked = createGunzip();
    let length = 0;
    unpacked.on('data', (part: Buffer) => {
      length += part.length;
      if (length > LONGEST_UNPACKED) unpacked.destroy(tooLong());
    });
    payload.on('error', (error) => unpacked.destroy(error));
    // Where the body was refused for its length nobody reads on, or hears how it ended: that must not end the server.
    unpacked.on('error', () => undefined);
    unpacked.pause();
    return payload.pipe(unpacked);
  });
}

function tooLong(): Error {
  return Object.assign(new Error('too long'), { statusCode: 413, code: 'TOO_LONG' });
}
