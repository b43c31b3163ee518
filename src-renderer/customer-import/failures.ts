// The import's own expected failures in words; whatever else goes wrong is said as everywhere.
import { isDefinedError } from '@orpc/client';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { useLanguage } from '../texts/catalogue.ts';
import { customerImportTexts } from '../texts/customer-import.ts';
import { counted } from './amounts.ts';

export function showImportFailure(error: unknown): void {
  const { codes, noNumbers } = textsNow(customerImportTexts);
  const code = isDefinedError(error) ? (error as { code: string }).code : '';
  if (code === 'NO_NUMBERS') {
    const { needed, left } = (error as { data: { needed: number; left: number } }).data;
    const { language } = useLanguage.getState();
    const text = noNumbers(counted(needed, language), counted(left, language));
    useMessages.getState().show({ tone: 'problem', text });
  } else if (code in codes) useMessages.getState().show({ tone: 'problem', text: codes[code as keyof typeof codes] });
  else showFailure(error);
}
