// What goes with the list of hits: what its filters can be chosen from, filters kept under a name, the columns somebody wants to
// see.
import { z } from 'zod';
import { call, filePayload, id } from '../calls.ts';
import { preview } from '../printing/contract.ts';
import { customerFilter } from '../search/contract.ts';
import { COLUMNS } from './rules.ts';

const named = z.object({ id, name: z.string() });

export const savedFilter = z.object({
  id,
  name: z.string(),
  filter: customerFilter,
  span: z.enum(['own', 'all']),
});
export type SavedFilter = z.infer<typeof savedFilter>;

/** Lists leave the program only with whoever may see the books, or an administrator. */
const listCall = call.meta({ role: 'accounting' });
/** What the screen lists, and in which columns. */
const asked = z.object({
  text: z.string().max(200),
  filter: customerFilter,
  columns: z.array(z.enum(COLUMNS)).max(COLUMNS.length),
});

export const customerListContract = {
  /** What the filters offer besides the closed words of the code. */
  choices: call.output(
    z.object({
      /** Of the chain's own list. */
      statuses: z.array(named),
      properties: z.array(named),
      employees: z.array(named),
    }),
  ),

  /** One's own, by name. */
  savedFilters: call.output(z.array(savedFilter)),
  /** Under a name that is there already it takes that one's place. */
  keepFilter: call
    .input(savedFilter.omit({ id: true }).extend({ name: z.string().trim().min(1).max(60) }))
    .output(z.object({ id, replaced: z.boolean() })),
  dropFilter: call.input(z.object({ id })).output(z.void()),

  /**
   * The list as a file for spreadsheet programs, logged with the number of its customers. For advertising it holds only those
   * whom the ledger lets in, and how they are reached.
   */
  exportList: listCall
    .input(asked.extend({ advertising: z.enum(['letter', 'email', 'phone', 'sms']).nullable() }))
    .output(z.object({ file: filePayload, customers: z.number().int() }))
    .errors({ TOO_MANY: { data: z.object({ most: z.number().int() }) } }),
  printList: listCall
    .input(asked)
    .output(preview)
    .errors({ TOO_MANY: { data: z.object({ most: z.number().int() }) } }),

  /** The columns of whoever is signed in, in order. */
  columns: call.output(z.array(z.enum(COLUMNS))),
  keepColumns: call.input(z.object({ columns: z.array(z.enum(COLUMNS)).max(COLUMNS.length) })).output(z.void()),
};
