// 'Barverkauf mit Kundenbezug': amount and text only (E-18), and which way of paying is proposed. No till: it keeps
// no receipts and knows no taxes.
import type { PaymentWay } from '../customers/rules.ts';

/** 99.999,99 €: more is a slip of the finger. */
export const MOST_CENTS = 9_999_999;
export const MOST_CUSTOMERS = 10;

export type AmountReading = { ok: true; cents: number } | { ok: false; problem: 'missing' | 'notAnAmount' | 'tooMuch' };

/** '12', '12,5', '1.234,50 €' and '12.50' are read; nothing and less than nothing is sold for nobody. */
export function readAmount(text: string): AmountReading {
  const typed = text.replace(/[€\s]|EUR/gi, '');
  if (typed === '') return { ok: false, problem: 'missing' };
  const german = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(typed);
  const pointed = german ? null : /^(\d+)\.(\d{1,2})$/.exec(typed);
  const [, whole = '', part = ''] = german ?? pointed ?? [];
  if (whole === '') return { ok: false, problem: 'notAnAmount' };
  const cents = Number(whole.replaceAll('.', '')) * 100 + Number(part.padEnd(2, '0'));
  if (cents > MOST_CENTS) return { ok: false, problem: 'tooMuch' };
  return cents > 0 ? { ok: true, cents } : { ok: false, problem: 'missing' };
}

/** '1.234,50 €' */
export function showAmount(cents: number): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${whole},${String(cents % 100).padStart(2, '0')}\u00A0€`;
}

export type ProposedPayment = {
  /** null = nothing is preset. */
  readonly way: PaymentWay | null;
  /** Several customers want it differently: that is said. */
  readonly differing: boolean;
};

/**
 * What a customer prefers goes before what is usual at the workstation. Of several customers in one transaction those
 * who prefer nothing do not count; where the others differ nothing is preset.
 */
export function proposedPayment(preferred: readonly (PaymentWay | null)[], usual: PaymentWay | null): ProposedPayment {
  const wishes = [...new Set(preferred.filter((one) => one !== null))];
  if (wishes.length > 1) return { way: null, differing: true };
  return { way: wishes[0] ?? usual, differing: false };
}
