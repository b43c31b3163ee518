// Lays what a vCard says over a new customer's mask: into what is blank, beside what is typed, never over it.
import { readPhone } from '../../src-shared/customers/phone.ts';
import { blankAddress, isBlankAddress, type MaskForm } from '../contacts/mask-form.ts';
import type { VCard } from './read-vcard.ts';

/** The fields that change. */
export function layVCard(mask: MaskForm, card: VCard): Partial<MaskForm> {
  const laid: Partial<MaskForm> = {};
  const named = mask.lastName.trim() !== '' || mask.firstName.trim() !== '';
  // A name is one thing: half of one and half of another is nobody's.
  if (!named) Object.assign(laid, { kind: card.kind, firstName: card.firstName, lastName: card.lastName });
  const kind = laid.kind ?? mask.kind;
  const fill = (field: 'title' | 'birthDate' | 'email' | 'note', value: string) => {
    if (mask[field].trim() === '' && value !== '') laid[field] = value;
  };
  if (kind === 'natural') {
    fill('title', card.title);
    fill('birthDate', card.birthDate);
  }
  fill('email', card.email);
  fill('note', card.note);
  const addresses = card.addresses.map((one) => ({ ...blankAddress, ...one }));
  const typed = mask.addresses.filter((one) => !isBlankAddress(one));
  if (addresses.length > 0 && typed.length === 0) Object.assign(laid, { addresses, homeAddress: 0 });
  else if (addresses.length > 0) {
    const further = addresses.filter((one) => !typed.some((other) => isSamePlace(one, other)));
    if (further.length > 0) laid.addresses = [...mask.addresses.filter((one) => !isBlankAddress(one)), ...further];
    if (laid.addresses) laid.homeAddress = Math.max(0, typed.indexOf(mask.addresses[mask.homeAddress] ?? blankAddress));
  }
  const phones = mask.phones.filter(({ number }) => number.trim() !== '');
  const known = new Set(phones.map(({ number }) => numberOf(number)));
  const further = card.phones.filter(({ number }) => !known.has(numberOf(number)));
  if (further.length > 0)
    laid.phones = [...phones, ...further.map((one) => ({ phoneId: null, ...one, number: numberOf(one.number) }))];
  return laid;
}

function isSamePlace(one: MaskForm['addresses'][number], other: MaskForm['addresses'][number]): boolean {
  return (['street', 'houseNumber', 'postcode', 'town'] as const).every((part) => one[part] === other[part]);
}

function numberOf(text: string): string {
  const reading = readPhone(text);
  return reading.kind === 'phone' ? reading.display : text.trim();
}
