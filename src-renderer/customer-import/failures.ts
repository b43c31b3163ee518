// The import's own expected failures in words; whatever else goes wrong is said as everywhere.
import { isDefinedError } from '@orpc/client';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { customerImportTexts } from '../texts/customer-import.ts';

export function showImportFailure(error: unknown): void {
  const { codes } = textsNow(customerImportTexts);
  const code = isDefinedError(error) ? (error as { code: string }).code : '';
  if (code in codes) useMessages.getState().show({ tone: 'problem', text: codes[code as keyof typeof codes] });
  else showFailure(error);
}
