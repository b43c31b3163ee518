// What a tab, a symbol or a companion of the customer mask may see and do: the one agreement between the mask and the
// features that plug into it (mask-tabs.tsx). It says nothing about how the mask saves, keeps drafts or is drawn.
import { useEffect, useRef } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { CustomerRecord } from '../../src-shared/customers/contract.ts';
import type { Settings } from '../../src-shared/settings/rules.ts';
import type { Person, Seat } from '../../src-shared/sign-in/contract.ts';
import type { MaskForm } from './mask-form.ts';

export type MaskState = {
  /** null until a new customer has been saved for the first time. */
  readonly customerId: string | null;
  /** As last saved; read again when rows change. null for a new customer. */
  readonly record: CustomerRecord | null;
  /** Every field as it is typed right now. Fields are edited through it; what is saved stands in `record`. */
  readonly form: UseFormReturn<MaskForm>;
  /** Something on the mask differs from what is saved. */
  readonly changed: boolean;
  /** Tab 'Zugangsdaten': what the box 'Aktiv' says; null = untouched. Kept in the draft, sent with F1. */
  readonly appActive: boolean | null;
  setAppActive(active: boolean | null): void;
  /** The chain's settings as they count now. */
  readonly settings: Settings;
  readonly person: Person;
  readonly seat: Seat;
  /**
   * What F1 does: saves every field of the mask, says 'Gespeichert.' and tells the listeners. null = it could not be saved
   * and the screen already says why. Saves without changes too, because a printed password becomes valid with F1 (T-09).
   */
  saveMask(): Promise<SavedMask | null>;
  /** As `saveMask`, and waits for what the listeners do after it: for what goes on with the saved customer. */
  saveAndFollow(): Promise<SavedMask | null>;
  /** Use `useMaskListener`. */
  listen(listener: MaskListener): () => void;
  /** Use `useHeldWork`. */
  hold(held: HeldWork): () => void;
};

export type SavedMask = {
  customerId: string;
  number: string;
  /** It was a new customer. */
  created: boolean;
  /** Top-level fields of the mask that differed; empty = nothing on the mask had changed. */
  changed: readonly (keyof MaskForm)[];
  /** There is a new login code: ask 'Anmeldecode drucken'. */
  newLoginCode: boolean;
};

export type MaskListener = {
  /** After each save that went through. 'Speichern & Schließen' waits for the promise before it closes the mask. */
  saved?: (saved: SavedMask) => void | Promise<void>;
  /** App access refused the save (closed words of app-access/rules.ts). true = the listener tells the user. */
  refused?: (reason: string) => boolean;
};

/** Work that is no field but would be lost by leaving: a printed password that F1 has not made valid yet. */
export type HeldWork = {
  /** The sentence of the question that is asked before leaving. */
  sentence: string;
  /** Runs after 'Verwerfen'. */
  discard: () => Promise<void>;
};

/** Hears saves of this mask while the calling component is mounted. */
export function useMaskListener(mask: MaskState, listener: MaskListener): void {
  const latest = useRef(listener);
  latest.current = listener;
  const { listen } = mask;
  useEffect(
    () =>
      listen({
        saved: (saved) => latest.current.saved?.(saved),
        refused: (reason) => latest.current.refused?.(reason) ?? false,
      }),
    [listen],
  );
}

/** Makes leaving ask while `held` is not null. */
export function useHeldWork(mask: MaskState, held: HeldWork | null): void {
  const latest = useRef(held);
  latest.current = held;
  const { hold } = mask;
  const sentence = held?.sentence ?? null;
  useEffect(() => {
    if (sentence === null) return;
    return hold({ sentence, discard: async () => latest.current?.discard() });
  }, [hold, sentence]);
}
