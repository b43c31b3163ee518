// Page 'E-Mail-Versand' in 'Filialverwaltung': how the branch server sends mail for the chain. Everything is asked of the server,
// in an administrator's name and with his PIN; the counter keeps none of it.
import { z } from 'zod';
import { administratorCall } from '../calls.ts';
import { serverFailures } from '../workstations/contract.ts';
import { MAIL_SECURITIES } from './rules.ts';
import { mailFailed, mailState } from './server-contract.ts';

const pin = z.string().max(20);

export const mailFormInput = z.object({
  host: z.string().max(300),
  port: z.number(),
  security: z.enum(MAIL_SECURITIES),
  user: z.string().max(300),
  senderName: z.string().max(300),
  senderAddress: z.string().max(300),
});

const problem = z.object({
  field: z.enum(['host', 'port', 'security', 'user', 'senderName', 'senderAddress']),
  problem: z.enum(['missing', 'notAHost', 'outOfRange', 'onlyThisComputer', 'tooLong', 'notAnEmail']),
});

export const mailContract = {
  state: administratorCall.output(
    z.discriminatedUnion('server', [
      z.object({ server: z.enum(['none', 'offline']) }),
      z.object({ server: z.literal('reached'), mail: mailState }),
    ]),
  ),
  save: administratorCall
    .input(
      z.object({ form: mailFormInput, /** null = as it is kept. */ password: z.string().max(200).nullable(), pin }),
    )
    .output(z.void())
    .errors({
      ...serverFailures,
      INVALID: { data: z.object({ problems: z.array(problem) }) },
      ...{ SET_BY_SERVER: {}, PASSWORD_NEEDED: {} },
    }),
  remove: administratorCall
    .input(z.object({ pin }))
    .output(z.void())
    .errors({ ...serverFailures, SET_BY_SERVER: {} }),
  test: administratorCall
    .input(z.object({ to: z.string().max(300), pin }))
    .output(z.void())
    .errors({ ...serverFailures, ...mailFailed, BAD_ADDRESS: {} }),
};
