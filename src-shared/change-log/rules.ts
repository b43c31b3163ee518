// The closed list of what a user can be doing when something is saved: the reason that stands in the change log. And what the
// log is asked for: the type of a change, from which day; and of which two kinds an entry is. How long each is kept stands in
// erasure/retention.ts.

export const DOINGS = [
  'setUp',
  'signIn',
  'customer.create',
  'customer.save',
  'customer.move',
  'customer.register',
  'customer.delete',
  'customer.restore',
  'customer.merge',
  'customer.unmerge',
  'customer.erase',
  'customer.ask',
  'customer.comment',
  'bankAccount.expire',
  'card.take',
  'serviceCase.save',
  'cashSale.save',
  'list.export',
  'duplicate.dismiss',
  'lists.save',
  'consent.use',
  'consent.print',
  'consent.sign',
  'consent.withdraw',
  'consent.file',
  'consent.acknowledge',
  'document.import',
  'document.rename',
  'document.exempt',
  'document.remove',
  'document.expire',
  'appAccess.save',
  'appAccess.invite',
  'branch.save',
  'workstation.save',
  'settings.save',
  'textBlock.save',
  'textBlock.archive',
  'textBlock.expire',
  'employee.save',
  'conflict.decide',
  'task.finish',
  'import',
  'demo',
  'undo',
] as const;

export type Doing = (typeof DOINGS)[number];

/** As a reader tells changes apart (E-80). */
export const ACTIONS = ['create', 'update', 'remove', 'merge'] as const;
export type Action = (typeof ACTIONS)[number];

/** Whatever these write, of whichever rows, is 'Zusammenfassen': a merge and its undo. */
export const MERGING = ['customer.merge', 'customer.unmerge'] as const satisfies readonly Doing[];

/**
 * Whether a change says anything of a customer's record; all others are the administration's business. One in a table that this
 * program does not know may: it is shown to nobody, and kept as long.
 * @param known tables.ts
 */
export function isAboutCustomers(
  table: string,
  known: Readonly<Record<string, { readonly scope: 'branch' | 'chain' }>>,
): boolean {
  return !Object.hasOwn(known, table) || known[table]?.scope === 'branch';
}

/** '2026-01-01': where a customer's history begins until somebody asks for earlier years (E-79). @param today 'YYYY-MM-DD' */
export function firstOfYear(today: string): string {
  return `${today.slice(0, 4)}-01-01`;
}
