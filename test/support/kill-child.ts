// A counter that saves and prints without a pause until it is killed, and says on standard output what it is at and what
// has been confirmed to it: one line each, written before the next call begins. Of five runs one prints letters
// too, one makes backups.
// Run: kill-child.ts <folder> <print folder> <run>
import { writeSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { createPdfFolderPrinter, PDF_FOLDER_PRINTER } from '../../src-main/service/printing/pdf-folder-printer.ts';
import { createService } from '../../src-main/service/service.ts';
import type { CustomerForm } from '../../src-shared/customers/contract.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { PIN, portsFor } from './counter.ts';
import type { Confirmed, Phase } from './kill.ts';

const [directory = '', printFolder = '', run = '0'] = process.argv.slice(2);

const at = (phase: Phase) => say(`at ${phase}\n`);
const confirmed = (what: Confirmed) => say(`confirmed ${JSON.stringify(what)}\n`);

at('opening');
const service = createService(
  portsFor(
    directory,
    { now: Date.now() },
    {
      now: Date.now,
      upkeep: 'byHand',
      printers: createPdfFolderPrinter({ folder: printFolder, now: () => new Date() }),
    },
  ),
);
const client = createRouterClient(service.router, { context: { counter: service.counter } });
const { house } = service.counter;
if (!house) throw new Error(service.counter.trouble?.kind);
const state = await client.signIn.state();
if (state.phase !== 'signIn') throw new Error(state.phase);
await client.signIn.signIn({ employeeId: state.seat.employees[0]?.id ?? '', pin: PIN });

const customers = house.db.sqlite
  .prepare(`SELECT id FROM customer WHERE lastName LIKE 'Kunde %' ORDER BY number`)
  .pluck()
  .all() as string[];
at('saving');

for (let i = 0; ; i++) {
  const value = Number(run) * 100_000 + i;
  const own = customers[i % Math.min(customers.length, 5)] ?? '';
  if (i % 7 === 3) await keepDraft(value);
  if (Number(run) % 5 === 0 && i % 3 === 1) await printLetter(own);
  if (Number(run) % 5 === 1 && i % 9 === 0) backUp();
  if (i % 6 === 5) tidy();
  await save(i % 3 === 0 ? null : own, value);
  await new Promise(setImmediate); // calls come in from outside: between them the counter hears its background
}

/** The pipe may be full: then whoever reads it is waited for. */
function say(line: string): void {
  let rest = Buffer.from(line);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as { code?: string }).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** Every field that can carry it carries the value: a half save would show two of them. */
async function save(id: string | null, value: number): Promise<void> {
  at('saving');
  const before = id ? (await client.customers.byId({ id })).form : emptyForm('natural', 'active');
  const saved = await client.customers.save({
    id,
    form: withValue(before, value),
    basedOn: null,
    appActive: id ? true : null,
    draftId: null,
  });
  confirmed({ kind: 'customer', id: saved.id, value });
}

function withValue(form: CustomerForm, value: number): CustomerForm {
  const word = `v${value}`;
  const digits = String(value).padStart(7, '0').slice(-7);
  return {
    ...form,
    lastName: form.lastName || 'Neuling',
    note: word,
    email: `${word}@example.com`,
    addresses: [
      {
        ...(form.addresses[0] ?? { id: null, label: null, addition: null, district: null, country: null }),
        ...{ street: word, houseNumber: word, postcode: '80331', town: word },
      },
    ],
    homeAddress: 0,
    // One child row is replaced each time: a removal and a creation in the same save.
    phones: [{ id: null, label: word, number: `+4930${digits}`, sms: false }],
  };
}

async function keepDraft(value: number): Promise<void> {
  at('drafting');
  const id = `draft-${value % 5}`;
  await client.drafts.keep({
    id,
    kind: 'customer',
    subjectId: null,
    body: JSON.stringify({ value, text: 'x'.repeat(5000) }),
  });
  confirmed({ kind: 'draft', id, value });
}

async function printLetter(customerId: string): Promise<void> {
  at('printing');
  const { preview, letterNumber } = await client.appAccess.issuePassword({ customerId, active: true });
  const outcome = await client.printing.print({
    previewId: preview.id,
    printerId: PDF_FOLDER_PRINTER.id,
    copies: 1,
    tray: null,
  });
  if (!outcome.ok) throw new Error(outcome.code);
  confirmed({ kind: 'letter', id: customerId, letterNumber });
}

function backUp(): void {
  at('backing up');
  client.backup.makeNow().then(
    ({ file }) => confirmed({ kind: 'backup', file }),
    (error: { code: string; data: unknown }) => {
      throw new Error(`${error.code} ${JSON.stringify(error.data)}`);
    },
  );
}

function tidy(): void {
  at('tidying');
  house?.upkeep.idle.runNow();
}
