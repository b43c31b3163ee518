// What a field that both changed is called, and its two values, in the words of the mask.
import { useMemo } from 'react';
import { useStatuses } from '../lists/statuses.ts';
import { usePayerNames } from '../payers/payer-names.ts';
import { useTexts } from '../texts/catalogue.ts';
import { changeLogTexts } from '../texts/change-log.ts';
import { contactTexts } from '../texts/contacts.ts';
import { loggedFieldTexts } from '../texts/logged-fields.ts';
import { syncTexts } from '../texts/sync.ts';
import type { MaskListName } from './mask-lists.ts';
import type { MaskState } from './mask-state.ts';
import type { Clash } from './merge-mask.ts';

/** Where the words of a list's fields stand: as the change log calls them. */
const TABLES = {
  payers: 'customerPayer',
  bankAccounts: 'bankAccount',
  cards: 'customerCard',
  memberships: 'programMembership',
  patients: 'patient',
} as const satisfies Record<MaskListName, string>;

const columnOf = (field: string) => COLUMNS[field] ?? field;
const COLUMNS: Record<string, string> = {
  ...{ standardPayer: 'standardPayerId', locked: 'lockedAt', invalid: 'invalidAt' },
};

export function useClashWords({ seat, record }: MaskState) {
  const t = useTexts(contactTexts).master;
  const log = useTexts(changeLogTexts);
  const logged = useTexts(loggedFieldTexts);
  const words = useTexts(syncTexts).elsewhere;
  const statuses = useStatuses();
  const payers = usePayerNames();
  return useMemo(() => {
    const fields: Record<string, string> = {
      ...{ kind: t.kind, salutation: t.salutation, title: t.title, firstName: t.firstName, lastName: t.lastName },
      ...{ birthDate: t.birthDate, kvnr: t.kvnr, email: t.email, note: t.note, status: t.status },
      ...{ responsibleEmployeeId: t.responsible, homeAddress: words.homeAddress, street: t.street },
      ...{ houseNumber: t.houseNumber, addition: t.addition, district: t.district, postcode: t.postcode },
      ...{ town: t.town, country: t.country, number: t.phoneNumber, sms: t.sms },
    };
    const label = ({ path }: Clash): string => {
      const [list, line, field] = path.split('.');
      if (line === undefined)
        return fields[path] ?? (logged.fields.customer as Record<string, string>)[columnOf(path)] ?? path;
      const at = Number(line) + 1;
      if (list !== 'addresses' && list !== 'phones') {
        const table = TABLES[list as MaskListName];
        const row = `${logged.tables[table]} ${at}`;
        return field === undefined
          ? row
          : `${row}, ${(logged.fields[table] as Record<string, string>)[columnOf(field)] ?? field}`;
      }
      const row = list === 'addresses' ? t.address(at) : t.phone(at);
      if (field === undefined) return row;
      const own = list === 'addresses' ? t.addressLabel : t.phoneLabel;
      return `${row}, ${field === 'label' ? own : (fields[field] ?? field)}`;
    };
    const value = ({ path }: Clash, said: Clash['mine']): string => {
      if (said === null) return words.removed;
      if (typeof said === 'boolean') return said ? log.yes : log.no;
      if (said === '') return words.nothing;
      if (path === 'kind') return t.kinds[said as 'natural'];
      if (path === 'status') return statuses.name(said);
      const [list, line, field] = path.split('.');
      const column = line === undefined ? `customer.${path}` : `${TABLES[list as MaskListName]}.${field}`;
      const closed = (logged.words as Record<string, Record<string, string>>)[column];
      if (closed) return closed[said] ?? said;
      if (field === 'payerId') return payers.nameOf(said);
      if (field === 'cardId' || field === 'replacedById')
        return record?.form.cards.find((card) => card.id === said)?.number ?? said;
      if (path !== 'responsibleEmployeeId') return said;
      if (said === record?.responsible?.id) return record.responsible.name;
      return seat.employees.find((one) => one.id === said)?.name ?? said;
    };
    return { label, value };
  }, [t, log, logged, words, statuses, payers, seat, record]);
}
