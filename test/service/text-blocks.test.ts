// Declarations on the real service: shipped as version 1, never changed, refused where a placeholder does not exist.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { TEXT_BLOCKS, textProblems } from '../../src-shared/consent/text-block.ts';
import { openCounter, RESOURCES, type TestCounter } from '../support/counter.ts';
import { hire, signIn } from '../support/people.ts';

let counter: TestCounter;
afterEach(() => counter.close());

const TODAY = '2026-11-21';

async function storage() {
  const found = (await counter.client.textBlocks.all()).find((one) => one.purpose === 'storage');
  if (!found?.versions[0]) throw new Error('no declaration');
  return { ...found, newest: found.versions[0] };
}

//
test('the set-up takes every shipped declaration over as version 1, marked as a template', async () => {
  counter = await openCounter();
  const blocks = await counter.client.textBlocks.all();
  expect(blocks.map((one) => one.purpose)).toEqual([...TEXT_BLOCKS]);
  for (const block of blocks) {
    const file = readFileSync(join(RESOURCES, 'text-blocks', `${block.purpose}.md`), 'utf8');
    expect(block.versions).toMatchObject([{ number: 1, by: null, validFrom: counter.clock.now }]);
    const body = block.versions[0]?.body ?? '';
    expect(file.trimEnd().endsWith(body)).toBe(true);
    expect(body).not.toContain('Hinweis:');
    expect(textProblems(body)).toEqual([]);
    expect(file).toContain(`Titel: ${block.title}\n`);
  }
});

test('saving makes a new version with its own hash, and the old one stays word for word', async () => {
  counter = await openCounter();
  const before = await storage();
  counter.clock.now += 60_000;
  const body = `${before.newest.body}\n\nFragen beantwortet {{Filiale}}.  \n\n`;
  const { number } = await counter.client.textBlocks.save({ textBlockId: before.id, after: 1, body, validFrom: TODAY });
  expect(number).toBe(2);
  const after = await storage();
  expect(after.versions[1]).toEqual(before.newest);
  const tidy = body.trimEnd();
  expect(after.newest).toMatchObject({ number: 2, body: tidy, by: 'Anna Amsel', validFrom: counter.clock.now });
  const row = counter.service.counter.house?.db.sqlite
    .prepare('SELECT sha256 FROM textBlockVersion WHERE id = ?')
    .get(after.newest.id);
  expect(row).toEqual({ sha256: createHash('sha256').update(tidy).digest('hex') });
});

test('a later day begins at its midnight here', async () => {
  counter = await openCounter();
  const { id } = await storage();
  await counter.client.textBlocks.save({ textBlockId: id, after: 1, body: 'Neu', validFrom: '01.12.2026' });
  expect((await storage()).newest.validFrom).toBe(new Date(2026, 11, 1).getTime());
});

test('what may not become a version is refused with its place, and nothing is written', async () => {
  counter = await openCounter();
  const { id, newest } = await storage();
  const save = (body: string, validFrom = TODAY, after = 1) =>
    counter.client.textBlocks.save({ textBlockId: id, after, body, validFrom });
  const invalid = (...problems: object[]) => ({ code: 'INVALID', data: { problems } });
  await expect(save('Liebe\n{{Vornamen}} und {{Filiale}}')).rejects.toMatchObject(
    invalid({ problem: 'unknownPlaceholder', name: 'Vornamen', line: 2 }),
  );
  await expect(save('{{Filiale')).rejects.toMatchObject(invalid({ problem: 'brokenPlaceholder', line: 1 }));
  await expect(save(' \n ')).rejects.toMatchObject(invalid({ problem: 'empty' }));
  await expect(save(`${newest.body}  \n`)).rejects.toMatchObject(invalid({ problem: 'unchanged' }));
  await expect(save('Neu', '20.11.2026')).rejects.toMatchObject(invalid({ problem: 'past' }));
  await expect(save('Neu', '31.02.2027')).rejects.toMatchObject(invalid({ problem: 'notADay' }));
  await expect(save('x'.repeat(12_001))).rejects.toMatchObject(invalid({ problem: 'tooLong' }));
  expect((await storage()).versions).toHaveLength(1);
});

test('two who edit the same text do not overwrite each other', async () => {
  counter = await openCounter();
  const { id } = await storage();
  await counter.client.textBlocks.save({ textBlockId: id, after: 1, body: 'Erste', validFrom: TODAY });
  await expect(
    counter.client.textBlocks.save({ textBlockId: id, after: 1, body: 'Zweite', validFrom: TODAY }),
  ).rejects.toMatchObject({ code: 'CHANGED_SINCE' });
  expect((await storage()).newest.body).toBe('Erste');
});

test('only administrators read and write the texts here', async () => {
  counter = await openCounter();
  const { id } = await storage();
  const bernd = await hire(counter);
  await signIn(counter, bernd.name, bernd.pin);
  await expect(counter.client.textBlocks.all()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(
    counter.client.textBlocks.save({ textBlockId: id, after: 1, body: 'Neu', validFrom: TODAY }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
