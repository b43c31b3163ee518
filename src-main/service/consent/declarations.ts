// The declarations as the dialog needs them: their versions, the one in force, and its text filled for one customer. How they
// are edited is 'Textbausteine'; what may stand in them is consent/text-block.ts.
import { and, asc, isNull, ne } from 'drizzle-orm';
import {
  type FilledText,
  fillText,
  type PlaceholderValues,
  TEXT_BLOCKS,
  type TextBlockKey,
  versionInForce,
} from '../../../src-shared/consent/text-block.ts';
import { showPhone } from '../../../src-shared/customers/phone.ts';
import { branch, type Row, textBlock, textBlockVersion } from '../../../src-shared/tables.ts';
import { customerRecord } from '../customer-record.ts';
import type { House } from '../house.ts';
import { customerFormInput } from '../printing/customer-form-input.ts';
import { germanDate } from '../printing/letter-texts.ts';
import { setting } from '../settings.ts';

export type Version = Row<'textBlockVersion'>;

export type Declaration = {
  readonly key: TextBlockKey;
  readonly title: string;
  /** Those whose day has come, oldest first. */
  readonly versions: readonly Version[];
  /** The one in force now; null = none yet. */
  readonly current: Version | null;
};

/** Every declaration, in the order of the dialog. */
export function declarationsOf(house: House): Declaration[] {
  const now = house.now();
  const blocks = house.db.orm.select().from(textBlock).where(isNull(textBlock.removedAt)).all();
  const versions = house.db.orm
    .select()
    .from(textBlockVersion)
    .where(isNull(textBlockVersion.removedAt))
    .orderBy(asc(textBlockVersion.number))
    .all();
  return TEXT_BLOCKS.map((key) => {
    const block = blocks.find((one) => one.purpose === key);
    const own = versions.filter((one) => one.textBlockId === block?.id && one.validFrom <= now);
    return { key, title: block?.title ?? key, versions: own, current: versionInForce(own, now) };
  });
}

/** What every version is called, by id: also one that is offered no more, where an entry of the ledger names it. */
export function versionNumbers(house: House): ReadonlyMap<string, number> {
  const { id, number } = textBlockVersion;
  const versions = house.db.orm.select({ id, number }).from(textBlockVersion).all();
  return new Map(versions.map((one) => [one.id, one.number]));
}

export function declarationOf(house: House, key: TextBlockKey): Declaration {
  const found = declarationsOf(house).find((one) => one.key === key);
  if (!found) throw new Error(`no declaration ${key}`);
  return found;
}

/** undefined when there is no such customer. */
export function placeholderValues(house: House, customerId: string): PlaceholderValues | undefined {
  const record = customerRecord(house, customerId);
  const input = customerFormInput(house, customerId);
  if (!record || !input) return undefined;
  const { form } = record;
  const { letterhead, address } = input;
  const natural = form.kind === 'natural';
  return {
    Anrede: natural ? form.salutation : null,
    Titel: natural ? form.title : null,
    Vorname: natural ? form.firstName : null,
    Nachname: form.lastName,
    Name: [address.title, address.firstName, form.lastName].filter(Boolean).join(' '),
    Geburtsdatum: form.birthDate && germanDate(form.birthDate),
    Anschrift: place(address),
    Telefon: form.phones[0] ? showPhone(form.phones[0].number) : null,
    'E-Mail': form.email,
    Kundennummer: record.number,
    Filiale: letterhead.branchName,
    Filialanschrift: place(letterhead),
    Filialtelefon: letterhead.phone ?? null,
    'Filial-E-Mail': letterhead.email ?? null,
    Filialen: otherBranches(house).join(', '),
    App: setting(house, 'appName'),
    Datum: germanDate(input.date),
  };
}

/** undefined when there is no such customer. */
export function textFor(house: House, customerId: string, version: Pick<Version, 'body'>): FilledText | undefined {
  const values = placeholderValues(house, customerId);
  return values && fillText(version.body, values);
}

type Place = {
  street?: string | undefined;
  houseNumber?: string | undefined;
  postcode?: string | undefined;
  town?: string | undefined;
};

function place({ street, houseNumber, postcode, town }: Place): string {
  const line = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ');
  return [line(street, houseNumber), line(postcode, town)].filter(Boolean).join(', ');
}

function otherBranches(house: House): string[] {
  return house.db.orm
    .select({ name: branch.name })
    .from(branch)
    .where(and(ne(branch.id, house.session.seat?.branch.id ?? ''), isNull(branch.removedAt)))
    .orderBy(asc(branch.name))
    .all()
    .map((one) => one.name);
}
