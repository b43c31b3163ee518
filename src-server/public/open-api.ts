// The description of the customers' calls for whoever builds on them: an OpenAPI document made from the contract, and a page
// that people can read.
import { type ConditionalSchemaConverter, OpenAPIGenerator } from '@orpc/openapi';
import { z } from 'zod';
import { publicContract } from '../../src-shared/public-contract.ts';

type Operation = { summary?: string; description?: string; responses?: Record<string, { description?: string }> };
export type OpenApiDocument = { paths?: Record<string, Record<string, Operation>> };

export async function openApiDocument(version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [zodConverter] });
  const document = await generator.generate(publicContract, {
    info: {
      title: 'Tresen: Kunden-App',
      version,
      description:
        'The calls of the customers’ app. A connected device shows its key as “Authorization: Bearer …”. Errors carry a closed code and, where the code says so, data. There are no cookies, and pages of other origins are refused.',
    },
    servers: [{ url: './' }],
    security: [{ device: [] }],
    components: { securitySchemes: { device: { type: 'http', scheme: 'bearer' } } },
  });
  return document as unknown as OpenApiDocument;
}

/** Calls with what they do and what they answer; no script, no style from elsewhere. */
export function readablePage({ paths = {} }: OpenApiDocument): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary = '', description = '', responses = {} }]) => {
      const answers = Object.entries(responses).map(([status, answer]) => `${status} ${answer.description ?? ''}`);
      return `<section><h2><code>${escaped(method.toUpperCase())} ${escaped(path)}</code></h2><p>${escaped(summary)}</p>${
        description ? `<p>${escaped(description)}</p>` : ''
      }<ul>${answers.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul></section>`;
    }),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Tresen: customers’ app, calls</title></head><body><main><h1>Customers’ app: calls</h1><p>The whole description: <a href="openapi.json">openapi.json</a></p>${rows.join('')}</main></body></html>`;
}

// --- details

const zodConverter: ConditionalSchemaConverter = {
  condition: (schema) => schema?.['~standard'].vendor === 'zod',
  convert: (schema, { strategy }) => {
    const made = z.toJSONSchema(schema as unknown as z.ZodType, { io: strategy, unrepresentable: 'any' });
    const { $schema: _, ...json } = made;
    return [true, json as never];
  },
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
