// Keeps the declarations and their versions, and takes the shipped templates over at set-up. A version, once saved, is never
// changed: whoever signed it must be able to read it (Art. 7 (1) GDPR). What nobody has signed goes in the end, by the branch server.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { readDay } from '../../src-shared/calendar/day.ts';
import { TEXT_BLOCKS, type TextBlockKey } from '../../src-shared/consent/text-block.ts';
import { employee, textBlock, textBlockVersion } from '../../src-shared/tables.ts';
import { CHOSEN_TEMPLATES, CHOSEN_TITLES } from '../../src-shared/text-blocks/archive.ts';
import type { TextBlockRecord } from '../../src-shared/text-blocks/contract.ts';
import { tidyText, validFromInstant, versionProblems } from '../../src-shared/text-blocks/rules.ts';
import type { UnitOfWork } from './database/save.ts';
import { templateRow } from './documents/archive.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';

export function textBlockHandlers(os: typeof procedures.textBlocks) {
  return {
    filings: os.filings.handler(({ context }) =>
      CHOSEN_TEMPLATES.map((template) => {
        const { id = null, archive = false, changeable = true } = templateRow(opened(context), template) ?? {};
        return { id, template, archive, changeable };
      }),
    ),

    setFiling: os.setFiling.handler(({ context, input: { template, archive, changeable } }) => {
      const house = opened(context);
      const row = templateRow(house, template);
      house.save('textBlock.archive', (unit) => {
        if (row) unit.update('textBlock', row.id, { archive, changeable });
        else
          unit.create('textBlock', {
            ...{ id: house.newId(), purpose: template, title: CHOSEN_TITLES[template], archive, changeable },
          });
      });
    }),

    all: os.all.handler(({ context }) => allTextBlocks(opened(context))),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const newest = allTextBlocks(house).find((one) => one.id === input.textBlockId)?.versions[0];
      if (!newest) throw errors.GONE();
      const problems = versionProblems(input.body, newest.body, input.validFrom, house.now());
      const day = readDay(input.validFrom);
      if (problems.length > 0 || day === null) throw errors.INVALID({ data: { problems } });
      if (newest.number !== input.after) throw errors.CHANGED_SINCE();
      const number = newest.number + 1;
      house.save('textBlock.save', (unit) => {
        const validFrom = validFromInstant(day, unit.now);
        createVersion(
          house,
          unit,
          { textBlockId: input.textBlockId, number, body: input.body, validFrom },
          signedIn(context).id,
        );
      });
      return { number };
    }),
  };
}

/** Version 1 of every declaration, as shipped; part of the set-up. Declarations that are there already stay as they are. */
export function seedTextBlocks(house: House, unit: UnitOfWork): void {
  const there = new Set(
    house.db.orm
      .select({ purpose: textBlock.purpose })
      .from(textBlock)
      .all()
      .map((one) => one.purpose),
  );
  for (const purpose of TEXT_BLOCKS) {
    if (there.has(purpose)) continue;
    const { title, body } = template(house.ports.resourcesDirectory, purpose);
    const id = house.newId();
    unit.create('textBlock', { id, purpose, title });
    createVersion(house, unit, { textBlockId: id, number: 1, body, validFrom: unit.now }, null);
  }
}

type NewVersion = { textBlockId: string; number: number; body: string; validFrom: number };

function createVersion(house: House, unit: UnitOfWork, version: NewVersion, createdBy: string | null): void {
  const body = tidyText(version.body);
  const sha256 = createHash('sha256').update(body).digest('hex');
  unit.create('textBlockVersion', { ...version, id: house.newId(), body, sha256, createdBy });
}

function allTextBlocks(house: House): TextBlockRecord[] {
  const versions = house.db.orm
    .select({ version: textBlockVersion, by: employee.name })
    .from(textBlockVersion)
    .leftJoin(employee, eq(employee.id, textBlockVersion.createdBy))
    .where(isNull(textBlockVersion.removedAt))
    .orderBy(desc(textBlockVersion.number))
    .all();
  return house.db.orm
    .select()
    .from(textBlock)
    .where(and(inArray(textBlock.purpose, [...TEXT_BLOCKS]), isNull(textBlock.removedAt)))
    .orderBy(asc(textBlock.id))
    .all()
    .map(({ id, purpose, title }) => ({
      id,
      purpose,
      title,
      versions: versions
        .filter(({ version }) => version.textBlockId === id)
        .map(({ version: { id, number, body, validFrom, changedAt }, by }) => ({
          ...{ id, number, body, validFrom, by },
          savedAt: changedAt,
        })),
    }));
}

/** A shipped file: 'Titel: …' and 'Hinweis: …', an empty line, the text. */
function template(resourcesDirectory: string, key: TextBlockKey): { title: string; body: string } {
  const file = readFileSync(join(resourcesDirectory, 'text-blocks', `${key}.md`), 'utf8').replace(/\r\n/g, '\n');
  const [head = '', ...paragraphs] = file.split('\n\n');
  const title = /^Titel: (.+)$/m.exec(head)?.[1];
  if (!title) throw new Error(`the declaration ${key} has no title`);
  return { title, body: paragraphs.join('\n\n') };
}
