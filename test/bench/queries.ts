// What the searches of the bench type: drawn from real rows, so that frequent names are asked often, with umlauts, spelled
// out, or in lower case.
import { phoneSearchDigits } from '../../src-shared/customers/phone.ts';
import { randomFrom, type SampleCustomer, sampleCustomers } from './customers.ts';

export type QuerySet = 'keys' | 'worst' | 'phone' | 'surname' | 'birthDate' | 'postcode';

export type Queries = Record<QuerySet, string[]>;

/** Some customers among the first `count`, the same for the same count. */
export function somePeople(count: number, wanted: number): SampleCustomer[] {
  const random = randomFrom(5);
  const places = new Set<number>();
  while (places.size < wanted) places.add(Math.floor(random() * count));
  const people: SampleCustomer[] = [];
  let at = 0;
  for (const one of sampleCustomers(count)) {
    if (places.has(at)) people.push(one);
    at += 1;
  }
  return people;
}

export function queriesAbout(people: readonly SampleCustomer[]): Queries {
  const random = randomFrom(9);
  const keys = people.flatMap((one, at) => {
    const typed = spelled(`${one.lastName.slice(0, 6)}, ${one.firstName.slice(0, 3)}`, at);
    return Array.from({ length: typed.length }, (_, length) => typed.slice(0, length + 1));
  });
  const firstNames = [
    'Anna',
    'Michael',
    'Peter',
    'a',
    'm',
    'Quirin',
    'Khalid',
    'Xaver',
    'Zoë',
    'Filip',
    'Xqz',
    'Wbr',
    'x',
  ];
  const phones = people.flatMap(({ phone }) => (phone ? [phoneSearchDigits(phone)] : []));
  return {
    keys,
    worst: firstNames.flatMap((name) => [`Sch, ${name}`, `sch, ${name.toLowerCase()}`, `Sch, ${name.slice(0, 2)}`]),
    phone: phones.flatMap((digits) => {
      const from = 1 + Math.floor(random() * (digits.length - 6));
      return [digits.slice(from, from + 4), digits.slice(from, from + 6), digits.slice(-4), digits.slice(-6)];
    }),
    surname: people.map((one, at) => spelled(one.lastName.slice(0, 3), at)),
    birthDate: people.flatMap(({ birthDate }) => (birthDate ? [birthDate.split('-').reverse().join('.')] : [])),
    postcode: people.map((one, at) => spelled(`${one.lastName.slice(0, 4)} ${one.postcode}`, at)),
  };
}

function spelled(text: string, at: number): string {
  if (at % 3 === 0) return text;
  if (at % 3 === 1) return text.toLowerCase();
  return text.replace(/ü/g, 'ue').replace(/ö/g, 'oe').replace(/ä/g, 'ae').replace(/ß/g, 'ss');
}
