// Answers the page 'E-Mail-Versand': hands on to the branch server what an administrator enters, with his PIN. The password
// passes through and is kept nowhere here.
import { mailProblems, storedMailForm } from '../../src-shared/mail/rules.ts';
import { opened, signedIn } from './opened.ts';
import type { procedures } from './procedures.ts';
import { asAdministrator, ownLine } from './sync/administration-line.ts';

/** The page does not wait longer for a server that may be away. */
const ASK_AT_MOST_MS = 3000;

export function mailHandlers(os: typeof procedures.mail) {
  return {
    state: os.state.handler(async ({ context }) => {
      const line = ownLine(opened(context));
      if (!line) return { server: 'none' as const };
      try {
        const asked = { employeeId: signedIn(context).id };
        const mail = await line.mail.state(asked, { signal: AbortSignal.timeout(ASK_AT_MOST_MS) });
        return { server: 'reached' as const, mail };
      } catch {
        return { server: 'offline' as const };
      }
    }),

    save: os.save.handler(async ({ context, input: { form, password, pin }, errors }) => {
      const problems = mailProblems(form);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const proof = { employeeId: signedIn(context).id, pin };
      await asAdministrator(
        opened(context),
        errors,
        (line) => line.mail.save({ proof, ...storedMailForm(form), password }),
        (code) => {
          if (code === 'SET_BY_SERVER' || code === 'PASSWORD_NEEDED') return errors[code]();
          return code === 'INVALID' ? errors.INVALID({ data: { problems: [] } }) : null;
        },
      );
    }),

    remove: os.remove.handler(async ({ context, input: { pin }, errors }) => {
      const proof = { employeeId: signedIn(context).id, pin };
      await asAdministrator(
        opened(context),
        errors,
        (line) => line.mail.remove({ proof }),
        (code) => (code === 'SET_BY_SERVER' ? errors.SET_BY_SERVER() : null),
      );
    }),

    test: os.test.handler(async ({ context, input: { to, pin }, errors }) => {
      const proof = { employeeId: signedIn(context).id, pin };
      await asAdministrator(
        opened(context),
        errors,
        (line) => line.mail.test({ proof, to }),
        (code, data) => {
          if (code === 'BAD_ADDRESS') return errors.BAD_ADDRESS();
          return code === 'MAIL_FAILED' ? errors.MAIL_FAILED({ data: data as never }) : null;
        },
      );
    }),
  };
}
