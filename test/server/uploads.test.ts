// Documents that are not what they say: a web page called a PDF, a picture with another checksum, a part too long or too early,
// more than was promised. Nothing of it is kept, and nobody is given it; on both databases.
import { createHash } from 'node:crypto';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LARGEST_BYTES } from '../../src-shared/documents/file-content.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { type Chain, openTwoChains, type TwoChains } from '../support/two-chains.ts';

let postgres: TestPostgres | null = null;
beforeAll(async () => {
  if (noPostgres === null) postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.close());

const PAGE = Buffer.from('<!doctype html><script>fetch("//evil.example.com")</script>');
const PDF = Buffer.from(await (await withOnePage()).save());
const PICTURE = PNG.sync.write(new PNG({ width: 2, height: 2 }));
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.each(['SQLite', ...(noPostgres === null ? ['PostgreSQL'] : [])])('on %s', (kind) => {
  let world: TwoChains;
  let own: Chain;
  beforeEach(async () => {
    world = await openTwoChains(kind === 'PostgreSQL' ? await postgres?.database() : undefined);
    own = world.own;
    return () => world.close();
  }, 120_000);

  const blobs = () => world.line(own.token).blobs;
  /** A document of this customer says so. @returns the checksum it names */
  async function named(bytes: Buffer, mediaType: string, more: object = {}): Promise<string> {
    const made = world.creation('document', own);
    const row = JSON.parse(made.to ?? '') as Record<string, unknown>;
    const sha256 = sha256Of(bytes);
    const to = JSON.stringify({ ...row, kind: 'other', mediaType, sha256, size: bytes.length, ...more });
    expect(await world.pushed(own, [{ ...made, to }])).toBe('taken');
    return String(({ sha256, ...more } as { sha256: string }).sha256);
  }
  const put = (sha256: string, bytes: Buffer, from = 0) =>
    blobs()
      .put({ sha256, from, base64: bytes.toString('base64') })
      .then(
        (answer) => (answer.complete ? 'complete' : 'part'),
        (error: { code: string }) => error.code,
      );
  const nothingKept = async (sha256: string) => {
    expect(await blobs().state({ sha256 })).toMatchObject({ have: 0, complete: false });
    await expect(blobs().get({ sha256, from: 0 })).rejects.toMatchObject({ code: 'NOT_YET' });
    const { db } = world.server.running.server.storage;
    expect(await db.selectFrom('blobPart').select('position').where('sha256', '=', sha256).execute()).toEqual([]);
  };

  test.each([
    ['a web page that says it is a PDF', PAGE, 'application/pdf'],
    ['a web page that says it is a picture', PAGE, 'image/png'],
    ['a PDF that says it is a picture', PDF, 'image/png'],
    ['a picture that says it is a PDF', PICTURE, 'application/pdf'],
    ['a web page that says it is a drawing', PAGE, 'image/svg+xml'],
    ['a web page that says it is one', PAGE, 'text/html'],
  ])('%s', async (_, bytes, mediaType) => {
    const sha256 = await named(bytes, mediaType);
    expect(await put(sha256, bytes)).toBe('CONTENT');
    await nothingKept(sha256);
  });

  test('another content than the checksum says', async () => {
    const sha256 = await named(PDF, 'application/pdf');
    const other = Buffer.from(PDF);
    other[other.length >> 1] = (other[other.length >> 1] ?? 0) ^ 1;
    expect(await put(sha256, other)).toBe('CONTENT');
    await nothingKept(sha256);
    expect(await put(sha256, PDF)).toBe('complete');
    // Once it is there, nothing replaces it.
    expect(await put(sha256, PAGE)).toBe('complete');
    const { base64 } = await blobs().get({ sha256, from: 0 });
    expect(Buffer.from(base64, 'base64').equals(PDF)).toBe(true);
  });

  test('longer, shorter, or from another place than was promised; larger than anything may be; named by nobody', async () => {
    const sha256 = await named(PDF, 'application/pdf');
    expect(await put(sha256, Buffer.concat([PDF, PAGE]))).toBe('NOT_THIS');
    expect(await put(sha256, PDF.subarray(1))).toBe('NOT_THIS');
    expect(await put(sha256, PDF, 4)).toBe('NOT_THIS');
    await nothingKept(sha256);
    const huge = await named(PICTURE, 'image/png', { size: LARGEST_BYTES + 1 });
    expect(await put(huge, PICTURE)).toBe('GONE');
    expect(await put(sha256Of(PAGE), PAGE)).toBe('GONE');
    expect(await put('../../etc/passwd', PAGE)).toBe('BAD_REQUEST');
  });
});

// --- details

async function withOnePage(): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  document.addPage();
  return document;
}
