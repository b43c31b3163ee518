// What a card of a customer must hold. It does not know how a card is read.
import { periodProblem } from '../calendar/period.ts';
import type { CardLine } from './contract.ts';

export const cardKinds = ['external', 'chip', 'nfc', 'insurance'] as const;
export type CardKind = (typeof cardKinds)[number];

export type CardProblem = 'cardNumber.missing' | 'day.beforeItBegins';

export function cardProblems(line: CardLine): { field: string; problem: CardProblem }[] {
  const late = periodProblem(line.validFrom, line.validTo);
  return [
    ...(line.number === '' ? [{ field: 'number', problem: 'cardNumber.missing' as const }] : []),
    ...(late ? [{ field: 'validTo', problem: late }] : []),
  ];
}
