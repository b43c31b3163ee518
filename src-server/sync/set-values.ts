// Reads what a change holds as JSON. Whatever is not what it must be refuses its set.
import type { JsonValue, Refusal } from '../../src-shared/sync/protocol.ts';

/** The whole set is not taken. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** @throws Refused */
export function scalar(json: string | null): JsonValue {
  const value = parsed(json);
  if (isScalar(value)) return value;
  throw new Refused('badRow');
}

/** A row's values by field; a secret stands there as the name of its version. @throws Refused */
export function record(json: string | null): Record<string, JsonValue> {
  const value = parsed(json);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refused('badRow');
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, isScalar(one) ? one : '']));
}

export function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

// --- details

function isScalar(value: unknown): value is JsonValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function parsed(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    throw new Refused('badRow');
  }
}
