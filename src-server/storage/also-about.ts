// Whom a change set says something about besides the one its row names: a list of several customers that were saved in one step.

/** @param changes JSON of the set's changes. Entries without values (births of an import) say nothing that could be erased. */
export function otherSubjects(subjectId: string, changes: string): string[] {
  const found = new Set<string>();
  for (const change of JSON.parse(changes) as Change[]) {
    const { from, to, groupFrom } = change;
    if (change.subjectId !== subjectId && (from ?? to ?? groupFrom ?? null) !== null) found.add(change.subjectId);
  }
  return [...found];
}

type Change = { subjectId: string; from?: string | null; to?: string | null; groupFrom?: string | null };
