// The door to the privacy dialog ('Datenschutzdialog') for everything that brings a customer to the counter: a card that was
// read, a cash sale, a last visit of today. It says whether the dialog is due and tells the screen; when the screen shows it,
// and that it never opens over somebody who types, is the screen's business.
import {
  type Asked,
  type Asking,
  type AskingTrigger,
  countingAsk,
  decideAsking,
} from '../../src-shared/consent/asking.ts';
import { consentState } from '../../src-shared/consent/rules.ts';
import { type CustomerStatus, customerStatuses, localDay } from '../../src-shared/customers/rules.ts';
import { isUnserved } from '../../src-shared/customers/status.ts';
import type { Row } from '../../src-shared/tables.ts';
import { consentEntriesOf } from './consent/ledger.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { setting } from './settings.ts';

/**
 * To be called after the save that brought the customer in, outside of its transaction. When the dialog is due the screen
 * hears of it by itself: the caller has nothing to do with the answer.
 * @returns whether it is due; null for a customer who is not here
 */
export function askPrivacy(house: House, customerId: string, trigger: AskingTrigger): Asking | null {
  const asking = privacyAsking(house, customerId);
  if (asking?.due) house.announce({ kind: 'privacyDue', customerId, trigger, why: asking.why });
  return asking;
}

/** As `askPrivacy`, and nobody hears of it. */
export function privacyAsking(house: House, customerId: string): Asking | null {
  const standing = standingOf(house, customerId);
  if (!standing) return null;
  const facts = {
    wanted: setting(house, 'storageConsentWanted'),
    storage: consentState(consentEntriesOf(house, customerId), 'storage'),
    status: standing.status,
    askedToday: askedToday(house, customerId) !== null,
  };
  return decideAsking(facts, house.now());
}

/** Who asked first today; null = nobody that this workstation knows of. */
export function askedToday(house: House, customerId: string): Asked | null {
  const rows = statement(
    house.db.sqlite,
    "SELECT id, at, askedBy FROM customerAsked WHERE customerId = ? AND what = 'privacy' AND day = ?",
  ).all(customerId, localDay(house.now()));
  return countingAsk(rows as Asked[]);
}

/** The dialog was shown: that is today's asking, whatever comes of it. A second time on one day is none. */
export function keepAsked(house: House, customerId: string): void {
  if (askedToday(house, customerId)) return;
  house.save('customer.ask', (unit) =>
    unit.create('customerAsked', {
      ...{ id: house.newId(), customerId, what: 'privacy', day: localDay(unit.now), at: unit.now },
      askedBy: house.session.person?.id ?? null,
    }),
  );
}

/** Neither locked nor dead; a customer who is not here is neither. */
export function isServedHere(house: House, customerId: string | null): boolean {
  const standing = customerId === null ? null : standingOf(house, customerId);
  return standing === null || !isUnserved(standing.status);
}

/** What the record says of asking; null = no such customer here. A status that nobody here knows forbids nothing. */
export function standingOf(
  house: House,
  customerId: string,
): { status: CustomerStatus; advertisingPreset: string | null } | null {
  const row = statement(
    house.db.sqlite,
    `SELECT coalesce(s.meaning, c.status) AS status, c.advertisingPreset
      FROM customer c LEFT JOIN customerStatus s ON s.id = c.status WHERE c.id = ? AND c.removedAt IS NULL`,
  ).get(customerId) as Pick<Row<'customer'>, 'status' | 'advertisingPreset'> | undefined;
  if (!row) return null;
  return { ...row, status: customerStatuses.find((one) => one === row.status) ?? 'active' };
}
