// What a branch may be called, where it is and how it looks; what a logo may be. It does not know where the row lies nor who
// prints it.

import { readDay } from '../calendar/day.ts';
import { readPhone } from '../customers/phone.ts';
import { readPostcode } from '../customers/postcode.ts';
import { emailProblem } from '../customers/rules.ts';
import type { BranchForm } from './contract.ts';

/** One accent colour a branch (screens.md); others can be given as #rrggbb. All dark enough for white text on them. */
export const ACCENTS = {
  blue: '#0f6cbd',
  teal: '#03787c',
  green: '#0e700e',
  moss: '#5b6b1e',
  amber: '#8a5a00',
  red: '#b10e1c',
  rose: '#a4265e',
  violet: '#5c2e91',
  slate: '#4a5568',
} as const;
export type AccentName = keyof typeof ACCENTS;

/** A letter's foot has room for this many lines. */
export const LETTER_FOOTER_LINES = 3;

export const LOGO_LARGEST_BYTES = 1024 * 1024;
/** 16 million: a small file can unpack to a picture that fills the memory. */
export const LOGO_MOST_PIXELS = 16_000_000;

export const BRANCH_PROBLEMS = [
  'missing',
  'notAPostcode',
  'notAPhone',
  'notAnEmail',
  'notAWebsite',
  'notAColour',
  'notADay',
  'tooManyLines',
] as const;
export type BranchProblem = (typeof BRANCH_PROBLEMS)[number];

/** What keeps F1 from saving, field by field; empty = nothing. */
export function branchProblems(form: BranchForm): { field: keyof BranchForm; problem: BranchProblem }[] {
  return (Object.keys(CHECKS) as (keyof BranchForm)[]).flatMap((field) => {
    const problem = branchFieldProblem(field, form[field] ?? '');
    return problem ? [{ field, problem }] : [];
  });
}

/** For a field being left; an empty one is wrong only where something must stand. */
export function branchFieldProblem(field: keyof BranchForm, text: string): BranchProblem | null {
  const trimmed = text.trim();
  if (trimmed === '') return field === 'name' ? 'missing' : null;
  return CHECKS[field]?.(trimmed) ?? null;
}

/**
 * Which branch is the 'Zentrale': exactly one is, whatever two counters have written at the same time. Of several marked ones
 * the oldest counts, and where none is, the oldest branch. @returns its id; null without a branch
 */
export function headquartersOf(
  branches: readonly { readonly id: string; readonly headquarters: boolean }[],
): string | null {
  // Ids are made in the order of time (UUIDv7).
  const oldest = [...branches].sort((a, b) => (a.id < b.id ? -1 : 1));
  return (oldest.find((one) => one.headquarters) ?? oldest[0])?.id ?? null;
}

/** The form as it is kept: nothing is null, days and colours in their one spelling. Only for forms without problems. */
export function storedBranch(form: BranchForm): BranchForm {
  const kept = Object.fromEntries(
    Object.entries(form).map(([field, value]) => [field, value?.trim() ? tidied(value) : null]),
  ) as BranchForm;
  return {
    ...kept,
    name: form.name.trim(),
    postcode: kept.postcode && storedPostcode(kept.postcode),
    accent: kept.accent?.toLowerCase() ?? null,
    licenceUntil: kept.licenceUntil && readDay(kept.licenceUntil),
  };
}

const CHECKS: Record<keyof BranchForm, ((text: string) => BranchProblem | null) | null> = {
  name: null,
  street: null,
  houseNumber: null,
  postcode: (text) => (readPostcode(text, 'other').kind === 'refused' ? 'notAPostcode' : null),
  town: null,
  phone: (text) => (readPhone(text).kind === 'refused' ? 'notAPhone' : null),
  email: emailProblem as (text: string) => 'notAnEmail' | null,
  website: (text) => (/^(https?:\/\/)?[^\s/.]+(\.[^\s/.]+)+(\/\S*)?$/i.test(text) ? null : 'notAWebsite'),
  openingHours: null,
  accent: (text) => (/^#[0-9a-f]{6}$/i.test(text) ? null : 'notAColour'),
  letterFooter: (text) => (text.split('\n').length > LETTER_FOOTER_LINES ? 'tooManyLines' : null),
  licenceUntil: (text) => (readDay(text) === null ? 'notADay' : null),
};

function storedPostcode(text: string): string {
  const reading = readPostcode(text, 'other');
  return reading.kind === 'postcode' ? reading.postcode : text;
}

// Line ends are kept where several lines are meant; within a line, runs of blanks are one.
function tidied(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/[^\S\n]+/g, ' '))
    .join('\n')
    .trim();
}
