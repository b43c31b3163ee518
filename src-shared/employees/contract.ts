// The employees of the chain, as an administrator keeps them. A PIN goes in and never comes out.
import { z } from 'zod';
import { administratorCall, id, roles } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import { serverFailures } from '../workstations/contract.ts';

const branchRole = z.object({ branchId: id, role: z.enum(roles) });

export const employeeRecord = z.object({
  id,
  name: z.string(),
  /** In the branch of this workstation; null = none here. */
  role: z.enum(roles).nullable(),
  elsewhere: z.array(branchRole),
  /** A program, which never signs in at a counter. */
  technical: z.boolean(),
  blocked: z.boolean(),
  changed: lastChange.nullable(),
});
export type EmployeeRecord = z.infer<typeof employeeRecord>;

export const employeesContract = {
  /** Opens some minutes in which the branch server takes from this person here what gives rights. */
  prove: administratorCall
    .input(z.object({ pin: z.string().max(20) }))
    .output(z.void())
    .errors(serverFailures),
  /** By name; the blocked ones and those of other branches too. */
  all: administratorCall.output(z.array(employeeRecord)),
  save: administratorCall
    .input(
      z.object({
        /** null = somebody new. */
        id: id.nullable(),
        name: z.string().max(200),
        role: z.enum(roles).nullable(),
        /** Left out = as they are. */
        elsewhere: z.array(branchRole).max(1000).optional(),
        technical: z.boolean().optional(),
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
              field: z.enum(['name', 'role', 'technical', 'blocked', 'pin']),
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
