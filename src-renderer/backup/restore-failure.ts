// Turns a refused restore into its sentence; whatever else goes wrong has its words elsewhere.
import { isDefinedError } from '@orpc/client';
import { failureText } from '../frame/failure.ts';
import { backupTexts } from '../texts/backup.ts';
import { useLanguage } from '../texts/catalogue.ts';

type Texts = (typeof backupTexts)['de' | 'en'];

export function restoreFailureText(error: unknown): string {
  return textOf(error, (t) => t.restore.failures);
}

export function unlockFailureText(error: unknown): string {
  return textOf(error, (t) => t.unlock.failures);
}

function textOf(error: unknown, pick: (t: Texts) => Record<string, string>): string {
  const code = isDefinedError(error) ? (error as { code: string }).code : '';
  return pick(backupTexts[useLanguage.getState().language])[code] ?? failureText(error);
}
