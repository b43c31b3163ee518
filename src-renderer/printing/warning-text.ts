// The warnings of a form in words. Codes and their facts come from src-shared/printing.
import type { Preview } from '../../src-shared/printing/contract.ts';
import type { FormWarning } from '../../src-shared/printing/jobs.ts';
import { textsNow } from '../frame/failure.ts';
import { printingTexts } from '../texts/printing.ts';

export function warningText(given: Preview['warnings'][number]): string {
  const t = textsNow(printingTexts).warning;
  // The wire carries codes loosely; they are made from this very union in the main process.
  const warning = given as unknown as FormWarning;
  switch (warning.code) {
    case 'noAddress':
      return t.noAddress;
    case 'addressIncomplete':
      return t.addressIncomplete(warning.missing.map((part) => t.parts[part]).join(', '));
    case 'tooManyLines':
      return t.tooManyLines(warning.lines, warning.shown);
    case 'lineTooWide':
      return t.lineTooWide(warning.line);
    case 'returnAddressTooWide':
      return t.returnAddressTooWide;
    case 'missingCharacters':
      return t.missingCharacters(warning.characters.join(' '));
    case 'logoUnusable':
      return t.logoUnusable;
  }
}
