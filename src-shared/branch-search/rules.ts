// Which branches a search spans and who may change that (E-42 … E-47), and who may move a customer to another branch (E-59).
// Settings and facts in, decision out; the same on the counter and on the server.

export const SPAN_CHANGES = ['yes', 'no', 'headquartersOnly'] as const;
export type SpanChange = (typeof SPAN_CHANGES)[number];

export type SpanSettings = {
  /** 'Ändern der Filialauswahl in der Kundensuche erlauben' */
  readonly changeBranchInSearch: SpanChange;
  /** 'Keine Vorauswahl der aktuellen Filiale im Kundensuchdialog', and the same in the headquarters */
  readonly noBranchPreselected: boolean;
  readonly noBranchPreselectedHeadquarters: boolean;
  /** 'Kunden aller Filialen in Schnellsuche anzeigen' (T-03) */
  readonly quickSearchAllBranches: boolean;
};

export type Span = 'own' | 'all';

/** May anything but the own branch be searched here? It caps the other three settings. */
export function maySearchAllBranches({ changeBranchInSearch }: SpanSettings, headquarters: boolean): boolean {
  return changeBranchInSearch === 'yes' || (changeBranchInSearch === 'headquartersOnly' && headquarters);
}

/** What the quick search spans: what is typed while the filters are closed. */
export function quickSpan(settings: SpanSettings, headquarters: boolean): Span {
  return settings.quickSearchAllBranches && maySearchAllBranches(settings, headquarters) ? 'all' : 'own';
}

/** What the field 'Filiale' of the filters holds when they are opened; `locked`: it shows the own branch and stays so. */
export function dialogSpan(settings: SpanSettings, headquarters: boolean): { span: Span; locked: boolean } {
  if (!maySearchAllBranches(settings, headquarters)) return { span: 'own', locked: true };
  const open = headquarters ? settings.noBranchPreselectedHeadquarters : settings.noBranchPreselected;
  return { span: open ? 'all' : 'own', locked: false };
}

export type MoveRefusal = 'sameBranch' | 'notYours' | 'notAllowed';

/**
 * May a workstation of branch `own` move a customer? The responsible branch may hand over; with the setting 'Übernahme von
 * Kunden für alle Filialen erlauben' any branch may take over (E-59).
 */
export function canMove(facts: {
  readonly own: string;
  readonly from: string;
  readonly to: string;
  readonly takeOverAllowed: boolean;
}): { readonly allowed: true } | { readonly allowed: false; readonly reason: MoveRefusal } {
  const { own, from, to, takeOverAllowed } = facts;
  if (from === to) return { allowed: false, reason: 'sameBranch' };
  if (from === own) return { allowed: true };
  if (to !== own) return { allowed: false, reason: 'notYours' };
  return takeOverAllowed ? { allowed: true } : { allowed: false, reason: 'notAllowed' };
}

/**
 * An insurance card at the counter of branch `own` brings its bearer along where the setting 'Übernahme von Kunden, als
 * zuständige Filiale, per Chipkarte' is on (E-58): whoever hands it over stands there, and needs no further consent to be seen.
 */
export function canTakeByCard(facts: {
  readonly own: string;
  readonly from: string;
  readonly takeOverByCard: boolean;
}): { readonly allowed: true } | { readonly allowed: false; readonly reason: MoveRefusal } {
  const { own, from, takeOverByCard } = facts;
  if (from === own) return { allowed: false, reason: 'sameBranch' };
  return takeOverByCard ? { allowed: true } : { allowed: false, reason: 'notAllowed' };
}
