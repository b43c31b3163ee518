// Lays what is typed over a record that was saved elsewhere meanwhile: the new values come in, what was typed stays, and where
// both changed the same field both values are named. Lines of a list are the same line by their id, wherever they stand.
import {
  blankAddress,
  blankPhone,
  isBlankAddress,
  type MaskAddress,
  type MaskForm,
  type MaskPhone,
} from './mask-form.ts';

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
  const addresses = lines<MaskAddress>('addresses', addressList(base), addressList(mine), addressList(theirs), clashes);
  const phones = lines<MaskPhone>('phones', phoneList(base), phoneList(mine), phoneList(theirs), clashes);
  const home = homeOf(base, mine, theirs, addresses, clashes);
  return {
    merged: {
      ...plain,
      addresses: addresses.length > 0 ? addresses : [blankAddress],
      homeAddress: Math.max(0, home),
      phones: phones.length > 0 ? phones : [blankPhone],
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
  'responsibleEmployeeId',
] as const;

function one<T extends string | boolean>(base: T | undefined, mine: T, theirs: T, path: string, clashes: Clash[]): T {
  if (mine === theirs || mine === base) return theirs;
  if (theirs !== base) clashes.push({ path, mine, theirs });
  return mine;
}

type Line = Record<string, string | boolean | null>;
type Lines<T> = { lines: readonly T[]; idOf: (line: T) => string | null };

const addressList = (form: MaskForm): Lines<MaskAddress> => ({
  lines: form.addresses.filter((line) => !isBlankAddress(line)),
  idOf: (line) => line.addressId,
});
const phoneList = (form: MaskForm): Lines<MaskPhone> => ({
  lines: form.phones.filter((line) => line.number.trim() !== ''),
  idOf: (line) => line.phoneId,
});

/** Theirs in their order, then what is new here. */
function lines<T extends object>(
  name: 'addresses' | 'phones',
  base: Lines<T>,
  mine: Lines<T>,
  theirs: Lines<T>,
  clashes: Clash[],
): T[] {
  const found = ({ lines: list, idOf }: Lines<T>, id: string | null) =>
    id === null ? undefined : list.find((line) => idOf(line) === id);
  const merged: T[] = [];
  for (const their of theirs.lines) {
    const id = theirs.idOf(their);
    const before = found(base, id);
    const my = found(mine, id);
    const path = `${name}.${merged.length}`;
    if (my) merged.push(line(before, my, their, path, clashes));
    // Removed here: it stays so, unless it was changed there.
    else if (!before) merged.push(their);
    else if (!isSame(before, their)) {
      clashes.push({ path, mine: null, theirs: summary(their) });
      merged.push(their);
    }
  }
  for (const my of mine.lines) {
    const id = mine.idOf(my);
    if (found(theirs, id)) continue;
    const before = found(base, id);
    // Removed there: only what was changed here stays, as a new line.
    if (before && isSame(before, my)) continue;
    if (before) clashes.push({ path: `${name}.${merged.length}`, mine: summary(my), theirs: null });
    merged.push(before ? { ...my, ...(name === 'addresses' ? { addressId: null } : { phoneId: null }) } : my);
  }
  return merged;
}

function line<T extends object>(base: T | undefined, mine: T, theirs: T, path: string, clashes: Clash[]): T {
  const [b, m, t] = [base as Line | undefined, mine as Line, theirs as Line];
  const fields = Object.keys(t).map((field) => {
    const [my, their] = [m[field] ?? null, t[field] ?? null];
    if (my === null || their === null) return [field, their];
    return [field, one(b?.[field] ?? undefined, my, their, `${path}.${field}`, clashes)];
  });
  return Object.fromEntries(fields) as T;
}

function homeOf(
  base: MaskForm,
  mine: MaskForm,
  theirs: MaskForm,
  addresses: readonly MaskAddress[],
  clashes: Clash[],
): number {
  const id = (form: MaskForm) => form.addresses[form.homeAddress]?.addressId ?? null;
  const chosen = mine.addresses[mine.homeAddress];
  const changedHere = id(mine) !== id(base) && chosen !== undefined && !isBlankAddress(chosen);
  const at = (wanted: string | null) => addresses.findIndex((address) => address.addressId === wanted);
  if (!changedHere) return at(id(theirs));
  const here = id(mine) === null ? addresses.findIndex((address) => isSame(address, chosen)) : at(id(mine));
  if (id(theirs) !== id(base) && id(theirs) !== id(mine)) {
    const their = theirs.addresses[theirs.homeAddress];
    clashes.push({ path: 'homeAddress', mine: summary(chosen), theirs: their ? summary(their) : null });
  }
  return here >= 0 ? here : at(id(theirs));
}

function isSame(one: object, other: object): boolean {
  const [a, b] = [one as Line, other as Line];
  return Object.keys(a).every((key) => a[key] === b[key]);
}

/** A whole line in short. */
function summary(whole: object): string {
  const { addressId: _, phoneId: __, label, sms: ___, ...parts } = whole as Line;
  const text = Object.values(parts).filter(Boolean).join(' ');
  return [label, text].filter(Boolean).join(': ');
}
