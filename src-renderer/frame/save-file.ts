// A file on its way out of the program: in the window through the system's dialog, in a browser as its download.
import type { FilePayload } from '../../src-shared/calls.ts';
import { client } from '../client.ts';
import { frameTexts } from '../texts/frame.ts';
import { textsNow } from './failure.ts';
import { type Message, useMessages } from './messages.ts';

/**
 * Resolves when the file is where it was to go, or the person has changed his mind.
 * @param said what is told then; in the window it is always told, a browser tells of its downloads itself
 * @throws what went wrong, for failureText
 */
export async function saveFile(file: FilePayload, said?: Omit<Message, 'id'>): Promise<void> {
  const { show, dismiss, messages } = useMessages.getState();
  const t = textsNow(frameTexts);
  // How the last one fared says nothing of this one.
  const before = [t.fileSaved, ...Object.values(t.failure.notSaved)];
  for (const { id, text } of messages) if (before.includes(text)) dismiss(id);
  const { host } = await client.shell.about();
  if (host === 'browser') {
    download(file);
    if (said) show(said);
  } else if ((await client.shell.saveFile(file)) === 'saved') show(said ?? { tone: 'done', text: t.fileSaved });
}

export function blobOf({ base64, mediaType }: FilePayload): Blob {
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: mediaType });
}

export function base64Of(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

function download(file: FilePayload): void {
  const url = URL.createObjectURL(blobOf(file));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The download has begun by then; a picture of 20 MB must not stay in memory.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
