// Takes and gives contents in parts. What is complete has been checked: length, checksum, and that it is what it says.
import { createHash } from 'node:crypto';
import { PART_BYTES } from '../../src-shared/blobs/server-contract.ts';
import { LARGEST_BYTES, readFile } from '../../src-shared/documents/file-content.ts';
import { admitted, type calls } from '../http/calls.ts';
import type { KnownWorkstation } from '../joining.ts';
import type { Server } from '../server.ts';
import type { Trx } from '../storage/storage.ts';
import { placeOf } from './keep.ts';
import type { Seal } from './seal.ts';

export function blobsDoor(os: typeof calls.blobs) {
  return {
    state: os.state.handler(async ({ context, input, errors }) => {
      const named = await namedBlob(context.server, await admitted(context), input.sha256);
      if (!named) throw errors.GONE();
      return { size: named.size, have: named.have, complete: named.complete };
    }),

    put: os.put.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { sha256, from } = input;
      const bytes = Buffer.from(input.base64, 'base64');
      return server.storage.db
        .transaction()
        .execute(async (trx) => {
          await server.storage.dialect.lockChain(trx, workstation.chainId);
          const named = await namedBlob(server, workstation, sha256, trx);
          if (!named || named.size > LARGEST_BYTES) throw errors.GONE();
          if (named.complete) return { have: named.size, complete: true };
          const expected = Math.min(PART_BYTES, named.size - named.have);
          if (from !== named.have || bytes.length !== expected) throw errors.NOT_THIS({ data: { have: named.have } });
          const { chainId } = workstation;
          const sealed = server.seal.close(bytes, placeOf(chainId, sha256, from));
          await trx.insertInto('blobPart').values({ chainId, sha256, position: from, bytes: sealed }).execute();
          const have = from + bytes.length;
          if (have < named.size) return { have, complete: false };
          const whole = await allParts(trx, server.seal, chainId, sha256);
          if (!isWhatItSays(whole, sha256, named.mediaType)) {
            await trx.deleteFrom('blobPart').where('chainId', '=', chainId).where('sha256', '=', sha256).execute();
            return null;
          }
          await trx.insertInto('blob').values({ chainId, sha256, size: have, completedAt: server.now() }).execute();
          return { have, complete: true };
        })
        .then((answer) => {
          if (answer === null) throw errors.CONTENT();
          return answer;
        });
    }),

    get: os.get.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const workstation = await admitted(context);
      const { sha256, from } = input;
      const named = await namedBlob(server, workstation, sha256);
      if (!named) throw errors.GONE();
      if (!named.complete) throw errors.NOT_YET();
      const { chainId } = workstation;
      const part = await server.storage.db
        .selectFrom('blobPart')
        .select('bytes')
        .where('chainId', '=', chainId)
        .where('sha256', '=', sha256)
        .where('position', '=', from)
        .executeTakeFirst();
      if (!part) throw errors.GONE();
      const bytes = server.seal.open(part.bytes, placeOf(chainId, sha256, from));
      return { size: named.size, base64: bytes.toString('base64') };
    }),
  };
}

// --- details

/** undefined when no document within reach names it. */
async function namedBlob(
  { storage }: Server,
  { chainId, branchId }: KnownWorkstation,
  sha256: string,
  db: typeof storage.db | Trx = storage.db,
): Promise<{ size: number; mediaType: string; have: number; complete: boolean } | undefined> {
  const named = await db
    .selectFrom('namedBlob')
    .select(['size', 'mediaType'])
    .where('chainId', '=', chainId)
    .where('sha256', '=', sha256)
    .where((eb) => eb.or([eb('branchId', 'is', null), eb('branchId', '=', branchId)]))
    .executeTakeFirst();
  if (!named) return undefined;
  const last = await db
    .selectFrom('blobPart')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('chainId', '=', chainId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  const position = last?.position ?? null;
  const have = position === null ? 0 : Math.min(named.size, Number(position) + PART_BYTES);
  const complete = await db
    .selectFrom('blob')
    .select('size')
    .where('chainId', '=', chainId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return { ...named, have, complete: complete !== undefined };
}

async function allParts(trx: Trx, seal: Seal, chainId: string, sha256: string): Promise<Buffer> {
  const parts = await trx
    .selectFrom('blobPart')
    .select(['position', 'bytes'])
    .where('chainId', '=', chainId)
    .where('sha256', '=', sha256)
    .orderBy('position')
    .execute();
  return Buffer.concat(parts.map(({ position, bytes }) => seal.open(bytes, placeOf(chainId, sha256, position))));
}

/** A drawing (a branch's logo) is read by our own reader alone, which knows no scripts. */
function isWhatItSays(bytes: Buffer, sha256: string, mediaType: string): boolean {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
  if (mediaType === 'image/svg+xml') return bytes.subarray(0, 1024).toString('utf8').includes('<svg');
  const reading = readFile(bytes);
  return reading.ok && reading.mediaType === mediaType;
}
