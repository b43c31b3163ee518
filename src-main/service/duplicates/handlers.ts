// Answers 'Mögliche Dubletten': the pairs that were found, judged again as both are now, and what staff say of a pair.
import { DUPLICATE_POINTS, type DuplicateFacts, judgeDuplicate } from '../../../src-shared/customers/duplicates.ts';
import { showPhone } from '../../../src-shared/customers/phone.ts';
import { listName } from '../../../src-shared/customers/rules.ts';
import type { DuplicatePair } from '../../../src-shared/duplicates/contract.ts';
import { rawRow, statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { procedures } from '../procedures.ts';
import { duplicateFactsOf } from '../search/customer-entries.ts';

export function duplicateHandlers(os: typeof procedures.duplicates) {
  return {
    list: os.list.handler(({ context, input }) => {
      const house = opened(context);
      const { sqlite } = house.db;
      const { n } = statement(sqlite, `SELECT count(*) AS n ${OPEN}`).get() as { n: number };
      const found = statement(
        sqlite,
        `SELECT p.customerId, p.otherId ${OPEN} ORDER BY p.score DESC, p.customerId, p.otherId LIMIT ?`,
      ).all(input.limit) as { customerId: string; otherId: string }[];
      return { pairs: found.flatMap((one) => pairOf(house, one) ?? []), count: n };
    }),

    run: os.run.handler(({ context }) => opened(context).duplicates.run),

    start: os.start.handler(({ context }) => opened(context).duplicates.start()),

    stop: os.stop.handler(({ context }) => opened(context).duplicates.stop()),

    dismiss: os.dismiss.handler(({ context, input, errors }) => {
      const house = opened(context);
      const decidedBy = signedIn(context).id;
      const { customerId, otherId } = input;
      for (const one of [customerId, otherId])
        if (rawRow(house.db.sqlite, 'customer', one)?.removedAt !== null) throw errors.GONE();
      house.save('duplicate.dismiss', (unit) =>
        unit.create('notDuplicate', { id: house.newId(), customerId, otherId, at: unit.now, decidedBy }),
      );
    }),
  };
}

// --- details

/** Both are there, and nobody has said that they are two. */
const OPEN = `FROM duplicatePair p
  JOIN customer a ON a.id = p.customerId AND a.removedAt IS NULL
  JOIN customer b ON b.id = p.otherId AND b.removedAt IS NULL
  WHERE NOT EXISTS (SELECT 1 FROM notDuplicate WHERE customerId = p.customerId AND otherId = p.otherId AND removedAt IS NULL)
    AND NOT EXISTS (SELECT 1 FROM notDuplicate WHERE customerId = p.otherId AND otherId = p.customerId AND removedAt IS NULL)`;

/** Of the Wohnanschrift, or where none is marked the first address, as the mask shows it. */
const TOWN = `SELECT town FROM customerAddress WHERE customerId = ? AND removedAt IS NULL
  ORDER BY id IS NOT ?, rank, id LIMIT 1`;

/** null = nothing speaks for one person any more. */
function pairOf(house: House, { customerId, otherId }: { customerId: string; otherId: string }): DuplicatePair | null {
  const { sqlite } = house.db;
  const [mine, its] = [duplicateFactsOf(sqlite, customerId), duplicateFactsOf(sqlite, otherId)];
  const judgement = mine && its && judgeDuplicate(mine, its, { sameBirthDateAlwaysReported: true });
  if (!judgement) return null;
  return {
    ...{ one: personOf(house, customerId, mine), other: personOf(house, otherId, its), score: judgement.score },
    reasons: judgement.reasons.map((reason) => ({ reason, points: DUPLICATE_POINTS[reason] })),
  };
}

function personOf(house: House, id: string, facts: DuplicateFacts): DuplicatePair['one'] {
  const { firstName, lastName, birthDate, email, street, postcode, phones } = facts;
  const customer = rawRow(house.db.sqlite, 'customer', id);
  const town = String(
    statement(house.db.sqlite, TOWN)
      .pluck()
      .get(id, customer?.homeAddressId ?? null) ?? '',
  );
  return {
    ...{ id, birthDate, email, name: listName({ firstName: firstName || null, lastName }) },
    number: String(customer?.number ?? ''),
    address: [street, [postcode, town].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    phones: phones.map(showPhone),
  };
}
