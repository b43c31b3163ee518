// Makes German health cards (eGK) of invented people: the files of a card from a plain description, a chip that answers for
// them, and the ways in which such an image can be broken. It knows how a card is written, not how it is read.
import { gzipSync } from 'node:zlib';
import { kvnrCheckDigit } from '../../src-shared/customers/kvnr.ts';

/** What stands on a card, as its issuer writes it: days as YYYYMMDD with 00 for what is unknown, countries as in DEÜV. */
export type CardDescription = {
  kvnr: string;
  birthDate: string;
  firstName: string;
  lastName: string;
  gender: string;
  /** 'Vorsatzwort' (von der), 'Namenszusatz' (Freifrau), 'Titel'. */
  prefix?: string;
  nobility?: string;
  title?: string;
  street?: StreetAddress | null;
  postBox?: { postBox?: string; postcode?: string; town?: string; country?: string } | null;
  /** null = the card carries no general insurance data. */
  insurance: {
    payerIk: string;
    payerName: string;
    /** 'AbrechnenderKostentraeger'. */
    billed?: { payerIk: string; payerName: string };
    /** 'Versichertenart'. */
    kind?: string;
    /** Of a private insurance: no 'Versichertenart'. */
    isPrivate?: boolean;
    validFrom?: string;
    validTo?: string;
  } | null;
  /** YYYYMMDDHHMMSS, UTC. */
  writtenAt: string;
  /** The last update was interrupted. */
  incomplete?: boolean;
  schema?: '5.1' | '5.2';
};

type StreetAddress = {
  street?: string;
  houseNumber?: string;
  addition?: string;
  postcode?: string;
  town?: string;
  country?: string;
};

export type CardFiles = { statusVd: Uint8Array; pd: Uint8Array; vd: Uint8Array };

/** A KVNR with its check digit: kvnrOf('Z12345678'). */
export function kvnrOf(letterAndDigits: string): string {
  return `${letterAndDigits}${kvnrCheckDigit(letterAndDigits)}`;
}

/** Somebody who exercises the letters of ISO 8859-15; what is said otherwise is otherwise. */
export function somebody(more: Partial<CardDescription> = {}): CardDescription {
  return {
    kvnr: kvnrOf('Z12345678'),
    birthDate: '19610403',
    firstName: 'Žofie Änne',
    prefix: 'von',
    lastName: 'Müßig-Škoda',
    gender: 'W',
    street: { street: 'Œuvre-Straße', houseNumber: '4a', postcode: '80331', town: 'München', country: 'D' },
    insurance: { payerIk: '109519005', payerName: 'AOK Nordost', kind: '1', validFrom: '20150101' },
    writtenAt: '20260412093000',
    ...more,
  };
}

/** The three readable files of DF.HCA, padded to their sizes on a G2 card. @throws where the description is too long for it */
export function healthCardFiles(description: CardDescription): CardFiles {
  return {
    statusVd: statusFile(description),
    pd: personFile(encoded(personXml(description))),
    vd: description.insurance ? insuranceFile(encoded(insuranceXml(description))) : NO_INSURANCE,
  };
}

/** EF.PD around any content: length, gzip, padding. */
export function personFile(content: Uint8Array, size = PD_SIZE): Uint8Array {
  const packed = gzipSync(content);
  return padded([packed.length >> 8, packed.length & 0xff], packed, size);
}

/** EF.VD around any content: four offsets, the end inclusive, gzip, padding; without protected data. */
export function insuranceFile(content: Uint8Array, size = VD_SIZE): Uint8Array {
  const packed = gzipSync(content);
  const end = HEAD_OF_VD + packed.length - 1;
  const offsets = [0, HEAD_OF_VD, end >> 8, end & 0xff, 0xff, 0xff, 0xff, 0xff];
  return padded(offsets, packed, size);
}

/** The image with a directory of EF.VD that lets the insurance end before it begins. */
export function withoutInsurancePlace(files: CardFiles): CardFiles {
  const vd = Uint8Array.from(files.vd);
  vd.set([0, HEAD_OF_VD, 0, HEAD_OF_VD - 6]);
  return { ...files, vd };
}

export function personXml(person: CardDescription): string {
  const { root, tag } = xmlOf(person, 'UC_PersoenlicheVersichertendatenXML');
  const { street, postBox } = person;
  return root(
    tag('Versicherten_ID', person.kvnr),
    tag(
      'Person',
      tag('Geburtsdatum', person.birthDate),
      tag('Vorname', escaped(person.firstName)),
      tag('Nachname', escaped(person.lastName)),
      tag('Geschlecht', person.gender),
      tag('Vorsatzwort', escaped(person.prefix)),
      tag('Namenszusatz', escaped(person.nobility)),
      tag('Titel', escaped(person.title)),
      postBox &&
        tag(
          'PostfachAdresse',
          ...place(tag, postBox),
          tag('Postfach', escaped(postBox.postBox)),
          tag('Land', tag('Wohnsitzlaendercode', postBox.country ?? 'D')),
        ),
      street &&
        tag(
          'StrassenAdresse',
          ...place(tag, street),
          tag('Land', tag('Wohnsitzlaendercode', street.country ?? 'D')),
          tag('Strasse', escaped(street.street)),
          tag('Hausnummer', escaped(street.houseNumber)),
          tag('Anschriftenzusatz', escaped(street.addition)),
        ),
    ),
  );
}

export function insuranceXml(person: CardDescription): string {
  const { root, tag } = xmlOf(person, 'UC_AllgemeineVersicherungsdatenXML');
  const { insurance } = person;
  if (!insurance) throw new Error('this card has no insurance');
  const payer = (one: { payerIk: string; payerName: string }) =>
    tag('Kostentraegerkennung', one.payerIk) +
    tag('Kostentraegerlaendercode', 'D') +
    tag('Name', escaped(one.payerName));
  const billed = insurance.billed && tag('AbrechnenderKostentraeger', payer(insurance.billed));
  return root(
    tag(
      'Versicherungsschutz',
      tag('Beginn', insurance.validFrom),
      tag('Ende', insurance.validTo),
      tag('Kostentraeger', payer(insurance), billed),
    ),
    tag(
      'Zusatzinfos',
      insurance.isPrivate
        ? tag('ZusatzinfosPKV', tag('PKV_Verbandstarif', '01'))
        : tag(
            'ZusatzinfosGKV',
            tag('Versichertenart', insurance.kind),
            tag('Zusatzinfos_Abrechnung_GKV', tag('WOP', '71')),
          ),
    ),
  );
}

/** ISO 8859-15. @throws for a letter that it does not have */
export function encoded(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = EIGHT_LETTERS[text.charAt(at)] ?? text.charCodeAt(at);
    if (code > 0xff) throw new Error(`no card can hold ${text.charAt(at)}`);
    bytes[at] = code;
  }
  return bytes;
}

/** What is wrong with a chip: an answer to the SELECT of DF.HCA, files that are missing, the moment it is pulled out. */
export type ChipFault = { selectHca?: number; missing?: readonly number[]; removedAfter?: number };

/**
 * A chip with these files: SELECT by name, READ BINARY with and without a short identifier, end of file as 6282, beyond it as
 * 6B00. A card that was pulled out answers nothing.
 */
export function chipOf(files: CardFiles, fault: ChipFault = {}): (apdu: Uint8Array) => Uint8Array {
  const byId = new Map([
    [0x01, files.pd],
    [0x02, files.vd],
    [0x0c, files.statusVd],
  ]);
  let inHca = false;
  let current: Uint8Array | null = null;
  let answered = 0;
  return (apdu) => {
    if (fault.removedAfter !== undefined && answered++ >= fault.removedAfter) return new Uint8Array();
    const [, instruction, p1 = 0, p2 = 0, length = 0] = apdu;
    if (instruction === 0xa4) {
      const name = Buffer.from(apdu.subarray(5, 5 + length)).toString('hex');
      inHca = name === 'd27600000102';
      if (!inHca) return status(name === 'd2760001448000' ? 0x9000 : 0x6a82);
      return status(fault.selectHca ?? 0x9000);
    }
    if (instruction !== 0xb0 || !inHca) return status(0x6d00);
    if (p1 & 0x80) {
      const file = byId.get(p1 & 0x1f);
      if (!file || fault.missing?.includes(p1 & 0x1f)) return status(0x6a82);
      current = file;
    }
    if (!current) return status(0x6986);
    const from = p1 & 0x80 ? p2 : (p1 << 8) | p2;
    if (from >= current.length) return status(0x6b00);
    const data = current.subarray(from, from + (length === 0 ? 256 : length));
    const answer = new Uint8Array(data.length + 2);
    answer.set(data);
    answer.set(status(from + length > current.length ? 0x6282 : 0x9000), data.length);
    return answer;
  };
}

/** Numbers below 1 that come again with the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The image with a few bytes changed, cut out, doubled or swapped, in one file of the three. */
export function mutatedFiles(files: CardFiles, roll: () => number): CardFiles {
  const name = roll() < 0.04 ? 'statusVd' : roll() < 0.5 ? 'pd' : 'vd';
  return { ...files, [name]: mutatedBytes(files[name], roll) };
}

/** The same within a text, where the container around it is made anew and is right. */
export function mutatedText(text: string, roll: () => number): string {
  const at = () => Math.floor(roll() * text.length);
  const pieces = ['<', '>', '&', '&#0;', '&x;', '"', ']]>', '<!--', '<?', '\0', '\n', 'ÿ', '0', '', ' ', '</Person>'];
  const piece = pieces[Math.floor(roll() * pieces.length)] ?? '';
  const [one, other] = [at(), at()];
  switch (Math.floor(roll() * 5)) {
    case 0:
      return text.slice(0, one) + piece + text.slice(one);
    case 1:
      return text.slice(0, one) + piece + text.slice(one + 1);
    case 2:
      return text.slice(0, Math.min(one, other)) + text.slice(Math.max(one, other));
    case 3:
      return text.slice(0, Math.max(one, other)) + text.slice(Math.min(one, other));
    default:
      return text.slice(0, one) + String.fromCharCode(32 + Math.floor(roll() * 224)) + text.slice(one + 1);
  }
}

/**
 * The text with the value of one element changed a little, or taken from another such text; it stays well-formed. An insured number
 * has a right check digit most of the time: with a wrong one no card is read.
 */
export function mutatedValue(text: string, other: string, roll: () => number): string {
  const leaves = [...text.matchAll(/<(?:vsd:)?(\w+)>([^<]+)</g)];
  const leaf = leaves[Math.floor(roll() * leaves.length)];
  if (!leaf) return text;
  const [whole, name = '', value = ''] = leaf;
  const theirs = new RegExp(`<(?:vsd:)?${name}>([^<]+)<`).exec(other)?.[1];
  let changed = roll() < 0.4 && theirs !== undefined ? theirs : mutatedWord(value, roll);
  if (name === 'Versicherten_ID' && /^[A-Z]\d{9,}$/.test(changed) && roll() < 0.9)
    changed = kvnrOf(changed.slice(0, 9));
  const at = leaf.index + whole.length - 1 - value.length;
  return text.slice(0, at) + changed + text.slice(at + value.length);
}

// --- details

function mutatedWord(word: string, roll: () => number): string {
  const at = Math.floor(roll() * word.length);
  const [here, next] = [word.charAt(at), word.charAt(at + 1)];
  const signs = /\d/.test(here) ? '0123456789' : 'aäeéoöuüßsšzžnmxAEMSZŽ -.';
  const sign = signs[Math.floor(roll() * signs.length)] ?? '';
  switch (Math.floor(roll() * 5)) {
    case 0:
      return word.slice(0, at) + sign + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + next + here + word.slice(at + 2);
    case 2:
      return word.slice(0, at) + word.slice(at + 1);
    case 3:
      return word.slice(0, at) + sign + word.slice(at);
    default:
      return roll() < 0.5 ? word.toUpperCase() : word.toLowerCase();
  }
}

const PD_SIZE = 850;
const VD_SIZE = 1250;
const HEAD_OF_VD = 8;
const NO_INSURANCE = padded(Array<number>(HEAD_OF_VD).fill(0xff), new Uint8Array(), VD_SIZE);
/** The letters in which ISO 8859-15 is not 8859-1. */
const EIGHT_LETTERS: Readonly<Record<string, number>> = {
  ...{ '€': 0xa4, Š: 0xa6, š: 0xa8, Ž: 0xb4, ž: 0xb8, Œ: 0xbc, œ: 0xbd, Ÿ: 0xbe },
};
const NAMESPACES = {
  '5.1': (name: string) => `http://ws.gematik.de/fa/vsds/${name}/v5.1`,
  '5.2': () => 'http://ws.gematik.de/fa/vsdm/vsd/v5.2',
};

type Tag = (name: string, ...content: (string | undefined | null)[]) => string;

/** 5.1 is written without a prefix, 5.2 with one. What has no content is left out. */
function xmlOf({ schema = '5.2' }: CardDescription, name: string): { root: (...parts: string[]) => string; tag: Tag } {
  const prefix = schema === '5.2' ? 'vsd:' : '';
  const space = `xmlns${prefix === '' ? '' : ':vsd'}="${NAMESPACES[schema](name)}"`;
  const tag: Tag = (own, ...content) => {
    const within = content.map((one) => one ?? '').join('');
    return within === '' ? '' : `<${prefix}${own}>${within}</${prefix}${own}>`;
  };
  const root = (...parts: string[]) =>
    `<?xml version="1.0" encoding="ISO-8859-15" standalone="yes"?><${prefix}${name} CDM_VERSION="${schema}.0" ${space}>` +
    `${tag('Versicherter', ...parts)}</${prefix}${name}>`;
  return { root, tag };
}

function place(tag: Tag, { postcode, town }: { postcode?: string; town?: string }): string[] {
  return [tag('Postleitzahl', escaped(postcode)), tag('Ort', escaped(town))];
}

function escaped(text = ''): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function statusFile({ writtenAt, incomplete = false, schema = '5.2' }: CardDescription): Uint8Array {
  const version = schema === '5.2' ? [0x00, 0x50, 0x02, 0x00, 0x00] : [0x00, 0x50, 0x01, 0x00, 0x00];
  return Uint8Array.from([...encoded(`${incomplete ? 1 : 0}${writtenAt}`), ...version, 0x00, 0x30, 0x00, 0x00, 0x04]);
}

function padded(head: readonly number[], content: Uint8Array, size: number): Uint8Array {
  if (head.length + content.length > size)
    throw new Error(`${head.length + content.length} bytes do not fit into ${size}`);
  const file = new Uint8Array(size);
  file.set(head);
  file.set(content, head.length);
  return file;
}

function status(word: number): Uint8Array {
  return Uint8Array.of(word >> 8, word & 0xff);
}

function mutatedBytes(bytes: Uint8Array, roll: () => number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  // What decides lies in front (lengths, offsets, the head of the gzip); padding says nothing.
  let used = bytes.length;
  while (used > 24 && bytes[used - 1] === 0) used -= 1;
  const at = () => Math.floor(roll() < 0.5 ? roll() * 24 : roll() * used) % bytes.length;
  const times = 1 + Math.floor(roll() * 4);
  for (let time = 0; time < times; time += 1) {
    const place = at();
    switch (Math.floor(roll() * 5)) {
      case 0:
        changed[place] = Math.floor(roll() * 256);
        break;
      case 1:
        changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(roll() * 8));
        break;
      case 2:
        changed.fill(roll() < 0.5 ? 0x00 : 0xff, place, place + 1 + Math.floor(roll() * 8));
        break;
      case 3:
        changed.copyWithin(at(), place, place + 1 + Math.floor(roll() * 32));
        break;
      default:
        return changed.slice(0, place);
    }
  }
  return changed;
}
