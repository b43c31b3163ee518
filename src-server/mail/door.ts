// The chain's mail account for an administrator at a counter: read without its password, set, switched off and tried out with
// his PIN. Every change stands in the change log.
import { ORPCError } from '@orpc/server';
import { type MailForm, mailAddress, mailProblems, storedMailForm } from '../../src-shared/mail/rules.ts';
import type { MailState } from '../../src-shared/mail/server-contract.ts';
import { settingValue } from '../../src-shared/settings/rules.ts';
import { admitted, type calls } from '../http/calls.ts';
import type { KnownWorkstation } from '../joining.ts';
import { administrator, proveAdministrator } from '../proof.ts';
import type { Server } from '../server.ts';
import { rowsById } from '../sync/rows.ts';
import { type Writing, writeAsServer } from '../sync/server-write.ts';
import { forgetMail, isSameMailServer, type KeptMail, keepMail, keptMail } from './account.ts';
import { outcomeOf } from './mailer.ts';
import { MailFailed } from './transport.ts';

export function mailDoor(os: typeof calls.mail) {
  return {
    ready: os.ready.handler(async ({ context }) => {
      const { chainId } = await admitted(context);
      return { ready: await context.server.mail.ready(chainId) };
    }),

    state: os.state.handler(async ({ context, input }) => {
      const { server } = context;
      const asking = await admitted(context);
      await administrator(server.storage.db, asking, input.employeeId);
      return stateOf(server, asking.chainId);
    }),

    save: os.save.handler(async ({ context, input: { proof, password, ...typed }, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      await proveAdministrator(server, asking, proof);
      if (server.ports.mail) throw errors.SET_BY_SERVER();
      const form = storedMailForm(typed);
      if (mailProblems(form).length > 0) throw errors.INVALID();
      await writeAsServer(server, asking.chainId, async (writing) => {
        const { trx, chainId, now } = writing;
        const kept = await keptMail(trx, chainId);
        const stays = password === null && form.user !== '' && kept?.sealedPassword;
        if (stays && !isSameMailServer(kept, form)) throw errors.PASSWORD_NEEDED();
        await keepMail(trx, server.seal, { chainId, now, form, password });
        log(server, writing, {
          asking,
          employeeId: proof.employeeId,
          from: kept ? inWords(kept) : null,
          to: inWords(form),
        });
      });
    }),

    remove: os.remove.handler(async ({ context, input: { proof }, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      await proveAdministrator(server, asking, proof);
      if (server.ports.mail) throw errors.SET_BY_SERVER();
      await writeAsServer(server, asking.chainId, async (writing) => {
        const kept = await keptMail(writing.trx, writing.chainId);
        if (!kept) return;
        await forgetMail(writing.trx, writing.chainId);
        log(server, writing, { asking, employeeId: proof.employeeId, from: inWords(kept), to: null });
      });
    }),

    test: os.test.handler(async ({ context, input: { proof, to }, errors }) => {
      const { server } = context;
      const asking = await admitted(context);
      await proveAdministrator(server, asking, proof);
      const address = mailAddress(to);
      if (address === null) throw errors.BAD_ADDRESS();
      const { branchName, appName } = await namesFor(server, asking);
      await server.mail
        .send(asking.chainId, {
          to: address,
          fromName: branchName,
          subject: `Test-E-Mail von ${branchName}`,
          text: `Guten Tag,\n\ndiese E-Mail wurde an einem Arbeitsplatz von ${branchName} verschickt, um den E-Mail-Versand zu prüfen. Er funktioniert: Einladungen zu „${appName}“ kommen auf diesem Weg an.\n\nSie brauchen nichts weiter zu tun.\n\n${branchName}\n`,
        })
        .catch((error: unknown) => {
          throw error instanceof MailFailed ? errors.MAIL_FAILED({ data: { trouble: error.trouble } }) : error;
        });
    }),
  };
}

// --- details

async function stateOf({ ports, storage: { db } }: Server, chainId: string): Promise<MailState> {
  const outcome = await outcomeOf(db, chainId);
  if (ports.mail) return { origin: 'server', senderAddress: ports.mail.senderAddress, outcome };
  const kept = await keptMail(db, chainId);
  if (!kept) return { origin: 'none' };
  const { host, port, security, user, senderName, senderAddress, sealedPassword } = kept;
  const settings = { host, port, security, user, senderName, senderAddress, hasPassword: sealedPassword !== null };
  return { origin: 'chain', settings, outcome };
}

async function namesFor(
  { storage: { db } }: Server,
  { chainId, branchId }: KnownWorkstation,
): Promise<{ branchName: string; appName: string }> {
  const rows = await rowsById(
    db,
    chainId,
    new Map([
      ['branch', new Set([branchId])],
      ['chainSetting', new Set(['appName'])],
    ]),
  );
  const branch = rows.find(({ table }) => table === 'branch');
  if (!branch) throw new ORPCError('UNKNOWN_WORKSTATION', { defined: true, status: 401 });
  const setting = rows.find(({ table, removedAt }) => table === 'chainSetting' && removedAt === null);
  return {
    branchName: String(branch.body.name),
    appName: settingValue('appName', setting ? String(setting.body.value) : null),
  };
}

/** As the change log shows it: everything but the password. */
function inWords({ host, port, security, user, senderAddress }: MailForm | KeptMail): string {
  return `${host}:${port} (${security}), ${user || '–'}, ${senderAddress}`;
}

function log(
  { newId }: Pick<Server, 'newId'>,
  writing: Writing,
  step: { asking: KnownWorkstation; employeeId: string; from: string | null; to: string | null },
): void {
  const { asking, employeeId, from, to } = step;
  // The value of a setting is JSON itself.
  const json = (words: string | null) => (words === null ? null : JSON.stringify(JSON.stringify(words)));
  const row = { table: 'chainSetting', rowId: 'mailAccount', subjectId: 'mailAccount', groupFrom: null };
  writing.log({
    ...{ id: newId(), employeeId, workstationId: asking.workstationId, branchId: asking.branchId },
    doing: 'settings.save',
    changes: [{ ...row, kind: 'update', field: 'value', from: json(from), to: json(to) }],
  });
}
