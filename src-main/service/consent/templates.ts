// Reads the declarations that Tresen ships: templates, which a new database takes over as version 1. What becomes of
// them there, and what a branch makes of them, is not decided here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEXT_BLOCKS, type TextBlockKey, textProblems } from '../../../src-shared/consent/text-block.ts';

export type DeclarationTemplate = {
  readonly key: TextBlockKey;
  readonly title: string;
  /** For whoever edits the text; never printed. */
  readonly note: string;
  readonly body: string;
};

/** One for each declaration. @throws Error when a file is missing or malformed: a broken installation */
export function readDeclarationTemplates(resourcesDirectory: string): readonly DeclarationTemplate[] {
  return TEXT_BLOCKS.map((key) => {
    const file = readFileSync(join(resourcesDirectory, 'text-blocks', `${key}.md`), 'utf8').replace(/\r\n/g, '\n');
    const parts = /^Titel: (.+)\nHinweis: (.+)\n\n([\s\S]+)$/.exec(file);
    const [, title, note, body] = parts ?? [];
    if (!title || !note || !body) throw new Error(`the declaration ${key} is malformed`);
    if (textProblems(body).length > 0) throw new Error(`the declaration ${key} has broken placeholders`);
    return { key, title, note, body: body.trim() };
  });
}
