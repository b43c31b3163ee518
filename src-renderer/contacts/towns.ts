// A postcode proposes its town from entries so far. It fills a blank town and one it filled itself, never one that was typed.
import type { UseFormReturn } from 'react-hook-form';
import type { MaskForm } from './mask-form.ts';

export function useTownProposal(
  _form: UseFormReturn<MaskForm>,
  _line: number,
): { proposals: readonly string[]; propose: (postcode: string) => void } {
  return { proposals: [], propose: () => undefined };
}
