// What comes before a case: whether there may be one for this customer, and which data are asked for first. Reads the facts;
// what they mean stands in service-cases/rules.ts and missing-data.ts.

import { canWithdraw, consentState } from '../../../src-shared/consent/rules.ts';
import type { CustomerForm, CustomerRecord } from '../../../src-shared/customers/contract.ts';
import { localDay } from '../../../src-shared/customers/rules.ts';
import { statusMeaning } from '../../../src-shared/customers/status.ts';
import type { BeforeCase, CaseEntries } from '../../../src-shared/service-cases/contract.ts';
import {
  type Asked,
  askedAgainFrom,
  hasAddress,
  isDataAsked,
  type KnownData,
  missingWanted,
  wantedData,
} from '../../../src-shared/service-cases/missing-data.ts';
import { type CaseRefusal, caseRefusal } from '../../../src-shared/service-cases/rules.ts';
import { consentEntriesOf } from '../consent/ledger.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { ownStatuses } from '../lists.ts';
import { chainSettings, setting } from '../settings.ts';

/** Decides by what is saved now. */
export function beforeCase(house: House, record: CustomerRecord): BeforeCase {
  const { id, form } = record;
  const settings = chainSettings(house);
  const missing = missingWanted(settings, knownData(form));
  const today = localDay(house.now());
  const asked = isDataAsked(
    { missing, asked: askedOf(house, id), openedSince: isOpenedSinceAsked(house, id), today },
    settings.monthsUntilAskedAgain,
  );
  const refusal = refusalFor(house, form);
  // Where the address is asked for anyway, it can be told there.
  const canBeTold = refusal === 'addressMissing' && asked && missing.includes('address');
  if (refusal && !canBeTold) return { kind: 'refused', reason: refusal };
  if (!asked) return { kind: 'open' };
  const advertising = consentState(consentEntriesOf(house, id), 'advertisingEmail');
  const withdrawable = settings.stopAdvertisingInHint && canWithdraw(advertising).allowed;
  return {
    kind: 'ask',
    wanted: wantedData(settings, form.kind),
    missing,
    known: knownEntries(form),
    addressNeeded: refusal === 'addressMissing',
    emailAdvertising: withdrawable ? (advertising.state === 'granted' ? 'granted' : 'notGranted') : null,
  };
}

export function refusalFor(house: House, form: CustomerForm): CaseRefusal | null {
  const meaning = statusMeaning(form.status, ownStatuses(house));
  return caseRefusal({ meaning, hasAddress: hasAddress(homeOf(form)) }, setting(house, 'caseNeedsAddress'));
}

/** Writes down that the dialog is shown, once in the months for which it counts (T-16). */
export function noteShown(house: House, customerId: string): void {
  const today = localDay(house.now());
  const again = askedAgainFrom(askedOf(house, customerId), setting(house, 'monthsUntilAskedAgain'));
  if (again !== null && today < again) return;
  house.save('customer.ask', (unit) =>
    unit.create('customerAsked', {
      ...{ id: house.newId(), customerId, what: 'data', day: today, at: unit.now },
      askedBy: house.session.person?.id ?? null,
    }),
  );
}

function homeOf(form: CustomerForm): CustomerForm['addresses'][number] | undefined {
  return form.addresses[form.homeAddress ?? 0];
}

// --- details

function knownData(form: CustomerForm): KnownData {
  const { kind, firstName, birthDate, email } = form;
  return { kind, firstName, birthDate, email, home: homeOf(form), phones: form.phones.length };
}

function knownEntries(form: CustomerForm): CaseEntries {
  const home = homeOf(form);
  return {
    ...{ firstName: form.firstName, birthDate: form.birthDate, email: form.email },
    ...{ street: home?.street ?? null, houseNumber: home?.houseNumber ?? null },
    ...{ postcode: home?.postcode ?? null, town: home?.town ?? null },
    phone: form.phones[0]?.number ?? null,
  };
}

function askedOf(house: House, customerId: string): Asked[] {
  return statement(
    house.db.sqlite,
    "SELECT what, day FROM customerAsked WHERE customerId = ? AND what IN ('data', 'dataDeclined') AND removedAt IS NULL",
  ).all(customerId) as Asked[];
}

function isOpenedSinceAsked(house: House, customerId: string): boolean {
  const found = statement(
    house.db.sqlite,
    `SELECT 1 FROM serviceCase WHERE customerId = @id
     AND openedAt >= (SELECT max(at) FROM customerAsked WHERE customerId = @id AND what = 'data')`,
  ).get({ id: customerId });
  return found !== undefined;
}
