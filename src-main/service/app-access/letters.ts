// Makes the two sheets a customer gets: the letter with the password and the form with the login code (A-17: never on one
// sheet). The password lives in the letter's bytes and in closures, as a hash and for a letter to another address, until the
// preview is closed; printing stores the hash as pending in the encrypted database (T-09).
import { randomBytes } from 'node:crypto';
import { letterNumber } from '../../../src-shared/app-access/credentials.ts';
import { canPrintForm, type FormDecision } from '../../../src-shared/app-access/rules.ts';
import type { Preview } from '../../../src-shared/printing/contract.ts';
import { readLocal, writeLocal } from '../database/local.ts';
import { statement } from '../database/save.ts';
import type { House } from '../house.ts';
import { addressedForm, customerFormInput } from '../printing/customer-form-input.ts';
import { isServedHere } from '../privacy-asking.ts';
import { hashSecret } from '../secrets.ts';
import { setting } from '../settings.ts';
import { accessRow } from './access.ts';
import { makePassword } from './password.ts';
import { readPasswordWords } from './words.ts';

/** null when there is no such customer. */
export async function issuePassword(
  house: House,
  customerId: string,
  ownerId: string,
): Promise<{ preview: Preview; letterNumber: string } | null> {
  // A number is used up by a letter alone.
  if (!customerFormInput(house, customerId)) return null;
  const number = nextLetterNumber(house);
  const password = makePassword(wordsOf(house), randomBytes);
  // Beside the making of the letter, so that neither waits for the other.
  const hashing = hashSecret(password.plain);
  const letter = {
    appName: setting(house, 'appName'),
    letterNumber: number,
    password: password.printed,
    replacesEarlier: accessRow(house, customerId)?.passwordHash != null,
  };
  const made = await addressedForm(house, customerId, (input) => house.forms.passwordLetter({ ...input, ...letter }));
  if (!made) return null;
  const preview = house.previews.open({
    ...{ ownerId, kind: 'passwordLetter', ...made, mayBeKept: false },
    onPrinted: async (first) => {
      if (first) keepPending(house, { customerId, ownerId, passwordHash: await hashing, letterNumber: number });
    },
  });
  return { preview, letterNumber: number };
}

/** Whether the form with the login code can be printed now, by what is saved. */
export function formDecision(house: House, customerId: string): FormDecision {
  const row = accessRow(house, customerId);
  return canPrintForm({
    active: row?.active ?? false,
    hasLoginCode: row?.loginCode != null,
    served: isServedHere(house, customerId),
    publicAddress: setting(house, 'appAddress'),
  });
}

/** A fresh print of the same valid code. null when there is no such customer or the rules refuse. */
export async function registrationForm(house: House, customerId: string, ownerId: string): Promise<Preview | null> {
  const decision = formDecision(house, customerId);
  const loginCode = accessRow(house, customerId)?.loginCode;
  if (!decision.allowed || !loginCode) return null;
  const sheet = { appName: setting(house, 'appName'), publicAddress: decision.address, loginCode };
  const made = await addressedForm(house, customerId, (input) => house.forms.registrationForm({ ...input, ...sheet }));
  return made ? house.previews.open({ ownerId, kind: 'registrationForm', ...made, mayBeKept: true }) : null;
}

/** One pending letter a customer and owner: a newer one takes the place of an older, whose paper is dead. */
function keepPending(
  house: House,
  pending: { customerId: string; ownerId: string; passwordHash: string; letterNumber: string },
): void {
  house.db.sqlite
    .transaction(() => {
      statement(house.db.sqlite, 'DELETE FROM pendingSecret WHERE customerId = ? AND ownerId = ?').run(
        pending.customerId,
        pending.ownerId,
      );
      statement(
        house.db.sqlite,
        'INSERT INTO pendingSecret (id, customerId, ownerId, passwordHash, letterNumber, printedAt) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(
        house.newId(),
        pending.customerId,
        pending.ownerId,
        pending.passwordHash,
        pending.letterNumber,
        house.now(),
      );
    })
    .immediate();
  house.announce({ kind: 'changed', tables: ['pendingSecret'], ids: [pending.customerId] });
}

/** A number is used up when the letter is made: no two sheets of paper ever bear the same. */
function nextLetterNumber(house: House): string {
  const counter = Number(readLocal(house.db.sqlite, 'letterCounter') ?? 0) + 1;
  writeLocal(house.db.sqlite, 'letterCounter', String(counter));
  return letterNumber(house.session.seat?.workstation.code ?? 'T1', counter);
}

let words: readonly string[] | undefined;
function wordsOf(house: House): readonly string[] {
  words ??= readPasswordWords(house.ports.resourcesDirectory);
  return words;
}
