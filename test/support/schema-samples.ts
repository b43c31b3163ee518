// The smallest value that a schema takes: made from the schema itself, so that a new call or column is tried without anybody
// thinking of it.
import { z } from 'zod';

type Shape = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  minItems?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  pattern?: string;
};

/** What a text may have to look like: a name, a checksum, a day, an address. */
const TEXTS = ['sample', '0'.repeat(64), 'AAAA', '2026-11-21', '10', 'a@example.com', '#000000', 'https://example.com'];

/** @throws where no sample fits: then TEXTS wants another one */
export function sampleOf(schema: z.ZodType): unknown {
  const sample = made(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
  const { success, error } = schema.safeParse(sample);
  if (!success) throw new Error(`no sample: ${error?.message}`);
  return sample;
}

function made(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  const ways = shape.anyOf ?? shape.oneOf;
  if (ways) return made(ways.find(({ type }) => type === 'null') ?? ways[0] ?? {});
  switch (shape.type) {
    case 'object': {
      const wanted = new Set(shape.required);
      const fields = Object.entries(shape.properties ?? {}).filter(([name]) => wanted.has(name));
      return Object.fromEntries(fields.map(([name, field]) => [name, made(field)]));
    }
    case 'array':
      return Array.from({ length: shape.minItems ?? 0 }, () => made(shape.items ?? {}));
    case 'string': {
      const { pattern, minLength = 0 } = shape;
      if (pattern) return TEXTS.find((text) => new RegExp(pattern).test(text)) ?? '';
      return 'sample'.repeat(Math.ceil(minLength / 6) || 1);
    }
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 0, (shape.exclusiveMinimum ?? -1) + 1);
    case 'boolean':
      return false;
    default:
      return null;
  }
}
