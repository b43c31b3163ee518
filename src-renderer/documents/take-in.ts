// A file from the computer on its way in: judged by its content, tried whether it can be shown at all, and packed for the wire.
// What is done with it is the caller's business.
import { type FileRefusal, LARGEST_BYTES, readFile } from '../../src-shared/documents/file-content.ts';
import { textsNow } from '../frame/failure.ts';
import { openPdf } from '../printing/pdf.ts';
import { documentTexts } from '../texts/documents.ts';

export type TakenIn = { ok: true; upload: { name: string; base64: string } } | { ok: false; refusal: FileRefusal };

/** Files that the chooser of the system offers first; what is really in them is decided by `takeIn`. */
export const OFFERED_FILES = '.pdf,.jpg,.jpeg,.png';

export async function takeIn(file: File): Promise<TakenIn> {
  // A film of two gigabytes is not even read.
  if (file.size > LARGEST_BYTES) return { ok: false, refusal: { reason: 'tooLarge' } };
  const reading = readFile(new Uint8Array(await file.arrayBuffer()));
  if (!reading.ok) return reading;
  const { mediaType } = reading;
  const base64 = await base64Of(file);
  const refusal = mediaType === 'application/pdf' ? await tryPdf(base64) : await tryPicture(file, mediaType);
  return refusal ? { ok: false, refusal } : { ok: true, upload: { name: file.name, base64 } };
}

export function refusalText(refusal: FileRefusal): string {
  const t = textsNow(documentTexts);
  switch (refusal.reason) {
    case 'notAllowed':
      return t.refused.notAllowed(t.found[refusal.found]);
    case 'damaged':
      return t.refused.damaged(t.types[refusal.mediaType]);
    case 'empty':
    case 'tooLarge':
    case 'tooManyPixels':
    case 'protected':
      return t.refused[refusal.reason];
  }
}

/** Without the head 'data:…;base64,'. */
function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function tryPdf(base64: string): Promise<FileRefusal | null> {
  try {
    const pdf = await openPdf(base64);
    const { numPages } = pdf;
    await pdf.loadingTask.destroy();
    return numPages > 0 ? null : { reason: 'damaged', mediaType: 'application/pdf' };
  } catch (error) {
    if ((error as Error).name === 'PasswordException') return { reason: 'protected' };
    return { reason: 'damaged', mediaType: 'application/pdf' };
  }
}

async function tryPicture(file: Blob, mediaType: 'image/jpeg' | 'image/png'): Promise<FileRefusal | null> {
  try {
    const picture = await createImageBitmap(file, { resizeWidth: 16, resizeHeight: 16 });
    picture.close();
    return null;
  } catch {
    return { reason: 'damaged', mediaType };
  }
}
