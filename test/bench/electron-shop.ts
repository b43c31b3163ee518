// The sample shop as a window opens it: a copy of the sample with branch, workstation, administrator, licence, public
// address, one customer who agreed to the app, and everything on its own branch server. Made through the product's own
// service, once per sample.
import { constants, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { eq } from 'drizzle-orm';
import { fileKeyStore } from '../../src-main/file-key-store.ts';
import { createService } from '../../src-main/service/service.ts';
import { emptyForm } from '../../src-shared/customers/rules.ts';
import { branch, chainSetting } from '../../src-shared/tables.ts';
import { portsFor } from '../support/counter.ts';
import { withOwnServer } from '../support/own-server.ts';
import { BENCH_BRANCH, KEY } from './sample-database.ts';

export const PIN = '1234';
const ASKED_EVERY_MS = 5_000;
/** Unlike any of the samples, so that one search finds her alone. */
export const CUSTOMER = { firstName: 'Xenia', lastName: 'Qwertz-Messung' } as const;

/** @param sample the folder of `sampleDatabase` @returns a folder that a run may write into */
export async function electronShop(sample: string): Promise<string> {
  const prepared = join(dirname(sample), `founded-${basename(sample)}`);
  if (!existsSync(prepared)) {
    const unfinished = `${prepared}.unfinished`;
    copy(sample, unfinished);
    await setUp(unfinished);
    await found(unfinished);
    renameSync(unfinished, prepared);
  }
  const working = join(dirname(sample), 'window-working');
  copy(prepared, working);
  return working;
}

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

async function setUp(directory: string): Promise<void> {
  fileKeyStore(directory).write(KEY);
  const service = createService(portsFor(directory, { now: Date.now() }, { upkeep: 'byHand' }));
  try {
    const client = createRouterClient(service.router, { context: { counter: service.counter } });
    await client.signIn.setUp({
      ...{ branchName: 'Sonnen-Apotheke', street: 'Sonnenstr.', houseNumber: '4', postcode: '80331', town: 'München' },
      ...{ phone: '+49 30 23125 100', administratorName: 'Anna Amsel', pin: PIN },
    });
    const { house } = service.counter;
    if (!house) throw new Error(`the sample does not open: ${service.counter.trouble?.kind}`);
    // The samples are customers of this branch: only then do they stay on this workstation once there is a server.
    for (const table of ['customer', 'searchBranch'])
      house.db.sqlite
        .prepare(`UPDATE ${table} SET branchId = ? WHERE branchId = ?`)
        .run(house.session.seat?.branch.id, BENCH_BRANCH);
    house.save('branch.save', (unit) => {
      const own = house.db.orm.select().from(branch).get();
      unit.update('branch', own?.id ?? '', { licenceUntil: '2099-12-31' });
      const known = house.db.orm.select().from(chainSetting).where(eq(chainSetting.id, 'appAddress')).get();
      if (!known) unit.create('chainSetting', { id: 'appAddress', value: JSON.stringify('https://app.example.com') });
    });
    const { id } = await client.customers.save({
      ...{ id: null, basedOn: null, appActive: null, draftId: null },
      form: {
        ...emptyForm('natural', 'active'),
        ...CUSTOMER,
        addresses: [
          {
            ...{ id: null, label: null, addition: null, district: null, country: null },
            ...{ street: 'Talstr.', houseNumber: '9', postcode: '80331', town: 'München' },
          },
        ],
        homeAddress: 0,
      },
    });
    house.save('consent.sign', (unit) => {
      for (const purpose of ['storage', 'app'] as const)
        unit.create('consentEntry', {
          ...{ id: house.newId(), customerId: id, purpose, kind: 'granted', capturedHow: 'paper' },
          ...{ capturedAt: unit.now, capturedBy: house.session.person?.id ?? '' },
        });
    });
  } finally {
    service.stop();
  }
}

/** Brings all there is to the shop's own server, as the first evening of a shop does it. */
async function found(directory: string): Promise<void> {
  const own = withOwnServer();
  const service = createService(portsFor(directory, { now: Date.now() }, { ...own, upkeep: 'byHand' }));
  try {
    const { house } = service.counter;
    if (!house) throw new Error(`the sample does not open: ${service.counter.trouble?.kind}`);
    const waiting = house.db.sqlite.prepare('SELECT count(*) FROM changeSet WHERE answeredAt IS NULL').pluck();
    // Connected: it has heard all, too, and compared the counts.
    for (let left = Number.NaN; left !== 0 || house.sync.state.kind !== 'connected'; left = Number(waiting.get())) {
      if (left > 0) console.log(`the sample is brought to its own server: ${left} to go`);
      await new Promise((passed) => setTimeout(passed, ASKED_EVERY_MS));
    }
  } finally {
    service.stop();
    // Its process holds nothing open by itself; here its end is waited for.
    const held = setInterval(() => undefined, ASKED_EVERY_MS);
    await own.ownServer.stop();
    clearInterval(held);
  }
}
