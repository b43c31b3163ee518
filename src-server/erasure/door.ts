// What a counter may ask about erasing: what would be done, that it be done, and that a workstation keeps nothing any more.
// Who may erase is proven by an administrator's PIN; several at once are for administrators alone (E-82).
import { admitted, type calls } from '../http/calls.ts';
import { administrator, proveAdministrator } from '../proof.ts';
import { worksAt } from '../works-at.ts';
import { confirmErasures } from './confirm.ts';
import { ErasureRefused, eraseCustomers, judge } from './erase.ts';
import { previewOf } from './preview.ts';
import { remindErasures } from './remind.ts';

export function erasureDoor(os: typeof calls.erasure) {
  return {
    preview: os.preview.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      if (!(await worksAt(server, asking.chainId, input.employeeId, asking.branchId))) throw errors.NOT_ALLOWED();
      const { db } = server.storage;
      return db.transaction().execute(async (trx) => {
        const previews = [];
        for (const one of input.customers) previews.push(previewOf(one, await judge(server, trx, asking, one)));
        return previews;
      });
    }),

    erase: os.erase.handler(async ({ context, input, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      const { proof, employeeId, reason, customers } = input;
      if (!(await worksAt(server, asking.chainId, employeeId, asking.branchId))) throw errors.NOT_ALLOWED();
      if (customers.length > 1) await administrator(server.storage.db, asking, employeeId);
      await proveAdministrator(server, asking, proof);
      try {
        return await eraseCustomers(server, asking, { employeeId, approvedBy: proof.employeeId, reason }, customers);
      } catch (error) {
        if (error instanceof ErasureRefused) throw errors.REFUSED({ data: [...error.refused] as never });
        throw error;
      }
    }),

    confirm: os.confirm.handler(async ({ context, input }) => {
      const { server } = context;
      const asking = await admitted(context);
      await confirmErasures(server, asking, input.erasureIds);
    }),

    remind: os.remind.handler(async ({ context, input }) => {
      const { server } = context;
      const asking = await admitted(context);
      await remindErasures(server, asking, input.erasures);
    }),
  };
}
