// What a health card says beside what is stored of a customer, field by field (A-45). Spellings of one name are equal; what the
// card lacks, and what the chain does not keep, is not compared. It knows neither readers nor the database.
import { showDay } from '../../../src-shared/calendar/day.ts';
import { cardKey } from '../../../src-shared/cards/in-use.ts';
import type { CustomerForm } from '../../../src-shared/customers/contract.ts';
import { emptyForm, isGermany } from '../../../src-shared/customers/rules.ts';
import {
  CARD_FIELDS,
  type CardField,
  type ComparedField,
  type HealthCard,
} from '../../../src-shared/health-card/record.ts';
import { fold } from '../../../src-shared/search/fold.ts';
import { currentPayer, type InsuranceFacts, payerByIk } from '../insurance.ts';

type Address = CustomerForm['addresses'][number];
type Side = { card: string; stored: string | null; same: boolean };

/** The fields that the card has, in the order of the window. */
export function comparedFields(card: HealthCard, form: CustomerForm, facts: InsuranceFacts): ComparedField[] {
  return CARD_FIELDS.flatMap((field) => {
    const sides = COMPARED[field](card, form, facts);
    if (!sides) return [];
    const state = sides.stored === null ? 'missing' : sides.same ? 'equal' : 'differs';
    return [{ field, card: sides.card, stored: sides.stored, state }];
  });
}

/** What a new customer would be made of: all that the card has, and nothing of it stored. */
export function offeredFields(card: HealthCard, facts: InsuranceFacts): ComparedField[] {
  return comparedFields(card, emptyForm('natural', ''), facts);
}

/** What is not as the card says, missing or different (A-50). */
export function differingFields(fields: readonly ComparedField[]): CardField[] {
  return fields.flatMap(({ field, state }) => (state === 'equal' ? [] : [field]));
}

/** The place of the address that the card's street is compared with: the Wohnanschrift, unless that is a post box; -1 = none. */
export function streetPlace(form: CustomerForm): number {
  const home = form.homeAddress ?? 0;
  const address = form.addresses[home];
  return address && !isPostBox(address) && isFilled(address) ? home : -1;
}

/** The place of the first address that is a post box; -1 = none. */
export function postBoxPlace(form: CustomerForm): number {
  return form.addresses.findIndex(isPostBox);
}

/**
 * 'Müller', 'MUELLER' and 'müller ' are one spelling. Not as wide as what the search folds together: 'Baur' and 'Bauer' are two
 * names, and so are 'Müller' and 'Muller' until somebody has said otherwise.
 */
export function spelled(text: string): string {
  const written = text.normalize('NFC').toLowerCase();
  const spelledOut = written.replace(/[äæ]/g, 'ae').replace(/[öœ]/g, 'oe').replace(/ü/g, 'ue');
  // Folding takes an 'e' after a vowel for an umlaut and drops it, of 'Zoë' and 'Røe' too: here it stands apart.
  return fold(spelledOut.normalize('NFKD').replaceAll('e', '-e')).replaceAll(' ', '');
}

/** 'Sonnenstr. 4 a', 'Sonnenstraße 4a' and 'Sonnen-Strasse 4A' are one. */
export function spelledStreet(text: string): string {
  return spelled(text.replace(/stra(?:ß|ss)e|straat|str\.?(?![\p{L}])/giu, 'str '));
}

// --- details

const COMPARED: Readonly<
  Record<CardField, (card: HealthCard, form: CustomerForm, facts: InsuranceFacts) => Side | null>
> = {
  kvnr: ({ kvnr }, form) => ({ card: kvnr, stored: form.kvnr, same: cardKey(form.kvnr ?? '') === kvnr }),
  title: ({ title }, form) => words(title, form.title),
  firstName: ({ firstName }, form) => words(firstName === '' ? null : firstName, form.firstName),
  lastName: ({ lastName }, form) => words(lastName, form.lastName === '' ? null : form.lastName),
  birthDate: ({ birthDate }, form) =>
    birthDate === null
      ? null
      : {
          card: showDay(birthDate),
          stored: form.birthDate && showDay(form.birthDate),
          same: birthDate === form.birthDate,
        },
  address: ({ street }, form) => {
    if (!street) return null;
    const stored = form.addresses[streetPlace(form)];
    return {
      card: addressLine(street),
      stored: stored ? addressLine(stored) : null,
      same: isSameStreet(street, stored),
    };
  },
  postBox: ({ postBox }, form) => {
    if (!postBox) return null;
    const asked = { ...postBox, street: postBoxText(postBox.postBox) };
    const stored = form.addresses[postBoxPlace(form)];
    return {
      card: addressLine(asked),
      stored: stored ? addressLine(stored) : null,
      same: isSamePostBox(postBox, stored),
    };
  },
  payer: payerSides,
  insuranceStatus: ({ insurance }, form, { insuranceStatusKept }) =>
    insurance?.status && insuranceStatusKept
      ? { card: insurance.status, stored: form.insuranceStatus, same: insurance.status === form.insuranceStatus }
      : null,
};

function words(card: string | null, stored: string | null): Side | null {
  return card === null ? null : { card, stored, same: spelled(card) === spelled(stored ?? '') };
}

/** A payer that the chain does not have cannot be stored: it is shown only where it speaks against the one that is. */
function payerSides(
  { kvnr, insurance }: HealthCard,
  form: CustomerForm,
  { payers, today }: InsuranceFacts,
): Side | null {
  if (!insurance) return null;
  const current = currentPayer(form, today);
  if (!current && !payerByIk(payers, insurance.payerIk)) return null;
  const stored = current && payers.find(({ id }) => id === current.payerId);
  const sameNumber = current?.insuredNumber == null || cardKey(current.insuredNumber) === kvnr;
  const samePayer = stored?.ik === insurance.payerIk;
  // Two insured numbers with one payer look alike until they are said.
  const number = (text: string | null | undefined) => (samePayer && !sameNumber && text ? `, ${text}` : '');
  return {
    card: `${insurance.payerName} (${insurance.payerIk})${number(kvnr)}`,
    stored: current
      ? `${stored?.name ?? ''}${stored?.ik ? ` (${stored.ik})` : ''}${number(current.insuredNumber)}`
      : null,
    same: samePayer && sameNumber,
  };
}

type AddressParts = Partial<
  Record<'street' | 'houseNumber' | 'addition' | 'postcode' | 'town' | 'country', string | null>
>;

/** On one line, as it is shown beside another: 'Sonnenstr. 4, 80331 München, Österreich'. */
export function addressLine({ street, houseNumber, addition, postcode, town, country }: AddressParts): string {
  const abroad = country && !isGermany(country) ? country : null;
  const parts = [[street, houseNumber], [addition], [postcode, town], [abroad]];
  return parts
    .map((part) => part.filter(Boolean).join(' '))
    .filter((part) => part !== '')
    .join(', ');
}

export function postBoxText(number: string | null): string {
  return ['Postfach', number].filter(Boolean).join(' ');
}

const POST_BOX = /^post\s?fach\b/i;

function isPostBox({ street, addition, label }: Address): boolean {
  return [street, addition, label].some((text) => POST_BOX.test(text ?? ''));
}

function isFilled({ street, houseNumber, postcode, town }: Address): boolean {
  return [street, houseNumber, postcode, town].some((part) => part !== null);
}

/** A house number may stand inside the street; what the card leaves out says nothing. */
function isSameStreet(card: NonNullable<HealthCard['street']>, stored: Address | undefined): boolean {
  if (!stored) return false;
  const line = (one: AddressParts) => spelledStreet([one.street, one.houseNumber].filter(Boolean).join(' '));
  return (
    (line(card) === '' || line(card) === line(stored)) &&
    isSamePart(card.addition, stored.addition) &&
    isSamePlace(card, stored)
  );
}

function isSamePostBox(card: NonNullable<HealthCard['postBox']>, stored: Address | undefined): boolean {
  if (!stored) return false;
  const digits = (text: string | null) => (text ?? '').replace(/\D/g, '');
  const kept = [stored.street, stored.houseNumber, stored.addition].map(digits).join('');
  return (card.postBox === null || digits(card.postBox) === kept) && isSamePlace(card, stored);
}

function isSamePlace(card: AddressParts, stored: Address): boolean {
  return (
    isSamePart(card.postcode, stored.postcode) &&
    isSamePart(card.town, stored.town) &&
    countryKey(card.country) === countryKey(stored.country)
  );
}

function isSamePart(card: string | null | undefined, stored: string | null): boolean {
  return !card || spelled(card) === spelled(stored ?? '');
}

/** 'AT', 'at' and 'Österreich' are one; Germany is ''. */
function countryKey(country: string | null | undefined): string {
  const text = (country ?? '').trim();
  if (isGermany(text)) return '';
  const named = /^[a-z]{2}$/i.test(text)
    ? new Intl.DisplayNames('de', { type: 'region', fallback: 'none' }).of(text.toUpperCase())
    : undefined;
  return spelled(named ?? text);
}
