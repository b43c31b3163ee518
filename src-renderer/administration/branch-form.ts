// The page's entries of a branch: nothing is null while it is typed, days stand as people read them. It knows no screen.
import type { BranchForm } from '../../src-shared/branches/contract.ts';
import { showDay } from '../../src-shared/calendar/day.ts';

export type NewLogo = { name: string; mediaType: string; base64: string };

/** All text, as in the boxes; the logo as it is to be saved. */
export type BranchEntries = Record<keyof BranchForm, string> & {
  logo: 'keep' | 'remove' | NewLogo;
  headquarters: boolean;
};

export function toEntries(form: BranchForm, headquarters: boolean): BranchEntries {
  return {
    ...{ name: form.name, street: form.street ?? '', houseNumber: form.houseNumber ?? '' },
    ...{ postcode: form.postcode ?? '', town: form.town ?? '', phone: form.phone ?? '', email: form.email ?? '' },
    ...{ website: form.website ?? '', openingHours: form.openingHours ?? '', letterFooter: form.letterFooter ?? '' },
    accent: form.accent ?? '',
    licenceUntil: form.licenceUntil === null ? '' : showDay(form.licenceUntil),
    logo: 'keep',
    headquarters,
  };
}

export function fromEntries({ logo: _, headquarters: __, ...form }: BranchEntries): BranchForm {
  return form;
}

/** A branch that is not there yet. */
export const EMPTY_BRANCH: BranchForm = {
  ...{ name: '', street: null, houseNumber: null, postcode: null, town: null, phone: null, email: null, website: null },
  ...{ openingHours: null, letterFooter: null, accent: null, licenceUntil: null },
};
