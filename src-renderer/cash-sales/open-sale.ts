// Which customers the open dialog 'Barverkauf' began with. The dialog itself stands in sale-dialog.tsx.
import { isDefinedError, safe } from '@orpc/client';
import { create } from 'zustand';
import type { SaleCustomer } from '../../src-shared/cash-sales/contract.ts';
import { client } from '../client.ts';
import { showFailure, textsNow } from '../frame/failure.ts';
import { useMessages } from '../frame/messages.ts';
import { saleTexts } from '../texts/cash-sales.ts';
import type { NamedCustomer } from '../ui/privacy-screen.ts';

export const useSale = create<{ customer: SaleCustomer | null }>(() => ({ customer: null }));

/** 'Kasse': carries the customer over (E-73). */
export async function openSale(customerId: string): Promise<void> {
  const { data, error } = await safe(client.cashSales.customer({ id: customerId }));
  if (!error) return useSale.setState({ customer: data });
  const problem = saleProblem(error);
  if (problem === null) return showFailure(error);
  useMessages.getState().show({ tone: 'problem', ...problem });
}

type SaleError = { code?: string; data?: { id: string; customer: string; reason: 'blocked' | 'deceased' } };

/** Why nothing is sold to somebody, and who is named in it; null = another failure. */
export function saleProblem(error: Error): { text: string; about: readonly NamedCustomer[] } | null {
  const t = textsNow(saleTexts);
  if (!isDefinedError(error)) return null;
  const { code, data } = error as SaleError;
  if (code === 'REFUSED' && data)
    return { text: t.refused[data.reason](data.customer), about: [{ id: data.id, name: data.customer }] };
  return code === 'GONE' ? { text: t.gone, about: [] } : null;
}
