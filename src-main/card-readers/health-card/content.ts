// What the texts of a health card say, as the counter takes it over: all of each or nothing. Fields and their meaning: gematik
// Schema_VSD 5.1 and 5.2; of the two payers it is the billed one that counts (KBV, Mapping VSD 5.2.0).
import type { Element } from '@xmldom/xmldom';
import { daysIn } from '../../../src-shared/customers/age.ts';
import { readKvnr } from '../../../src-shared/customers/kvnr.ts';
import { type InsuranceStatus, localDay } from '../../../src-shared/customers/rules.ts';
import { type HealthCard, healthCard } from '../../../src-shared/health-card/record.ts';
import { countryOf } from './countries.ts';
import { CardRefused } from './refused.ts';
import { childOf, rootOf, textOf } from './xml.ts';

export type CardTexts = {
  /** EF.StatusVD; null = unreadable. */
  status: Uint8Array | null;
  person: string;
  /** 'none' = the card carries no general insurance data; 'unreadable' = it does not say where they lie. */
  insurance: { readonly text: string } | 'none' | 'unreadable';
};

/** @throws CardRefused */
export function healthCardOf({ status, person, insurance }: CardTexts): HealthCard {
  const made = healthCard.safeParse({
    ...personOf(rootOf(person, 'UC_PersoenlicheVersichertendatenXML')),
    insurance:
      typeof insurance === 'string' ? null : insuranceOf(rootOf(insurance.text, 'UC_AllgemeineVersicherungsdatenXML')),
    insuranceUnreadable: insurance === 'unreadable',
    ...statusOf(status),
  });
  if (!made.success) throw new CardRefused('EGK_BAD_CONTENT');
  return made.data;
}

// --- details

type PersonPart = Omit<HealthCard, 'insurance' | 'insuranceUnreadable' | 'statedOn' | 'incomplete'>;

function personOf(root: Element): PersonPart {
  const insured = needed(childOf(root, 'Versicherter'));
  const person = needed(childOf(insured, 'Person'));
  const kvnr = readKvnr(needed(textOf(insured, 'Versicherten_ID')));
  if (kvnr.kind !== 'kvnr') throw new CardRefused('EGK_BAD_CONTENT');
  const lastName = needed(textOf(person, 'Nachname'));
  const gender = textOf(person, 'Geschlecht');
  return {
    kvnr: kvnr.kvnr,
    title: textOf(person, 'Titel'),
    firstName: firstNameOf(person),
    lastName: [textOf(person, 'Namenszusatz'), textOf(person, 'Vorsatzwort'), lastName].filter(Boolean).join(' '),
    ...birthOf(needed(textOf(person, 'Geburtsdatum'))),
    gender: GENDERS.find((one) => one === gender) ?? null,
    street: streetOf(childOf(person, 'StrassenAdresse')),
    postBox: postBoxOf(childOf(person, 'PostfachAdresse')),
  };
}

const GENDERS = ['M', 'W', 'X', 'D'] as const;

/** Who has one name only has an empty first one; a card without the field is no card. */
function firstNameOf(person: Element): string {
  needed(childOf(person, 'Vorname'));
  return textOf(person, 'Vorname') ?? '';
}

/** YYYYMMDD; of foreign citizens day, or day and month, may be unknown: 00. */
function birthOf(text: string): Pick<HealthCard, 'birthDate' | 'birthText'> {
  const [, year = '', month = '', day = ''] = /^([1-9]\d{3})(\d\d)(\d\d)$/.exec(text) ?? [];
  const birthText = `${day}.${month}.${year}`;
  if (day === '00' && (month === '00' || isMonth(month))) return { birthDate: null, birthText };
  return { birthDate: dayOf(text), birthText };
}

function streetOf(address: Element | null): HealthCard['street'] {
  if (!address) return null;
  return unlessEmpty({
    street: textOf(address, 'Strasse'),
    houseNumber: textOf(address, 'Hausnummer'),
    addition: textOf(address, 'Anschriftenzusatz'),
    ...placeOf(address),
  });
}

function postBoxOf(address: Element | null): HealthCard['postBox'] {
  return address && unlessEmpty({ postBox: textOf(address, 'Postfach'), ...placeOf(address) });
}

function placeOf(address: Element) {
  const land = childOf(address, 'Land');
  const code = land && textOf(land, 'Wohnsitzlaendercode');
  return {
    postcode: textOf(address, 'Postleitzahl'),
    town: textOf(address, 'Ort'),
    country: code === null ? null : countryOf(code),
  };
}

/** A country alone is no address. */
function unlessEmpty<A extends { country: string | null }>(address: A): A | null {
  const { country: _, ...parts } = address;
  return Object.values(parts).some((part) => part !== null) ? address : null;
}

function insuranceOf(root: Element): HealthCard['insurance'] {
  const insured = needed(childOf(root, 'Versicherter'));
  const cover = needed(childOf(insured, 'Versicherungsschutz'));
  const payer = needed(childOf(cover, 'Kostentraeger'));
  const billed = childOf(payer, 'AbrechnenderKostentraeger');
  const billedIk = billed && textOf(billed, 'Kostentraegerkennung');
  const [from, to] = [textOf(cover, 'Beginn'), textOf(cover, 'Ende')];
  return {
    payerIk: billedIk ?? needed(textOf(payer, 'Kostentraegerkennung')),
    payerName: (billedIk && billed && textOf(billed, 'Name')) ?? needed(textOf(payer, 'Name')),
    status: statusOfInsured(childOf(insured, 'Zusatzinfos')),
    validFrom: from === null ? null : dayOf(from),
    validTo: to === null ? null : dayOf(to),
  };
}

/** 'Versichertenart'; who is insured privately has none. */
const KINDS: Readonly<Record<string, InsuranceStatus>> = { 1: 'member', 3: 'family', 5: 'pensioner' };

function statusOfInsured(more: Element | null): InsuranceStatus | null {
  const statutory = more && childOf(more, 'ZusatzinfosGKV');
  if (statutory) return KINDS[textOf(statutory, 'Versichertenart') ?? ''] ?? null;
  return more && childOf(more, 'ZusatzinfosPKV') ? 'private' : null;
}

/** '0' or '1' for an update that was interrupted, then when it was written: YYYYMMDDHHMMSS in UTC. */
function statusOf(status: Uint8Array | null): Pick<HealthCard, 'statedOn' | 'incomplete'> {
  const text = String.fromCharCode(...(status ?? new Uint8Array()).subarray(0, 15));
  const incomplete = !text.startsWith('0');
  const [, year, month, day, hour, minute, second] =
    /^.(\d{4})(\d\d)(\d\d)([01]\d|2[0-3])([0-5]\d)([0-5]\d)$/.exec(text)?.map(Number) ?? [];
  if (!year || !month || !day || month > 12 || day > daysIn(year, month)) return { statedOn: null, incomplete };
  return { statedOn: localDay(Date.UTC(year, month - 1, day, hour, minute, second)), incomplete };
}

/** YYYYMMDD → 'YYYY-MM-DD'. @throws CardRefused for no day of the calendar */
function dayOf(text: string): string {
  const [, year = '', month = '', day = ''] = /^([1-9]\d{3})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (!isMonth(month) || day === '00' || Number(day) > daysIn(Number(year), Number(month)))
    throw new CardRefused('EGK_BAD_CONTENT');
  return `${year}-${month}-${day}`;
}

function isMonth(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 12;
}

function needed<T>(found: T | null): T {
  if (found === null) throw new CardRefused('EGK_BAD_CONTENT');
  return found;
}
