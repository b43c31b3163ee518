// The employees of the own branch, as an administrator keeps them. A PIN goes in and never comes out.
import { z } from 'zod';
import { administratorCall, id, roles } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';

export const employeeRecord = z.object({
  id,
  name: z.string(),
  role: z.enum(roles),
  blocked: z.boolean(),
  changed: lastChange.nullable(),
});
export type EmployeeRecord = z.infer<typeof employeeRecord>;

export const employeesContract = {
  /** By name; the blocked ones too. */
  all: administratorCall.output(z.array(employeeRecord)),
  save: administratorCall
    .input(
      z.object({
        /** null = somebody new. */
        id: id.nullable(),
        name: z.string().max(200),
        role: z.enum(roles),
        blocked: z.boolean(),
        /** null = unchanged. */
        pin: z.string().max(20).nullable(),
      }),
    )
    .output(z.object({ id, /** null = nothing differed. */ changeSetId: z.string().nullable() }))
    .errors({
      GONE: {},
      INVALID: {
        data: z.object({
          problems: z.array(
            z.object({
              field: z.enum(['name', 'role', 'blocked', 'pin']),
              problem: z.enum([
                'missing',
                'tooLong',
                'nameTaken',
                'lastAdministrator',
                'yourself',
                'tooShort',
                'notDigits',
                'tooSimple',
              ]),
            }),
          ),
        }),
      },
    }),
};
