// Sends a chosen file to the service in parts, one after the other, so that it is never in memory as a whole.
import { PART_BYTES } from '../../src-shared/customer-import/limits.ts';
import { client } from '../client.ts';

/** @param sent told after each part, 0 to 1. @throws failures of the calls */
export async function sendList(file: File, sent: (share: number) => void): Promise<void> {
  const { fileId } = await client.customerImport.beginUpload({ name: file.name, size: file.size });
  for (let position = 0; position * PART_BYTES < file.size; position++) {
    const part = file.slice(position * PART_BYTES, (position + 1) * PART_BYTES);
    await client.customerImport.addPart({ fileId, position, base64: base64Of(await part.arrayBuffer()) });
    sent(Math.min(1, ((position + 1) * PART_BYTES) / file.size));
  }
  await client.customerImport.endUpload({ fileId });
}

function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
