// Whether a customer may be deleted, and why not (B-42). Deleting hides a customer everywhere and can be taken back; it ends
// nothing silently: what still runs is ended first, by whoever knows. Erasing a person for good is another matter.

export const DELETION_REFUSALS = ['appActive', 'casesOpen', 'otherBranch'] as const;
export type DeletionRefusal = (typeof DELETION_REFUSALS)[number];

export type DeletionFacts = {
  /** The customer's app access is active. */
  readonly appActive: boolean;
  /** Cases that are neither done nor cancelled. */
  readonly openCases: number;
  /** The customer belongs to the branch of this workstation. */
  readonly ownBranch: boolean;
};

/** Everything that stands in the way, so that nobody is sent away twice; empty = it may be done. */
export function deletionRefusals({ appActive, openCases, ownBranch }: DeletionFacts): DeletionRefusal[] {
  const inTheWay: Record<DeletionRefusal, boolean> = {
    appActive,
    casesOpen: openCases > 0,
    otherBranch: !ownBranch,
  };
  return DELETION_REFUSALS.filter((reason) => inTheWay[reason]);
}
