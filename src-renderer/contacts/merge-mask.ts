// Lays what is typed over a record that was saved elsewhere meanwhile: the new values come in, what was typed stays, and where
// both changed the same field both values are named. Lines of a list are the same line by their id, wherever they stand.
import { blankAddress, blankPhone, isBlankAddress, type MaskForm } from './mask-form.ts';
import { isBlankLine, type MaskListName } from './mask-lists.ts';

export type Clash = {
  /** The field in the form ('note', 'addresses.1.street'); for a line that one side removed, the line ('phones.0'). */
  path: string;
  /** As they stand in the form. null = removed. */
  mine: string | boolean | null;
  theirs: string | boolean | null;
};

export type MergedMask = { merged: MaskForm; clashes: Clash[] };

/**
 * @param base what both began with
 * @param mine as it is typed
 * @param theirs as it is saved now
 */
export function mergeMask(base: MaskForm, mine: MaskForm, theirs: MaskForm): MergedMask {
  const clashes: Clash[] = [];
  const plain = Object.fromEntries(
    PLAIN.map((field) => [field, one(base[field], mine[field], theirs[field], field, clashes)]),
  ) as Pick<MaskForm, (typeof PLAIN)[number]>;
  const list = <N extends ListName>(name: N): MaskForm[N] =>
    lines(name, filled(base, name), filled(mine, name), filled(theirs, name), clashes) as MaskForm[N];
  const [addresses, phones, payers] = [list('addresses'), list('phones'), list('payers')];
  const pointed = (pointer: PointerName, merged: readonly object[]) =>
    pointerOf(pointer, { base, mine, theirs, merged: merged as readonly Line[] }, clashes);
  return {
    merged: {
      ...plain,
      ...{ contactRoles: set(base, mine, theirs, 'contactRoles'), properties: set(base, mine, theirs, 'properties') },
      addresses: addresses.length > 0 ? addresses : [blankAddress],
      homeAddress: Math.max(0, pointed('homeAddress', addresses)),
      phones: phones.length > 0 ? phones : [blankPhone],
      payers,
      standardPayer: pointed('standardPayer', payers),
      bankAccounts: list('bankAccounts'),
      cards: list('cards'),
      memberships: list('memberships'),
      patients: list('patients'),
    },
    clashes,
  };
}

// --- details

const PLAIN = [
  ...([
    'kind',
    'salutation',
    'title',
    'firstName',
    'lastName',
    'birthDate',
    'kvnr',
    'email',
    'note',
    'status',
  ] as const),
  ...(['responsibleEmployeeId', 'externalNumber', 'insuranceStatus', 'preferredPayment'] as const),
  ...(['preferredChannel', 'dunningBlock', 'reportNeutral', 'careHome', 'lastVisit'] as const),
] as const;

function one<T extends string | boolean>(base: T | undefined, mine: T, theirs: T, path: string, clashes: Clash[]): T {
  if (mine === theirs || mine === base) return theirs;
  if (theirs !== base) clashes.push({ path, mine, theirs });
  return mine;
}

/** Ticks: each one by itself, so that nobody's is lost and nothing clashes. */
function set(base: MaskForm, mine: MaskForm, theirs: MaskForm, field: 'contactRoles' | 'properties'): string[] {
  const [before, here] = [new Set(base[field]), new Set(mine[field])];
  const kept = theirs[field].filter((one) => here.has(one) || !before.has(one));
  return [...kept, ...mine[field].filter((one) => !before.has(one) && !kept.includes(one))];
}

type Line = Record<string, string | boolean | null>;
type ListName = 'addresses' | 'phones' | MaskListName;

const idField = (name: ListName) =>
  name === 'addresses' ? 'addressId' : name === 'phones' ? 'phoneId' : ('lineId' as const);

function filled(form: MaskForm, name: ListName): Line[] {
  switch (name) {
    case 'addresses':
      return form.addresses.filter((line) => !isBlankAddress(line));
    case 'phones':
      return form.phones.filter((line) => line.number.trim() !== '');
    default:
      return form[name].filter((line) => !isBlankLine(name, line));
  }
}

/** Theirs in their order, then what is new here. */
function lines(
  name: ListName,
  base: readonly Line[],
  mine: readonly Line[],
  theirs: readonly Line[],
  clashes: Clash[],
): Line[] {
  const key = idField(name);
  const found = (list: readonly Line[], id: Line[string] | undefined) =>
    id ? list.find((line) => line[key] === id) : undefined;
  const merged: Line[] = [];
  for (const their of theirs) {
    const before = found(base, their[key]);
    const my = found(mine, their[key]);
    const path = `${name}.${merged.length}`;
    if (my) merged.push(line(before, my, their, path, clashes));
    // Removed here: it stays so, unless it was changed there.
    else if (!before) merged.push(their);
    else if (!isSame(before, their)) {
      clashes.push({ path, mine: null, theirs: summary(their) });
      merged.push(their);
    }
  }
  for (const my of mine) {
    if (found(theirs, my[key])) continue;
    const before = found(base, my[key]);
    // Removed there: only what was changed here stays, as a new line.
    if (before && isSame(before, my)) continue;
    if (before) clashes.push({ path: `${name}.${merged.length}`, mine: summary(my), theirs: null });
    merged.push(before ? { ...my, [key]: null } : my);
  }
  return merged;
}

function line(base: Line | undefined, mine: Line, theirs: Line, path: string, clashes: Clash[]): Line {
  const fields = Object.keys(theirs).map((field) => {
    const [my, their] = [mine[field] ?? null, theirs[field] ?? null];
    if (my === null || their === null) return [field, their];
    return [field, one(base?.[field] ?? undefined, my, their, `${path}.${field}`, clashes)];
  });
  return Object.fromEntries(fields);
}

type PointerName = 'homeAddress' | 'standardPayer';
const POINTS_INTO = { homeAddress: 'addresses', standardPayer: 'payers' } as const;

/** Where the chosen line stands among the merged ones: the choice of the one side that made one. -1 = none. */
function pointerOf(
  pointer: PointerName,
  { base, mine, theirs, merged }: { base: MaskForm; mine: MaskForm; theirs: MaskForm; merged: readonly Line[] },
  clashes: Clash[],
): number {
  const list = POINTS_INTO[pointer];
  const key = idField(list);
  const chosenIn = (form: MaskForm): Line | undefined => (form[list] as readonly Line[])[form[pointer]];
  const id = (form: MaskForm) => chosenIn(form)?.[key] ?? null;
  const chosen = chosenIn(mine);
  // Nothing chosen is a choice where there may be nothing.
  const isChoice = chosen ? filled(mine, list).includes(chosen) : pointer === 'standardPayer';
  const changedHere = isChoice && (id(mine) !== id(base) || (chosen === undefined) !== (chosenIn(base) === undefined));
  const at = (wanted: Line[string]) => (wanted === null ? -1 : merged.findIndex((line) => line[key] === wanted));
  if (!changedHere) return at(id(theirs));
  if (id(theirs) !== id(base) && id(theirs) !== id(mine)) {
    const their = chosenIn(theirs);
    clashes.push({ path: pointer, mine: chosen ? summary(chosen) : null, theirs: their ? summary(their) : null });
  }
  if (!chosen) return -1;
  const here = id(mine) === null ? merged.findIndex((line) => isSame(line, chosen)) : at(id(mine));
  return here >= 0 ? here : at(id(theirs));
}

function isSame(one: Line, other: Line): boolean {
  return Object.keys(one).every((key) => one[key] === other[key]);
}

/** A whole line in short: what a person can read of it. */
function summary(whole: Line): string {
  const { label, kind: _, sex: __, ...parts } = whole;
  const text = Object.entries(parts)
    .filter(([field, part]) => typeof part === 'string' && !/Id$/.test(field))
    .map(([, part]) => part)
    .filter(Boolean)
    .join(' ');
  return [label, text].filter(Boolean).join(': ');
}
