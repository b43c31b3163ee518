// The search for secrets must be able to find one: what was typed is found in rows, in the log's old pages and in backups,
// while the files as they lie there show nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { closeAll, emptyFolder, openFolder, saveCustomer, setUp } from '../support/data-folder.ts';
import { everythingIn } from '../support/everything.ts';

afterEach(closeAll);

test('what was saved, and what was thrown away since, is found in clear; the files alone show nothing', async () => {
  const directory = emptyFolder();
  const opened = openFolder(directory);
  await setUp(opened.client);
  await saveCustomer(opened.client, 'Geheimnisträger');
  const body = JSON.stringify('kirschkernweitspucken');
  await opened.client.drafts.keep({ id: 'd1', kind: 'customer', subjectId: null, body });
  await opened.client.drafts.discard({ id: 'd1' });
  const long = 'lang '.repeat(2000);
  await opened.client.drafts.keep({ id: 'd2', kind: 'customer', subjectId: null, body: long });
  const everything = await everythingIn(opened);
  expect(everything.includes('Geheimnisträger')).toBe(true);
  expect(everything.includes(long)).toBe(true);
  expect(everything.includes('kirschkernweitspucken')).toBe(true);
  expect(everything.includes('niemals gesagt')).toBe(false);
  for (const name of ['tresen.db', 'tresen.db-wal'])
    expect(readFileSync(join(directory, name)).includes('Geheimnis')).toBe(false);
});

test('a row that was deleted leaves nothing in the database file once the log has been moved into it', async () => {
  const opened = openFolder(emptyFolder());
  await setUp(opened.client);
  const body = JSON.stringify('kirschkernweitspucken');
  await opened.client.drafts.keep({ id: 'd1', kind: 'customer', subjectId: null, body });
  await opened.client.drafts.discard({ id: 'd1' });
  opened.service.stop(); // moves the log and removes it
  expect((await everythingIn(opened)).includes('kirschkernweitspucken')).toBe(false);
});
