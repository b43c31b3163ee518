// Merging two records of one person and taking it back (N-09), on the real service and the real server, with SQLite and with
// PostgreSQL: everything that a customer can have goes over and comes back, one login survives, and who may is judged there.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { postgresDialect } from '../../src-server/storage/postgres.ts';
import type { Side } from '../../src-shared/merge/rules.ts';
import { synced, type TableName } from '../../src-shared/tables.ts';
import { type AppShop, connectPhone, openAppShop, phoneOf } from '../support/app-shop.ts';
import { PIN } from '../support/counter.ts';
import { asNewRow, type FullRow, fullCustomer, madeAtCounter } from '../support/full-customer.ts';
import { houseOf, rowsAt, rowsOnServer } from '../support/hard-cases.ts';
import { noPostgres, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { lineOf, personId } from '../support/registering.ts';
import { round } from '../support/sync.ts';

const DAY = 86_400_000;
const LINES = madeAtCounter.filter((table) => table !== 'customer' && table !== 'appAccess');

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (kind) => {
  describe.skipIf(kind === 'PostgreSQL' && noPostgres !== null)('two records of one person', () => {
    let postgres: TestPostgres | null = null;
    let shop: AppShop;

    beforeAll(async () => {
      if (kind === 'PostgreSQL') postgres = await startPostgres();
    });
    afterAll(() => postgres?.close());
    beforeEach(async () => {
      const url = await postgres?.database();
      shop = await openAppShop(url === undefined ? {} : { dialect: () => postgresDialect(url, () => undefined) });
      await prove();
    });
    afterEach(() => shop.close());

    /** As after typing it at the sign-in. */
    const prove = async () => {
      const { sync } = houseOf(shop.counter);
      sync.proofs.typed(employeeId(), PIN);
      await sync.prove();
    };
    /** Nobody's comment is taken from somebody else. */
    const signed = ({ table, row }: FullRow): FullRow =>
      table === 'customerComment'
        ? { table, row: { ...row, authorId: employeeId(), enteredBy: null } }
        : { table, row };
    const full = (mark: string): string => {
      const house = houseOf(shop.counter);
      const id = house.newId();
      const branchId = house.session.seat?.branch.id ?? '';
      const rows = fullCustomer(id, { branchId, number: `9-${mark}`, mark, newId: house.newId });
      house.save('customer.create', (unit) => {
        for (const one of rows) unit.create(one.table, asNewRow(signed(one)));
      });
      return id;
    };
    const line = () => lineOf(shop).merge;
    const employeeId = () => personId(shop.counter);
    const proofs = () => houseOf(shop.counter).sync.proofs.shown();
    const revisionOf = async (id: string) =>
      Number((await rowsOnServer(shop, 'customer')).find((row) => row.id === id)?.revision);
    const merge = async (survivorId: string, otherId: string, choices: Record<string, Side> = {}) => {
      await round(shop.counter);
      const seen = { survivor: await revisionOf(survivorId), other: await revisionOf(otherId) };
      const merged = await line().merge({
        survivorId,
        otherId,
        employeeId: employeeId(),
        proofs: proofs(),
        choices,
        seen,
      });
      await round(shop.counter);
      return merged;
    };
    const unmerge = async (mergeId: string, toOther: string[] = []) => {
      const { born, changed } = await line().beforeUnmerge({ mergeId, employeeId: employeeId() });
      const seen = born.map(({ rowId }) => rowId);
      const undone = await line().unmerge({ mergeId, employeeId: employeeId(), proofs: proofs(), seen, toOther });
      expect(undone.changed).toEqual(changed);
      await round(shop.counter);
      return { ...undone, born };
    };
    const linesOf = (table: TableName, customerId: string) =>
      rowsAt(shop.counter, table, `customerId = '${customerId}' AND removedAt IS NULL`);
    const everythingOf = (ids: readonly string[]) =>
      Object.fromEntries(
        madeAtCounter.map((table) => {
          const own = table === 'customer' ? 'id' : 'customerId';
          const rows = rowsAt(shop.counter, table, `${own} IN (${ids.map((id) => `'${id}'`).join(', ')})`);
          const plain = (field: string) => field !== 'revision' && field !== 'changedAt';
          const kept = (row: object) => Object.fromEntries(Object.entries(row).filter(([field]) => plain(field)));
          return [table, rows.map(kept)];
        }),
      );

    test('that have everything: all lines are the survivor’s, and after taking it back each has its own again [N-09]', async () => {
      const [anna, anne] = [full('anna'), full('berta')];
      await round(shop.counter);
      const before = everythingOf([anna, anne]);
      const { mergeId, login } = await merge(anna, anne);
      expect(login).toBe('ended');
      for (const table of LINES) {
        expect(linesOf(table, anne), table).toEqual([]);
        expect(linesOf(table, anna), table).toHaveLength(2);
      }
      const [stub] = rowsAt(shop.counter, 'customer', `id = '${anne}'`);
      expect([stub?.mergedIntoId, stub?.removedAt]).toEqual([anna, shop.server.clock.now]);
      const [survivor] = rowsAt(shop.counter, 'customer', `id = '${anna}'`);
      expect(survivor).toMatchObject({ lastName: 'anna customer lastName', mergedIntoId: null, removedAt: null });
      expect(linesOf('appAccess', anna).map(({ active }) => active)).toEqual([1]);
      expect(rowsAt(shop.counter, 'customerMerge')).toMatchObject([
        { ...{ customerId: anna, otherId: anne, otherNumber: '9-berta', undoneAt: null }, id: mergeId },
      ]);
      // Places in lists: the survivor's first.
      for (const table of LINES.filter((one) => synced[one].place))
        expect(linesOf(table, anna).sort((a, b) => Number(a.rank) - Number(b.rank))[0]?.id).toBe(
          before[table]?.find((row) => row.customerId === anna)?.id,
        );

      const undone = await unmerge(mergeId);
      expect(undone).toMatchObject({ otherId: anne, changed: [], born: [] });
      const after = everythingOf([anna, anne]);
      for (const table of LINES.filter((one) => one !== 'notDuplicate'))
        expect(after[table], table).toEqual(before[table]);
      expect(after.customer).toEqual(before.customer);
      // Whose login it was is open: it stays dead.
      expect(after.appAccess?.map(({ customerId, active }) => [customerId === anna, active]).sort()).toEqual([
        [false, 0],
        [true, 1],
      ]);
      expect(linesOf('notDuplicate', anna).map(({ otherId }) => otherId)).toContain(anne);
    });

    test('the survivor’s word counts, its blanks are filled, and a field is as somebody chose it [N-09]', async () => {
      const anna = await shop.newCustomer({ firstName: 'Anna', lastName: 'Müller', note: 'mag Tee', title: null });
      const anne = await shop.newCustomer({
        ...{ firstName: 'Anne', lastName: 'Möller', note: 'mag Kaffee', email: 'anne@example.com', title: 'Dr.' },
      });
      await merge(anna, anne, { note: 'other' });
      const { form } = await shop.counter.client.customers.byId({ id: anna });
      expect(form).toMatchObject({ firstName: 'Anna', lastName: 'Müller', title: 'Dr.', email: 'anne@example.com' });
      expect(form.note).toBe('mag Kaffee');
      // One address: both said the same.
      expect(form.addresses).toHaveLength(1);
      expect(form.homeAddress).toBe(0);
      const set = rowsAt(shop.counter, 'changeSet', "doing = 'customer.merge'");
      expect(set.map((row) => row.employeeId)).toEqual([employeeId()]);
      const history = await shop.counter.client.changeLog.bySubject({
        subjectIds: [anna],
        filters: { employeeId: null, from: null, to: null, field: null },
        cursor: null,
      });
      expect(history.sets[0]?.doing).toBe('customer.merge');
    });

    test('the survivor’s login goes on; the other’s ends with its telephones [N-09]', async () => {
      const [anna, anne] = [await shop.newCustomer(), await shop.newCustomer()];
      const [papers, others] = [await shop.giveAccess(anna), await shop.giveAccess(anne)];
      const [phone, other] = [phoneOf(shop), phoneOf(shop, '203.0.113.9')];
      await connectPhone(phone, papers);
      await connectPhone(other, others);
      const { mergeId, login } = await merge(anna, anne);
      expect(login).toBe('ended');
      expect((await phone.session()).customerName).toBe('Łukasz Şahin-Größl');
      await expect(other.session()).rejects.toMatchObject({ code: 'ENDED' });
      await expect(connectPhone(phoneOf(shop), others)).rejects.toMatchObject({ code: 'NOT_ADMITTED' });
      await unmerge(mergeId);
      expect((await phone.session()).customerName).toBe('Łukasz Şahin-Größl');
      await expect(other.session()).rejects.toMatchObject({ code: 'ENDED' });
    });

    test('a login of the other alone goes over with its telephones, and ends when it is taken back [N-09]', async () => {
      const [anna, anne] = [
        await shop.newCustomer({ firstName: 'Anna' }),
        await shop.newCustomer({ firstName: 'Anne' }),
      ];
      const papers = await shop.giveAccess(anne);
      const phone = phoneOf(shop);
      await connectPhone(phone, papers);
      const { mergeId, login } = await merge(anna, anne);
      expect(login).toBe('moved');
      expect((await phone.session()).customerName).toBe('Anna Şahin-Größl');
      const further = phoneOf(shop, '203.0.113.11');
      await connectPhone(further, papers, 'Tablet');
      await round(shop.counter);
      expect((await shop.state(anna)).devices.map(({ name }) => name).sort()).toEqual(['Tablet', 'iPhone']);
      await unmerge(mergeId);
      for (const one of [phone, further]) await expect(one.session()).rejects.toMatchObject({ code: 'ENDED' });
      expect((await shop.state(anna)).state.state).toBe('notActive');
      expect((await shop.state(anne)).state.state).toBe('notActive');
    });

    test('who withdrew under one name is not let in under the other [N-09]', async () => {
      const anna = await shop.newCustomer();
      const anne = await shop.newCustomer();
      const papers = await shop.giveAccess(anna);
      const phone = phoneOf(shop);
      await connectPhone(phone, papers);
      shop.server.clock.now += 60_000;
      const house = houseOf(shop.counter);
      house.save('consent.withdraw', (unit) =>
        unit.create('consentEntry', {
          ...{ id: house.newId(), customerId: anne, purpose: 'app', kind: 'withdrawn', capturedHow: 'oral' },
          ...{ capturedAt: unit.now, capturedBy: employeeId() },
        }),
      );
      expect((await merge(anna, anne)).login).toBe('ended');
      await expect(phone.session()).rejects.toMatchObject({ code: 'ENDED' });
    });

    test('what somebody changed since stays and is told, and lines born since go where they are sent [N-09]', async () => {
      const anna = await shop.newCustomer({ firstName: 'Anna', email: null, note: null });
      const anne = await shop.newCustomer({ firstName: 'Anne', email: 'anne@example.com', note: 'Hund' });
      const { mergeId } = await merge(anna, anne);
      const { form } = await shop.counter.client.customers.byId({ id: anna });
      expect([form.email, form.note]).toEqual(['anne@example.com', 'Hund']);
      const phones = ['030 23125101', '030 23125102'].map((number) => ({ id: null, label: null, number, sms: false }));
      const next = { ...form, email: 'neu@example.com', phones };
      await shop.counter.client.customers.save({ id: anna, form: next, basedOn: null, appActive: null, draftId: null });
      await round(shop.counter);
      const [one, two] = linesOf('customerPhone', anna).map(({ id }) => String(id));
      const undone = await unmerge(mergeId, [one ?? '']);
      expect(undone.changed).toEqual([{ table: 'customer', rowId: anna, field: 'email' }]);
      expect(undone.born.map(({ rowId }) => rowId).sort()).toEqual([one, two].sort());
      expect(linesOf('customerPhone', anne).map(({ id }) => id)).toEqual([one]);
      expect(linesOf('customerPhone', anna).map(({ id }) => id)).toEqual([two]);
      const again = (await shop.counter.client.customers.byId({ id: anna })).form;
      expect([again.email, again.note]).toEqual(['neu@example.com', null]);
      expect((await shop.counter.client.customers.byId({ id: anne })).form.email).toBe('anne@example.com');
    });

    test('of two opposite merges the second is refused, and none without an administrator and his PIN [N-09]', async () => {
      const [anna, anne, bernd] = [await shop.newCustomer(), await shop.newCustomer(), await shop.newCustomer()];
      await round(shop.counter);
      const seen = { survivor: await revisionOf(anna), other: await revisionOf(anne) };
      const ask = { survivorId: anna, otherId: anne, choices: {}, seen };
      await expect(line().merge({ ...ask, employeeId: employeeId(), proofs: [] })).rejects.toMatchObject({
        code: 'PIN_NEEDED',
      });
      await shop.counter.client.employees.save({
        ...{ id: null, name: 'Bernd Bussard', role: 'employee', blocked: false, pin: '2345' },
      });
      await round(shop.counter);
      const [clerk] = rowsAt(shop.counter, 'employee', "name = 'Bernd Bussard'");
      const refused = (reason: string) => ({ code: 'REFUSED', data: { reason } });
      await expect(line().merge({ ...ask, employeeId: String(clerk?.id), proofs: proofs() })).rejects.toMatchObject(
        refused('notAdministrator'),
      );
      const stale = { ...ask, seen: { ...seen, other: seen.other - 1 }, employeeId: employeeId(), proofs: proofs() };
      await expect(line().merge(stale)).rejects.toMatchObject(refused('changed'));
      await merge(anna, anne);
      await expect(merge(anne, anna)).rejects.toMatchObject(refused('merged'));
      await expect(merge(bernd, anne)).rejects.toMatchObject(refused('merged'));
      await expect(merge(bernd, bernd)).rejects.toMatchObject(refused('same'));
    });

    test('thirty days later, or once the survivor is a stub itself, nothing is taken back any more [N-09]', async () => {
      const [anna, anne, anni] = [await shop.newCustomer(), await shop.newCustomer(), await shop.newCustomer()];
      const first = await merge(anna, anne);
      const second = await merge(anni, anna);
      const refused = (reason: string) => ({ code: 'REFUSED', data: { reason } });
      await expect(unmerge(first.mergeId)).rejects.toMatchObject(refused('survivorMerged'));
      await unmerge(second.mergeId);
      await unmerge(first.mergeId);
      await expect(unmerge(first.mergeId)).rejects.toMatchObject(refused('undone'));
      const third = await merge(anna, anne);
      shop.server.clock.now += 30 * DAY + 1;
      await prove();
      await expect(unmerge(third.mergeId)).rejects.toMatchObject(refused('tooLate'));
    });
  });
});
