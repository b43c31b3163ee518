// Answers 'Aufgaben': lists what waits at this branch, and carries a decision about a registration to the server, which alone
// knows what was sent and writes what follows from it.
import { showPhone } from '../../src-shared/customers/phone.ts';
import { listName } from '../../src-shared/customers/rules.ts';
import type { Row } from '../../src-shared/tables.ts';
import type { OpenTask } from '../../src-shared/tasks/contract.ts';
import { DECISION_REFUSALS, type DecisionRefusal } from '../../src-shared/tasks/server-contract.ts';
import { statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import type { ServerLine } from './sync/server-line.ts';

const SHOWN = 200;

export function taskHandlers(os: typeof procedures.tasks) {
  return {
    open: os.open.handler(({ context }) => {
      const house = opened(context);
      const rows = statement(house.db.sqlite, `SELECT * ${OPEN} ORDER BY createdAt, id LIMIT ${SHOWN}`).all();
      return { tasks: (rows as Row<'task'>[]).map((row) => taskOf(house, row)), count: countOf(house) };
    }),

    count: os.count.handler(({ context }) => countOf(opened(context))),

    registration: os.registration.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const employeeId = signedIn(context).id;
      const found = await ask(house, errors, (line) => line.tasks.registration({ taskId: input.id, employeeId }));
      return { ...found, phone: showPhone(found.person.phone) };
    }),

    decide: os.decide.handler(async ({ context, input, errors }) => {
      const house = opened(context);
      const employeeId = signedIn(context).id;
      const { id: taskId, decision } = input;
      // What was saved here about the customer goes first.
      await house.sync.round().catch(() => undefined);
      const done = await ask(house, errors, (line) => line.tasks.decide({ taskId, employeeId, decision })).catch(
        (error: unknown) => {
          const { reason } = (error as { data?: { reason?: string } }).data ?? {};
          const known = DECISION_REFUSALS.find((one): one is DecisionRefusal => one === reason);
          throw known ? errors.REFUSED({ data: { reason: known } }) : error;
        },
      );
      await house.sync.round().catch(() => undefined);
      return done;
    }),

    finish: os.finish.handler(({ context, input, errors }) => {
      const house = opened(context);
      const doneBy = signedIn(context).id;
      const row = statement(house.db.sqlite, `SELECT kind ${OPEN} AND id = ?`).get(input.id) as
        | Pick<Row<'task'>, 'kind'>
        | undefined;
      // A registration is finished by its decision alone.
      if (row?.kind !== 'newPasswordNeeded') throw errors.GONE();
      house.save('task.finish', (unit) => unit.update('task', input.id, { doneAt: unit.now, doneBy }));
    }),
  };
}

// --- details

const OPEN = 'FROM task WHERE doneAt IS NULL AND removedAt IS NULL';

function countOf(house: House): number {
  return (statement(house.db.sqlite, `SELECT count(*) AS n ${OPEN}`).get() as { n: number }).n;
}

function taskOf(house: House, { id, kind, customerId, body, createdAt }: Row<'task'>): OpenTask {
  const about = JSON.parse(body) as Record<string, string | number | null>;
  const customer = customerId === null ? undefined : named(house, 'customer', customerId);
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    ...{ id, createdAt },
    customer: customer
      ? { id: customer.id, name: listName(customer as Row<'customer'>), number: String(customer.number) }
      : null,
    about:
      kind === 'assignConnection'
        ? { kind, name: text(about.name) ?? '' }
        : {
            ...{ kind, letterNumber: text(about.letterNumber) },
            employee: text(named(house, 'employee', String(about.employeeId))?.name),
            workstation: text(named(house, 'workstation', String(about.workstationId))?.name),
            at: typeof about.at === 'number' ? about.at : null,
          },
  };
}

function named(house: House, table: 'customer' | 'employee' | 'workstation', id: string) {
  const row = statement(house.db.sqlite, `SELECT * FROM "${table}" WHERE id = ? AND removedAt IS NULL`).get(id);
  return row as ({ id: string } & Record<string, unknown>) | undefined;
}

type Errors = { OFFLINE: () => Error; NOT_ALLOWED: () => Error; GONE: () => Error };

async function ask<R>(house: House, errors: Errors, work: (line: ServerLine) => Promise<R>): Promise<R> {
  try {
    return await house.sync.ask(work);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'NOT_ALLOWED') throw errors.NOT_ALLOWED();
    if (code === 'GONE') throw errors.GONE();
    if (code === 'REFUSED') throw error;
    throw errors.OFFLINE();
  }
}
