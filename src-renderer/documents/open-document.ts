// Which document is being looked at, and its content: fetched when it is opened, forgotten when it is closed.
import { isDefinedError, safe } from '@orpc/client';
import { create } from 'zustand';
import type { FilePayload } from '../../src-shared/calls.ts';
import { client } from '../client.ts';
import { failureText, textsNow } from '../frame/failure.ts';
import { saveFile } from '../frame/save-file.ts';
import { documentTexts } from '../texts/documents.ts';

export const useOpenDocument = create<{ file: FilePayload | null; close: () => void }>((set) => ({
  file: null,
  close: () => set({ file: null }),
}));

/** Shows the viewer. @returns what went wrong, in words; null = it is open */
export async function openDocument(id: string): Promise<string | null> {
  const { file, problem } = await fetchDocument(id);
  if (file) useOpenDocument.setState({ file });
  return problem;
}

/** 'Speichern unter …'. @returns what went wrong, in words */
export async function saveDocument(id: string): Promise<string | null> {
  const { file, problem } = await fetchDocument(id);
  if (!file) return problem;
  const { error } = await safe(saveFile(file));
  return error ? failureText(error) : null;
}

async function fetchDocument(id: string): Promise<{ file: FilePayload | null; problem: string | null }> {
  const { data, error } = await safe(client.documents.content({ id }));
  if (!error) return { file: data, problem: null };
  const t = textsNow(documentTexts);
  if (isDefinedError(error) && error.code === 'GONE') return { file: null, problem: t.gone };
  if (isDefinedError(error) && error.code === 'ELSEWHERE') return { file: null, problem: t.elsewhere };
  return { file: null, problem: failureText(error) };
}
