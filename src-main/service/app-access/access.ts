// A customer's access as rows: read for the mask, switched and made valid inside the mask's own save, ended by a withdrawn
// consent. The decisions stand in app-access/rules.ts; no password is known here, only hashes.
import { randomBytes } from 'node:crypto';
import { canActivate, type Licence, licenceOn, switchEffects } from '../../../src-shared/app-access/rules.ts';
import { consentState, isProven } from '../../../src-shared/consent/rules.ts';
import type { pendingSecret, Row } from '../../../src-shared/tables.ts';
import { consentEntriesOf } from '../consent/ledger.ts';
import { AppAccessRefused, type ApplyAppAccess } from '../customers.ts';
import { statement, type UnitOfWork } from '../database/save.ts';
import type { House } from '../house.ts';
import { dayOf } from '../printing/customer-form-input.ts';
import { isServedHere } from '../privacy-asking.ts';
import { loginCodeHash, makeLoginCode } from './login-code.ts';

export type PendingLetter = { number: string; at: number; mine: boolean; ownerName: string };

/** The one access of a customer, chain-wide; undefined = never had one. */
export function accessRow(house: House, customerId: string): Row<'appAccess'> | undefined {
  const row = statement(house.db.sqlite, 'SELECT * FROM appAccess WHERE customerId = ? AND removedAt IS NULL').get(
    customerId,
  ) as (Omit<Row<'appAccess'>, 'active'> & { active: number }) | undefined;
  return row && { ...row, active: row.active === 1 };
}

/** A printed letter that waits for F1, the signed-in employee's own before a colleague's. */
export function pendingLetter(house: House, customerId: string): PendingLetter | null {
  const me = house.session.person?.id;
  const waiting = statement(
    house.db.sqlite,
    `SELECT p.letterNumber AS number, p.printedAt AS at, p.ownerId, ifnull(e.name, '') AS ownerName
     FROM pendingSecret p LEFT JOIN employee e ON e.id = p.ownerId WHERE p.customerId = ?`,
  ).all(customerId) as (Omit<PendingLetter, 'mine'> & { ownerId: string })[];
  const letters = waiting.map(({ ownerId, ...letter }) => ({ ...letter, mine: ownerId === me }));
  return letters.find((one) => one.mine) ?? letters[0] ?? null;
}

/** The own branch's licence today. */
export function licenceOf(house: House): Licence {
  const own = statement(house.db.sqlite, 'SELECT licenceUntil FROM branch WHERE id = ?').get(
    house.session.seat?.branch.id ?? '',
  ) as Pick<Row<'branch'>, 'licenceUntil'> | undefined;
  return licenceOn(own?.licenceUntil ?? null, dayOf(house.now()));
}

/** Why 'Aktiv' cannot be ticked; null = it can. */
export function activationRefusal(house: House, customerId: string | null): string | null {
  const entries = customerId ? consentEntriesOf(house, customerId) : [];
  const consent = consentState(entries, 'app');
  const decision = canActivate({
    licence: licenceOf(house),
    consent,
    signed: isProven(consent),
    saved: customerId !== null,
    served: isServedHere(house, customerId),
  });
  return decision.allowed ? null : decision.reason;
}

/** What F1 does to the access, in the mask's transaction: switches it, then makes a printed letter's password valid. */
export const applyAppAccess: ApplyAppAccess = (house, unit, { customerId, active }) => {
  const row = accessRow(house, customerId);
  const before = row ? (row.active ? 'active' : 'inactive') : 'never';
  const after = active ?? before === 'active';
  const effects = switchEffects(before, after);
  if (effects.kind === 'activated' || effects.kind === 'reactivated') {
    const refusal = activationRefusal(house, customerId);
    if (refusal) throw new AppAccessRefused(refusal);
    switchOn(unit, customerId, row);
  }
  if (effects.kind === 'deactivated') endAppAccess(house, unit, customerId);
  if (after) makePendingValid(house, unit, customerId);
  return { newLoginCode: effects.newLoginCode };
};

/**
 * Takes code and password away for good and throws waiting letters away. Also called when the consent for the app is
 * withdrawn. Nothing happens where no access is active.
 */
export function endAppAccess(house: House, unit: UnitOfWork, customerId: string): void {
  statement(house.db.sqlite, 'DELETE FROM pendingSecret WHERE customerId = ?').run(customerId);
  const row = accessRow(house, customerId);
  if (!row?.active) return;
  unit.update('appAccess', row.id, {
    active: false,
    passwordHash: null,
    letterNumber: null,
    letterAt: null,
    loginCode: null,
    loginCodeHash: null,
    loginCodeAt: null,
  });
}

/** With a colleague's draft goes the letter that was printed for it. */
export function takeOverPendingLetter(house: House, customerId: string, from: string, to: string): void {
  statement(house.db.sqlite, 'UPDATE pendingSecret SET ownerId = ? WHERE customerId = ? AND ownerId = ?').run(
    to,
    customerId,
    from,
  );
}

function switchOn(unit: UnitOfWork, customerId: string, row: Row<'appAccess'> | undefined): void {
  const loginCode = makeLoginCode(randomBytes);
  const fresh = {
    active: true,
    loginCode,
    loginCodeHash: loginCodeHash(loginCode),
    loginCodeAt: unit.now,
    passwordHash: null,
    letterNumber: null,
    letterAt: null,
  };
  if (row) unit.update('appAccess', row.id, fresh);
  // One a customer, chain-wide: two counters that make it at the same time make the same row.
  else unit.create('appAccess', { id: customerId, customerId, ...fresh });
}

/** Only the letter of whoever saves: a colleague's waits until it is taken over. */
function makePendingValid(house: House, unit: UnitOfWork, customerId: string): void {
  const mine = statement(
    house.db.sqlite,
    'SELECT passwordHash, letterNumber, printedAt FROM pendingSecret WHERE customerId = ? AND ownerId = ?',
  ).get(customerId, house.session.person?.id ?? '') as
    | Pick<typeof pendingSecret.$inferSelect, 'passwordHash' | 'letterNumber' | 'printedAt'>
    | undefined;
  const row = mine && accessRow(house, customerId);
  if (!mine || !row) return;
  const { passwordHash, letterNumber, printedAt: letterAt } = mine;
  unit.update('appAccess', row.id, { passwordHash, letterNumber, letterAt });
  statement(house.db.sqlite, 'DELETE FROM pendingSecret WHERE customerId = ?').run(customerId);
}
