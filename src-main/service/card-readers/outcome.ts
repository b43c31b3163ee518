// What a card that was read leads to: a bearer of whom all agrees, the window for taking over, or why not. It notes at
// the customer what the card says otherwise, and changes nothing else of him.
import type { CardEvent } from '../../../src-shared/card-readers/contract.ts';
import { listName } from '../../../src-shared/customers/rules.ts';
import type { CardCandidate, CardField, HealthCard } from '../../../src-shared/health-card/record.ts';
import { bearersOfInsuredNumber, bringOver, takeNumber, welcome } from '../cards.ts';
import { customerRecord } from '../customer-record.ts';
import { statusRulesOf } from '../customer-status.ts';
import type { House } from '../house.ts';
import { insuranceFacts, renewMembership } from '../insurance.ts';
import type { CardReading } from '../ports.ts';
import { askPrivacy } from '../privacy-asking.ts';
import { setting } from '../settings.ts';
import { likelyBearers } from './candidates.ts';
import { addressLine, comparedFields, differingFields, offeredFields } from './compare.ts';

/** @param isHere whether the one in whose name all this is done has not left meanwhile */
export async function outcomeOf(house: House, reading: CardReading, isHere: () => boolean): Promise<CardEvent> {
  switch (reading.kind) {
    case 'failed':
      return { kind: 'failed', reader: reading.reader, code: reading.code };
    case 'number':
      return { kind: 'customerCard', number: reading.number, answer: takeNumber(house, reading.number) };
    case 'health':
      return outcomeOfHealthCard(house, reading.card, isHere);
  }
}

/** As the customer's row keeps it. */
export function notedDifferences(fields: readonly CardField[]): string | null {
  return fields.length > 0 ? fields.join(',') : null;
}

// --- details

async function outcomeOfHealthCard(house: House, card: HealthCard, isHere: () => boolean): Promise<CardEvent> {
  const { ids, tookOverFrom, offline } = await bearers(house, card.kvnr);
  if (!isHere()) return { kind: 'none' };
  const [bearer] = ids;
  if (bearer === undefined || ids.length > 1) {
    const likely = bearer === undefined ? likelyBearers(house, card) : ids.map((customerId) => known(customerId));
    return compared(house, card, likely, { tookOverFrom, offline });
  }
  const candidate = candidateOf(house, card, known(bearer));
  const differing = differingFields(candidate?.fields ?? []);
  noteIfPossible(house, bearer, differing);
  if (candidate && differing.length === 0) {
    const { kvnr: number, insurance } = card;
    const payerIk = insurance?.payerIk ?? null;
    const membership = renewMembership(house, bearer, { kind: 'insurance', number, payerIk });
    return { kind: 'agrees', card, answer: welcome(house, bearer, tookOverFrom, membership) };
  }
  askPrivacy(house, bearer, 'card');
  return compared(house, card, [known(bearer)], { tookOverFrom, offline });
}

/** A full or locked disk must not keep a customer from being opened. */
function noteIfPossible(house: House, customerId: string, differing: readonly CardField[]): void {
  try {
    house.save('card.take', (unit) =>
      unit.update('customer', customerId, { cardDiffers: notedDifferences(differing) }),
    );
  } catch (error) {
    house.ports.log.warn({ code: (error as { code?: string }).code }, 'what a card says otherwise could not be noted');
  }
}

type Bearers = { ids: string[]; tookOverFrom: string | null; offline: boolean };

/** Who has this insured number here, or has been brought here because of it (E-58). */
async function bearers(house: House, number: string): Promise<Bearers> {
  const ids = bearersOfInsuredNumber(house, number);
  if (ids.length > 0 || !setting(house, 'takeOverByCard')) return { ids, tookOverFrom: null, offline: false };
  const moved = await bringOver(house, number);
  if (typeof moved === 'string') return { ids, tookOverFrom: null, offline: moved === 'offline' };
  return { ids: [moved.customerId], tookOverFrom: moved.fromBranchName, offline: false };
}

type Meant = Pick<CardCandidate, 'customerId' | 'why'>;

function known(customerId: string): Meant {
  return { customerId, why: 'kvnr' };
}

function compared(
  house: House,
  card: HealthCard,
  meant: readonly Meant[],
  { tookOverFrom, offline }: Omit<Bearers, 'ids'>,
): CardEvent {
  return {
    ...{ kind: 'compare', readingId: house.newId(), card, tookOverFrom, offline },
    // After the note at the customer: it is a change of his record, and the version counts it.
    candidates: meant.flatMap((one) => candidateOf(house, card, one) ?? []),
    offered: offeredFields(card, insuranceFacts(house)),
    consentWanted: setting(house, 'storageConsentWanted'),
  };
}

function candidateOf(house: House, card: HealthCard, { customerId, why }: Meant): CardCandidate | null {
  const record = customerRecord(house, customerId);
  if (!record) return null;
  const { form, number, version } = record;
  return {
    ...{ customerId, why, number, version, name: listName(form), birthDate: form.birthDate },
    address: addressLine(form.addresses[form.homeAddress ?? 0] ?? {}),
    readOnly: statusRulesOf(house, customerId)?.editable === false,
    fields: comparedFields(card, form, insuranceFacts(house)),
  };
}
