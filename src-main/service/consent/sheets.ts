// Makes the two sheets of paper: the declaration to be signed, and the confirmation of a withdrawal. Their words are German
// whatever the screen's language, because they go to the customer. What printing one means stands with the handlers.
import { CHANNEL_OF, type Channel, type ConsentState, type Purpose } from '../../../src-shared/consent/rules.ts';
import type { MadeForm } from '../../../src-shared/printing/jobs.ts';
import { customerRecord } from '../customer-record.ts';
import type { House } from '../house.ts';
import { customerFormInput, dayOf } from '../printing/customer-form-input.ts';
import { type Declaration, textFor, type Version } from './declarations.ts';

/** undefined when there is no such customer. `purposes` of advertising become boxes, one a way. */
export async function makeDeclaration(
  house: House,
  customerId: string,
  what: { declaration: Declaration; version: Version; purposes: readonly Purpose[]; scope: string | null },
): Promise<MadeForm | undefined> {
  const input = customerFormInput(house, customerId);
  const filled = textFor(house, customerId, what.version);
  if (!input || !filled) return undefined;
  return house.forms.consentForm({
    ...input,
    purpose: what.declaration.title,
    version: { number: String(what.version.number), date: dayOf(what.version.validFrom) },
    declaration: filled.text,
    choices: channelsOf(what.purposes).map((channel) => CHANNEL_WORDS[channel]),
    birthDate: customerRecord(house, customerId)?.form.birthDate ?? undefined,
    restriction: what.scope ?? undefined,
  });
}

/** undefined when there is no such customer. `states` are those before the withdrawal, one a purpose. */
export async function makeConfirmation(
  house: House,
  customerId: string,
  what: {
    declaration: Declaration;
    purposes: readonly Purpose[];
    states: readonly ConsentState[];
    receivedBy: string;
  },
): Promise<MadeForm | undefined> {
  const input = customerFormInput(house, customerId);
  if (!input) return undefined;
  const grants = what.states.filter((state) => state.state === 'granted');
  const days = new Set(grants.map((grant) => dayOf(grant.since)));
  const numbers = new Set(
    grants.map((grant) => what.declaration.versions.find((one) => one.id === grant.versionId)?.number),
  );
  const [grantedOn] = days;
  const [number] = numbers;
  return house.forms.withdrawalConfirmation({
    ...input,
    purpose: withdrawnName(what.declaration, what.purposes),
    grantedOn: days.size === 1 ? grantedOn : undefined,
    withdrawnOn: input.date,
    receivedBy: what.receivedBy,
    versionNumber: numbers.size === 1 && number !== undefined ? String(number) : undefined,
    effects: [effectOf(what.purposes)],
  });
}

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  letter: 'Brief',
  email: 'E-Mail',
  phone: 'Telefon',
  sms: 'SMS',
};

function channelsOf(purposes: readonly Purpose[]): Channel[] {
  return purposes.flatMap((purpose) => CHANNEL_OF[purpose] ?? []);
}

/** 'App', 'Werbung (E-Mail, SMS)'. */
function withdrawnName(declaration: Declaration, purposes: readonly Purpose[]): string {
  const ways = channelsOf(purposes).map((channel) => CHANNEL_WORDS[channel]);
  return ways.length > 0 ? `${declaration.title} (${ways.join(', ')})` : declaration.title;
}

/** Only what is certain: whether data are erased depends on what must be kept by law. */
function effectOf(purposes: readonly Purpose[]): string {
  if (purposes.includes('app'))
    return 'Ihr Zugang zur App endet: Anmeldecode und Passwort werden ungültig, verbundene Telefone werden getrennt.';
  if (purposes.includes('branchSharing')) return 'Die anderen Filialen unseres Verbundes sehen Ihre Daten nicht mehr.';
  if (purposes.includes('storage'))
    return (
      'Wir löschen Ihre Daten, soweit es keinen anderen Grund gibt, sie zu speichern. Was wir gesetzlich aufbewahren ' +
      'müssen, wird bis zum Ende der Frist gesperrt.'
    );
  const ways = channelsOf(purposes).map((channel) => CHANNEL_WORDS[channel]);
  return `Sie erhalten von uns keine Werbung mehr auf ${ways.length > 1 ? 'diesen Wegen' : 'diesem Weg'}: ${ways.join(', ')}.`;
}
