// The calls of the import: hands them to the desk and turns what cannot be done now into the contract's failures.
import { ORPCError } from '@orpc/server';
import type { House } from '../house.ts';
import { opened, signedIn } from '../opened.ts';
import type { CallContext, procedures } from '../procedures.ts';
import { CannotImport, type ImportActor, NoNumbers } from './import-desk.ts';

export function customerImportHandlers(os: typeof procedures.customerImport) {
  return {
    state: os.state.handler(({ context }) => opened(context).importing.state()),

    takeOffer: os.takeOffer.handler(({ context }) => ({ offered: opened(context).importing.takeOffer() })),

    beginUpload: os.beginUpload.handler(({ context, input }) =>
      answered(() => ({ fileId: opened(context).importing.beginUpload(input.name, input.size) })),
    ),

    addPart: os.addPart.handler(({ context, input }) =>
      answered(() =>
        opened(context).importing.addPart(input.fileId, input.position, Buffer.from(input.base64, 'base64')),
      ),
    ),

    endUpload: os.endUpload.handler(({ context, input }) =>
      changed(opened(context), ({ importing }) => importing.endUpload(input.fileId)),
    ),

    forgetFile: os.forgetFile.handler(({ context }) =>
      changed(opened(context), ({ importing }) => importing.forgetFile()),
    ),

    check: os.check.handler(({ context, input }) =>
      changed(opened(context), ({ importing }) => importing.check(input)),
    ),

    problems: os.problems.handler(({ context, input }) => opened(context).importing.problems(input.problem)),

    start: os.start.handler(({ context, input }) =>
      changed(opened(context), ({ importing }) => importing.start(input, actorOf(context))),
    ),

    cancel: os.cancel.handler(({ context }) => changed(opened(context), ({ importing }) => importing.cancel())),

    resume: os.resume.handler(({ context }) =>
      changed(opened(context), ({ importing }) => importing.resume(actorOf(context))),
    ),

    rejectedLines: os.rejectedLines.handler(({ context }) => answered(() => opened(context).importing.rejectedLines())),

    finish: os.finish.handler(({ context }) => changed(opened(context), ({ importing }) => importing.finish())),
  };
}

async function changed(house: House, work: (house: House) => Promise<void> | void) {
  await answered(() => work(house));
  return house.importing.state();
}

async function answered<R>(work: () => Promise<R> | R): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CannotImport) throw new ORPCError(error.code, { defined: true, status: 409 });
    if (error instanceof NoNumbers) throw new ORPCError('NO_NUMBERS', { defined: true, status: 409, data: error.data });
    throw error;
  }
}

/** In whose name the import writes, however long it takes and whoever signs in meanwhile. */
function actorOf(context: CallContext): ImportActor {
  const { seat } = context.counter.session;
  return {
    employeeId: signedIn(context).id,
    branchId: seat?.branch.id ?? '',
    workstationId: seat?.workstation.id ?? null,
  };
}
