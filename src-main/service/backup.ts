// The calls of the feature 'backup'. Before the set-up and in trouble nobody can sign in: then whoever stands at the PC may
// restore, and needs the key for it; once people work here it takes an administrator.
import type { RestoreStep } from '../../src-shared/backup/contract.ts';
import { CannotRestore, findBackups, inspectBackup, restoreBackup } from './backup-restore.ts';
import { CannotBackUp, isSameDisk } from './backups.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';
import type { Counter } from './service.ts';

export function backupHandlers(os: typeof procedures.backup) {
  let step: RestoreStep | null = null;
  return {
    state: os.state.handler(({ context }) => opened(context).upkeep.backups.state),

    overview: os.overview.handler(({ context }) => {
      const { backups } = opened(context).upkeep;
      const { folder, hour } = backups;
      return {
        folder,
        hour,
        defaultFolder: backups.defaultFolder,
        isDefaultFolder: folder === backups.defaultFolder,
        sameDisk: isSameDisk(folder, context.counter.ports.dataDirectory),
        backups: backups.list(),
      };
    }),

    choose: os.choose.handler(({ context, input, errors }) => {
      try {
        opened(context).upkeep.backups.choose(input.folder, input.hour);
      } catch (error) {
        if (error instanceof CannotBackUp) throw errors.FOLDER({ data: { problem: error.problem } });
        throw error;
      }
    }),

    makeNow: os.makeNow.handler(async ({ context, errors }) => {
      try {
        return await opened(context).upkeep.backups.makeNow();
      } catch (error) {
        if (error instanceof CannotBackUp) throw errors.FAILED({ data: { problem: error.problem } });
        throw error;
      }
    }),

    find: os.find.handler(({ context, input, errors }) => {
      if (!mayRestore(context.counter)) throw errors.ADMINISTRATOR_NEEDED();
      try {
        return findBackups(context.counter, input.path);
      } catch (error) {
        throw error instanceof CannotRestore ? errors[error.reason]() : error;
      }
    }),

    inspect: os.inspect.handler(async ({ context, input, errors }) => {
      if (!mayRestore(context.counter)) throw errors.ADMINISTRATOR_NEEDED();
      try {
        const { branchName, customers, lastChangeAt } = await inspectBackup(context.counter, input);
        return { branchName, customers, lastChangeAt };
      } catch (error) {
        throw error instanceof CannotRestore ? errors[error.reason]() : error;
      }
    }),

    restore: os.restore.handler(async ({ context, input, errors }) => {
      if (!mayRestore(context.counter)) throw errors.ADMINISTRATOR_NEEDED();
      if (step) throw errors.RUNNING();
      step = { step: 'copying', share: 0 };
      try {
        await restoreBackup(context.counter, input, (now) => {
          step = now;
        });
      } catch (error) {
        throw error instanceof CannotRestore ? errors[error.reason]() : error;
      } finally {
        step = null;
      }
    }),

    restoring: os.restoring.handler(() => step),
  };
}

function mayRestore({ trouble, session }: Counter): boolean {
  if (trouble) return ['damaged', 'wrongKey', 'keyMissing'].includes(trouble.kind);
  return session.seat === null || session.person?.role === 'administrator';
}
