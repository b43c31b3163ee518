// Which data of a customer a shop wants before it opens a case, which of them are missing, and for how long nobody is asked
// again ('Kundendaten vervollständigen', E-32 … E-38, T-16). It knows neither rows nor fields of a screen.
import type { Settings } from '../settings/rules.ts';

/** In the order they are asked. */
export const WANTABLE = ['firstName', 'address', 'email', 'phone', 'birthDate'] as const;
export type Wantable = (typeof WANTABLE)[number];

const SETTING_OF = {
  firstName: 'caseWantsFirstName',
  address: 'caseWantsAddress',
  email: 'caseWantsEmail',
  phone: 'caseWantsPhone',
  birthDate: 'caseWantsBirthDate',
} as const satisfies Record<Wantable, keyof Settings>;

export type WantedSettings = Pick<Settings, (typeof SETTING_OF)[Wantable]>;

export type KnownData = {
  readonly kind: 'natural' | 'legal';
  readonly firstName: string | null;
  readonly birthDate: string | null;
  readonly email: string | null;
  /** The 'Wohnanschrift'; undefined = none. */
  readonly home: { readonly postcode: string | null; readonly town: string | null } | undefined;
  readonly phones: number;
};

/** What the chain wants of such a customer: a company has neither first name nor birth date. */
export function wantedData(settings: WantedSettings, kind: KnownData['kind']): Wantable[] {
  return WANTABLE.filter(
    (one) => settings[SETTING_OF[one]] && (kind === 'natural' || (one !== 'firstName' && one !== 'birthDate')),
  );
}

/** Of the wanted ones those that are not there. */
export function missingWanted(settings: WantedSettings, known: KnownData): Wantable[] {
  return wantedData(settings, known.kind).filter((one) => !isKnown(one, known));
}

/** 'Anschrift (PLZ & Ort)'. */
export function hasAddress(home: KnownData['home']): boolean {
  return isFilled(home?.postcode ?? null) && isFilled(home?.town ?? null);
}

function isKnown(one: Wantable, known: KnownData): boolean {
  switch (one) {
    case 'address':
      return hasAddress(known.home);
    case 'phone':
      return known.phones > 0;
    case 'firstName':
    case 'email':
    case 'birthDate':
      return isFilled(known[one]);
  }
}

const isFilled = (text: string | null) => text !== null && text.trim() !== '';

export type Asked = { readonly what: 'data' | 'dataDeclined' /** 'YYYY-MM-DD' */; readonly day: string };

/**
 * The first day on which the customer may be asked again, 'YYYY-MM-DD'; null = was never asked. The months count from the day
 * 'Kunde möchte aktuell keine Angabe machen' was ticked, or else from the day the dialog was first shown (T-16). What other
 * workstations wrote within the same months does not prolong them: of two the earliest counts, in whatever order they arrive.
 */
export function askedAgainFrom(asked: readonly Asked[], months: number): string | null {
  const inOrder = [...asked].sort((a, b) => (a.day === b.day ? (a.what < b.what ? 1 : -1) : a.day < b.day ? -1 : 1));
  let from: Asked | null = null;
  for (const one of inOrder) {
    const isNewTime = from === null || one.day >= monthsLater(from.day, months);
    const isTicked = one.what === 'dataDeclined' && from?.what === 'data';
    if (isNewTime || isTicked) from = one;
  }
  return from === null ? null : monthsLater(from.day, months);
}

/** The same day so many months on; the last of the month where there is no such day. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const later = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())));
  return later.toISOString().slice(0, 10);
}

export type AskingFacts = {
  readonly missing: readonly Wantable[];
  readonly asked: readonly Asked[];
  /** A case was opened since the dialog was shown last: one that was only closed with Esc asked nobody anything. */
  readonly openedSince: boolean;
  /** 'YYYY-MM-DD' */
  readonly today: string;
};

/** Whether 'Kundendaten vervollständigen' comes before the case. */
export function isDataAsked({ missing, asked, openedSince, today }: AskingFacts, months: number): boolean {
  if (missing.length === 0) return false;
  const again = askedAgainFrom(asked, months);
  if (again === null || today >= again) return true;
  return !openedSince && !asked.some((one) => one.what === 'dataDeclined' && today < monthsLater(one.day, months));
}
