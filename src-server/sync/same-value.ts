// Whether two values of a field say the same (architecture, 'Up': equal after normalising is no conflict). The counters store
// one spelling; older programs, imports and other systems may have stored another. What differs in letters differs.
import { readKvnr } from '../../src-shared/customers/kvnr.ts';
import { readPhone } from '../../src-shared/customers/phone.ts';
import { readPostcode } from '../../src-shared/customers/postcode.ts';
import { isGermany } from '../../src-shared/customers/rules.ts';
import type { JsonValue } from '../../src-shared/sync/protocol.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';

/** @param row the one that the value stands in: a postcode is read by its country */
export function isSameValue(
  table: TableName,
  field: string,
  one: JsonValue,
  other: JsonValue,
  row: Readonly<Record<string, JsonValue>>,
): boolean {
  if (one === other) return true;
  // A hash, a code, a time: as it is.
  if (synced[table].fields?.[field] !== undefined || typeof (one ?? other) !== 'string') return false;
  return spelled(table, field, one, row) === spelled(table, field, other, row);
}

// --- details

function spelled(table: TableName, field: string, value: JsonValue, row: Readonly<Record<string, JsonValue>>) {
  if (typeof value === 'number') return value;
  const text = (value ?? '').normalize('NFC').replaceAll('\r\n', '\n').trim();
  if (text === '') return null;
  switch (`${table}.${field}`) {
    case 'customerPhone.e164': {
      const reading = readPhone(text);
      return reading.kind === 'phone' ? reading.e164 : text;
    }
    case 'customer.kvnr': {
      const reading = readKvnr(text);
      return reading.kind === 'kvnr' ? reading.kvnr : text;
    }
    case 'customerAddress.postcode': {
      const reading = readPostcode(text, isGermany(String(row.country ?? '')) ? 'DE' : 'other');
      return reading.kind === 'postcode' ? reading.postcode : text;
    }
    default:
      return text;
  }
}
