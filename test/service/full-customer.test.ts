// The customer with everything that other tests erase and merge: it fills each table of a customer, and each column.
import { expect, test } from 'vitest';
import { bodyColumns } from '../../src-shared/row-schemas.ts';
import { synced } from '../../src-shared/tables.ts';
import { openCounter } from '../support/counter.ts';
import { asNewRow, fullCustomer, madeAtCounter } from '../support/full-customer.ts';

test('a customer with everything has a row in each table of a customer and a value in each column of it', async () => {
  const counter = await openCounter();
  try {
    const { house } = counter.service.counter;
    if (!house) throw new Error('not open');
    const branchId = house.session.seat?.branch.id ?? '';
    const id = house.newId();
    const rows = fullCustomer(id, { branchId, number: '777', mark: 'voll', newId: house.newId });
    house.save('customer.create', (unit) => {
      for (const one of rows) unit.create(one.table, asNewRow(one));
    });
    for (const table of madeAtCounter) {
      const owner = table === 'customer' ? 'id' : 'customerId';
      const kept = house.db.sqlite.prepare(`SELECT * FROM "${table}" WHERE ${owner} = ?`).all(id) as object[];
      expect(kept, table).toHaveLength(1);
      const blank = bodyColumns(table).filter((name) => (kept[0] as Record<string, unknown>)[name] === null);
      const forServer = Object.entries(synced[table].fields ?? {}).filter(([, kind]) => kind === 'serverOwned');
      expect(blank.sort(), table).toEqual(forServer.map(([name]) => name).sort());
    }
  } finally {
    counter.close();
  }
});
