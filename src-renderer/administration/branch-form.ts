// The page's entries of a branch: nothing is null while it is typed, days stand as people read them. It knows no screen.
import type { BranchForm } from '../../src-shared/branches/contract.ts';
import { showDay } from '../../src-shared/calendar/day.ts';

export type NewLogo = { name: string; mediaType: string; base64: string };

/** All text, as in the boxes; the logo as it is to be saved. */
export type BranchEntries = Record<keyof BranchForm, string> & { logo: 'keep' | 'remove' | NewLogo };

export function toEntries(form: BranchForm): BranchEntries {
  return {
    ...{ name: form.name, street: form.street ?? '', houseNumber: form.houseNumber ?? '' },
    ...{ postcode: form.postcode ?? '', town: form.town ?? '', phone: form.phone ?? '', email: form.email ?? '' },
    ...{ website: form.website ?? '', openingHours: form.openingHours ?? '', letterFooter: form.letterFooter ?? '' },
    accent: form.accent ?? '',
    licenceUntil: form.licenceUntil === null ? '' : showDay(form.licenceUntil),
    logo: 'keep',
  };
}

export function fromEntries({ logo: _, ...form }: BranchEntries): BranchForm {
  return form;
}
