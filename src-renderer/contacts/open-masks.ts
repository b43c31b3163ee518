// What a new mask begins with, and which masks are one and the same: a new customer's mask goes on, with its focus and its
// open dialogs, as the mask of the customer that it became.
import { usePlace } from '../paths.ts';
import type { MaskForm } from './mask-form.ts';

export type Beginning = {
  fields: Partial<MaskForm>;
  /** They count as typed, not as given: they carry the mark of a change and are kept as a draft. */
  typed: boolean;
};

const beginnings = new Map<string, Beginning>();
const continued = new Map<string, string>();

/** What the new mask with this draft id begins with. */
export function beginMask(draftId: string, beginning: Beginning): void {
  beginnings.set(draftId, beginning);
}

export function beginningOf(draftId: string): Beginning | null {
  return beginnings.get(draftId) ?? null;
}

/** The mask with this draft id is now the customer's. */
export function continueMask(customerId: string, draftId: string): void {
  continued.set(customerId, draftId);
}

/** Equal for places that are one mask. */
export function maskKey(place: { page: 'new'; draftId: string } | { page: 'customer'; id: string }): string {
  return place.page === 'new' ? place.draftId : (continued.get(place.id) ?? place.id);
}

// Another visit to the customer is another mask.
usePlace.subscribe(({ place }) => {
  for (const customerId of continued.keys()) {
    if (!('id' in place) || place.id !== customerId) continued.delete(customerId);
  }
});
