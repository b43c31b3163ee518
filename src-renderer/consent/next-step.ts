// Which of the four steps comes next for a purpose: it has the focus and the colour, and everything else stays possible.
import type { ConsentOverview, DeclarationRecord } from '../../src-shared/consent/contract.ts';

export type Step = 'print' | 'sign' | 'scan' | 'withdraw';

/** null = nothing is left to do: signed and scanned, or withdrawn and not asked again. */
export function nextStep(declaration: DeclarationRecord, overview: ConsentOverview): Step | null {
  const states = declaration.purposes.map((one) => one.state);
  if (states.includes('granted')) {
    const own = overview.lines.filter((line) => declaration.purposes.some((one) => one.purpose === line.purpose));
    const last = own.findLast((line) => line.kind === 'granted');
    return own.some((line) => line.aboutEntryId === last?.id && line.kind === 'scanned') ? null : 'scan';
  }
  if (states.includes('open')) return 'sign';
  if (states.every((state) => state === 'withdrawn')) return null;
  return declaration.handOut.allowed ? 'print' : null;
}
