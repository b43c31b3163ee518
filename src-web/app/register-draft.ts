// A registration half filled in: it survives a reload, in this tab alone, and goes when it was sent. The key that the device
// will show is made here, so that an answer that got lost can be asked for again.
import { useState } from 'react';
import type { RegistrationPerson } from '../../src-shared/registration/public.ts';

const KEPT = 'tresen.registration';

export type Draft = {
  token: string;
  key: string;
  person: RegistrationPerson;
  acknowledged: string | null;
  /** 'purpose version' of each box that is ticked: another version is another question. */
  ticked: string[];
};

const NOBODY: RegistrationPerson = {
  ...{ branchId: '', firstName: '', lastName: '', birthDate: '', street: '', houseNumber: '', postcode: '', town: '' },
  ...{ country: '', phone: '' },
};

/** Takes the token of a mailed link into the draft. @returns whether the address is the one for registering */
export function beginByLink({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): boolean {
  if (!/\/register$/.test(pathname)) return false;
  const token = /^#([\w-]{43})$/.exec(hash)?.[1];
  if (token !== undefined && token !== keptDraft()?.token)
    keep({ token, key: newKey(), person: NOBODY, acknowledged: null, ticked: [] });
  return true;
}

export function keptDraft(): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

export function forgetDraft(): void {
  sessionStorage.removeItem(KEPT);
}

/** null = no link was opened. */
export function useDraft(): readonly [Draft | null, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState(keptDraft);
  const change = (change: Partial<Draft>) =>
    setDraft((before) => {
      if (!before) return before;
      const next = { ...before, ...change };
      keep(next);
      return next;
    });
  return [draft, change];
}

// --- details

function keep(draft: Draft): void {
  sessionStorage.setItem(KEPT, JSON.stringify(draft));
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
