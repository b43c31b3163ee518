// 'Sichtschutz - F7' (N-01): while it is on, every customer but the open one is a code on this screen, and what is said of them is
// covered. It belongs to this window alone: it survives a reload and is told to nobody. Prints are not its business.
import { create } from 'zustand';
import { listName } from '../../src-shared/customers/rules.ts';
import { usePlace } from '../paths.ts';
import { useTexts } from '../texts/catalogue.ts';
import { privacyScreenTexts } from '../texts/privacy-screen.ts';

const KEPT = 'tresen.privacy';
const SALT = 'tresen.privacy.salt';

const usePrivacyScreen = create<{ on: boolean }>(() => ({ on: sessionStorage.getItem(KEPT) === 'on' }));

export function togglePrivacyScreen(): void {
  const on = !usePrivacyScreen.getState().on;
  sessionStorage.setItem(KEPT, on ? 'on' : 'off');
  usePrivacyScreen.setState({ on });
}

/** Stable until the window is closed: who is 'Kunde K-7F3Q' stays so, also after a reload. */
function salt(): string {
  const kept = sessionStorage.getItem(SALT) ?? crypto.randomUUID();
  sessionStorage.setItem(SALT, kept);
  return kept;
}

/** A person as rows have one, or a name that was put together already. */
type Named = { firstName: string | null; lastName: string } | string;

/** A customer whose name stands in a sentence. @param id null = he is none yet */
export type NamedCustomer = { id: string | null; name: string };

export type PersonNames = {
  /** The screen is protected now. */
  covered: boolean;
  /** 'Müller, Anna', or the code. @param id the customer's; who has none yet is told apart by the name */
  nameOf: (id: string | null, named: Named) => string;
  /** An address, a date, a number of that customer, or the cover. */
  factOf: (id: string | null, fact: string) => string;
  /** A sentence that was made before, with those whom it names, in their order. */
  sentenceOf: (text: string, about: readonly NamedCustomer[]) => string;
};

/** How customers are called on this screen, wherever one is named outside his own open mask. */
export function usePersonNames(): PersonNames {
  const { on } = usePrivacyScreen();
  const place = usePlace((state) => state.place);
  const t = useTexts(privacyScreenTexts);
  const openId = place.page === 'customer' && 'id' in place ? place.id : null;
  const isCovered = (id: string | null) => on && (id === null || id !== openId);
  const nameOf = (id: string | null, named: Named) =>
    isCovered(id) ? t.code(codeOf(id ?? textOf(named))) : textOf(named);
  return {
    ...{ covered: on, nameOf },
    factOf: (id, fact) => (isCovered(id) && fact !== '' ? t.cover : fact),
    // Two of them may have one name: each takes the next place where it stands, the last one all that are left.
    sentenceOf: (text, about) =>
      about.reduce((said, { id, name }, at) => {
        const called = () => nameOf(id, name);
        return at === about.length - 1 ? said.replaceAll(name, called) : said.replace(name, called);
      }, text),
  };
}

function textOf(named: Named): string {
  if (typeof named === 'string') return named;
  return listName({ firstName: named.firstName || null, lastName: named.lastName });
}

// --- codes

/** Nothing that is mistaken for something else when it is called across the counter. */
const SIGNS = '23456789ACDEFHJKLMNPRTUVWXYZ';
const LENGTH = 4;

/** Who has which code: no two people on a screen are the same. */
const bearers = new Map<string, string>();
const codes = new Map<string, string>();

function codeOf(of: string): string {
  const known = codes.get(of);
  if (known !== undefined) return known;
  for (let turn = 0; ; turn += 1) {
    const code = signsOf(hashOf(`${salt()} ${of} ${turn}`));
    if (bearers.has(code)) continue;
    bearers.set(code, of);
    codes.set(of, code);
    return code;
  }
}

/** FNV-1a. With the salt it only has to differ, not to hide: nobody but this window ever sees a code. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function signsOf(hash: number): string {
  let rest = hash;
  let code = '';
  for (let at = 0; at < LENGTH; at += 1) {
    code += SIGNS[rest % SIGNS.length];
    rest = Math.floor(rest / SIGNS.length);
  }
  return code;
}
