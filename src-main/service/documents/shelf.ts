// Puts documents on the shelf and takes them off: a row that everybody sees, and the content under its checksum in the
// encrypted database. It does not know why a document is kept.
import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import {
  base64Bytes,
  type FileRefusal,
  freeName,
  LARGEST_BYTES,
  type MediaType,
  readFile,
} from '../../../src-shared/documents/file-content.ts';
import type { DocumentKind } from '../../../src-shared/documents/rules.ts';
import { blob, document, type Row } from '../../../src-shared/tables.ts';
import type { UnitOfWork } from '../database/save.ts';
import type { House } from '../house.ts';
import { dropContent } from './contents.ts';

export type NewDocument = {
  customerId: string;
  kind: DocumentKind;
  /** '-2', '-3' … is added where the customer has one of that name. */
  name: string;
  mediaType: MediaType;
  bytes: Uint8Array;
  createdBy: string;
  /** Only an administrator takes it away. */
  locked?: boolean;
};

/** @returns the new document's id and the name that it got */
export function keepDocument(house: House, unit: UnitOfWork, made: NewDocument): { id: string; name: string } {
  const { customerId, kind, mediaType, createdBy, locked = false } = made;
  const bytes = Buffer.from(made.bytes);
  const sha256 = checksum(bytes);
  house.db.orm.insert(blob).values({ sha256, bytes }).onConflictDoNothing().run();
  const id = house.newId();
  const name = freeName(made.name, new Set(documentsOf(house, customerId).map((one) => one.name)));
  unit.create('document', {
    ...{ id, customerId, kind, name, mediaType, sha256, createdBy, locked },
    ...{ size: bytes.length, createdAt: unit.now },
  });
  return { id, name };
}

/** Whether the customer has a document with this very content. */
export function isKept(house: House, customerId: string, bytes: Uint8Array): boolean {
  const sha256 = checksum(bytes);
  return documentsOf(house, customerId).some((one) => one.sha256 === sha256);
}

export function documentsOf(house: House, customerId: string): Row<'document'>[] {
  return house.db.orm
    .select()
    .from(document)
    .where(and(eq(document.customerId, customerId), isNull(document.removedAt)))
    .all();
}

/** A customer's document; undefined when there is none, or when it is nobody's (a logo). */
export function documentRow(house: House, id: string): (Row<'document'> & { customerId: string }) | undefined {
  const row = house.db.orm
    .select()
    .from(document)
    .where(and(eq(document.id, id), isNull(document.removedAt)))
    .get();
  return row?.customerId ? { ...row, customerId: row.customerId } : undefined;
}

export function contentOf(house: House, row: Row<'document'>): Buffer | undefined {
  return house.db.orm.select({ bytes: blob.bytes }).from(blob).where(eq(blob.sha256, row.sha256)).get()?.bytes;
}

/** The content goes with the last row that points to it: who took in the wrong sheet must be able to get rid of it. */
export function takeAway(house: House, unit: UnitOfWork, row: Row<'document'>): void {
  unit.remove('document', row.id);
  dropContent(house.db.sqlite, row.sha256);
}

export type Upload = { ok: true; mediaType: MediaType; bytes: Buffer } | { ok: false; refusal: FileRefusal };

/** Reads what the screen sent. Too much is refused before it is unpacked. */
export function readUpload(file: { base64: string }): Upload {
  if (base64Bytes(file.base64) > LARGEST_BYTES) return { ok: false, refusal: { reason: 'tooLarge' } };
  const bytes = Buffer.from(file.base64, 'base64');
  const reading = readFile(bytes);
  return reading.ok ? { ok: true, mediaType: reading.mediaType, bytes } : reading;
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
