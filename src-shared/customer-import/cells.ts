// Takes single cells of a customer list apart: street and number, postcode and town, a whole name, a form of address.
// Each function sees one cell; whether the parts are good is decided by the rules of src-shared/customers.

/** 'Sonnenstr. 4a' → street and number; Mannheim squares ('Q 7, 24') and post boxes stay one piece. */
export function splitStreet(text: string): { street: string; houseNumber: string | null } {
  const whole = text.trim().replace(/\s+/g, ' ');
  if (/^(post ?fach|pf\.?\s|[a-u] ?\d{1,2}\b)/i.test(whole)) return { street: whole, houseNumber: null };
  const match = STREET_AND_NUMBER.exec(whole);
  if (!match) return { street: whole, houseNumber: null };
  const street = (match[1] ?? '').replace(/[,\s]+$/, '').replace(/\s(nr\.?|hausnr\.?)$/i, '');
  return { street, houseNumber: (match[2] ?? '').replace(/\s+/g, ' ') };
}

/** A letter before the number keeps 'Straße des 17. Juni 135' whole up to 135; '5-7', '12 1/2', '3 a' and '8/10' are numbers. */
const STREET_AND_NUMBER = /^(.*\p{L}.*?[\p{L}.)](?:\s*,)?)\s*(\d+\s?\p{L}?(?:\s?[-/+&]\s?\d*\s?\p{L}?|\s1\/2)*)$/u;

/** '80331 München', 'D-80331 München', 'A-1010 Wien', 'CH-8001 Zürich'; a cell without digits in front is a town. */
export function splitPostcodeTown(text: string): { postcode: string | null; town: string | null } {
  const match = /^((?:[A-Z]{1,3}\s?-\s?)?\d[\d ]*\d)(?:\s+|$)(.*)$/i.exec(text.trim());
  if (!match) return { postcode: null, town: orNull(text) };
  return { postcode: (match[1] ?? '').replace(/\s/g, ''), town: orNull(match[2] ?? '') };
}

/** 'Sonnenstr. 4, 80331 München': the part that begins with a postcode is the town, what stands before it the street. */
export function splitAddress(text: string): { street: string | null; postcode: string | null; town: string | null } {
  const parts = text
    .split(/[\n,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const at = parts.findIndex((part) => /^(?:[A-Z]{1,3}\s?-\s?)?\d{4,5}(\s|$)/i.test(part));
  if (at < 0) {
    const inside = /^(.*\S)\s+(\d{5}\s+\p{L}.*)$/u.exec(parts.join(', '));
    if (!inside) return { street: orNull(parts.join(', ')), postcode: null, town: null };
    return { street: orNull(inside[1] ?? ''), ...splitPostcodeTown(inside[2] ?? '') };
  }
  return { street: orNull(parts.slice(0, at).join(', ')), ...splitPostcodeTown(parts.slice(at).join(' ')) };
}

export type WholeName = { salutation: string | null; title: string | null; firstName: string | null; lastName: string };

const PARTICLES =
  /^(von|van|vom|zu|zum|zur|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|graf|gräfin|freiherr|freifrau)$/i;

/** 'Müller, Anna', 'Dr. Anna Müller', 'Frau Anna von der Heide'. A single word is a last name. */
export function splitName(text: string): WholeName {
  let rest = text.trim().replace(/\s+/g, ' ');
  let salutation: string | null = null;
  const address = /^(Herrn?|Frau|Fr\.|Hr\.)\s+/i.exec(rest);
  if (address) {
    salutation = address[1] ?? null;
    rest = rest.slice(address[0].length);
  }
  const titles = /^((?:(?:Prof|Dr|Dipl|Mag|med|dent|vet|rer|nat|phil|jur|pol|h|c|Ing)\.[\s-]*)+)/i.exec(rest);
  const title = titles ? orNull(titles[1] ?? '') : null;
  if (titles) rest = rest.slice(titles[0].length);
  const comma = rest.indexOf(',');
  if (comma > 0) {
    const after = splitName(rest.slice(comma + 1));
    const first = [after.firstName, after.lastName].filter(Boolean).join(' ');
    return {
      salutation: salutation ?? after.salutation,
      title: title ?? after.title,
      firstName: orNull(first),
      lastName: rest.slice(0, comma).trim(),
    };
  }
  const words = rest.split(' ');
  let from = words.length - 1;
  while (from > 1 && PARTICLES.test(words[from - 1] ?? '')) from--;
  return {
    salutation,
    title,
    firstName: orNull(words.slice(0, from).join(' ')),
    lastName: words.slice(from).join(' '),
  };
}

/** 'Frau', 'Herr' and 'Familie' in their one spelling, what names a company as 'legal', anything else as written. */
export function readSalutation(text: string): { kind: 'natural' | 'legal'; salutation: string | null } {
  const word = text.trim();
  switch (word.toLowerCase().replace(/\.$/, '')) {
    case '':
    case 'd':
    case 'divers':
    case 'x':
    case 'k. a':
      return { kind: 'natural', salutation: null };
    case 'herr':
    case 'herrn':
    case 'hr':
    case 'h':
    case 'm':
    case 'männlich':
    case 'mr':
    case 'male':
      return { kind: 'natural', salutation: 'Herr' };
    case 'frau':
    case 'fr':
    case 'f':
    case 'w':
    case 'weiblich':
    case 'mrs':
    case 'ms':
    case 'female':
      return { kind: 'natural', salutation: 'Frau' };
    case 'fam':
    case 'familie':
      return { kind: 'natural', salutation: 'Familie' };
    case 'firma':
    case 'fa':
    case 'company':
      return { kind: 'legal', salutation: null };
    default:
      return { kind: 'natural', salutation: word };
  }
}

/** How the country is kept: null for Germany, else as written; `code` is what telephone and postcode rules need. */
export function readCountry(text: string): { country: string | null; code: 'DE' | 'AT' | 'CH' | 'other' } {
  const word = text.trim();
  switch (word.toLowerCase()) {
    case '':
    case 'd':
    case 'de':
    case 'deu':
    case 'brd':
    case 'deutschland':
    case 'germany':
      return { country: null, code: 'DE' };
    case 'a':
    case 'at':
    case 'aut':
    case 'österreich':
    case 'austria':
      return { country: 'Österreich', code: 'AT' };
    case 'ch':
    case 'che':
    case 'schweiz':
    case 'switzerland':
      return { country: 'Schweiz', code: 'CH' };
    default:
      return { country: word, code: 'other' };
  }
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
