// The closed list of what a user can be doing when something is saved: the reason that stands in the change log. And what the
// log is asked for: the type of a change, how far back it is shown.

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
  'document.remove',
  'appAccess.save',
  'appAccess.invite',
  'branch.save',
  'workstation.save',
  'settings.save',
  'textBlock.save',
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

/** Whole years that an entry is shown: of customers' records (E-79), of all that belongs to the administration (E-80). */
export const KEPT_YEARS = { customers: 10, administration: 3 } as const;

/** The instant from which entries are shown: midnight at this place, that many years ago. @param now epoch milliseconds */
export function shownSince(now: number, years: number): number {
  const today = new Date(now);
  return new Date(today.getFullYear() - years, today.getMonth(), today.getDate()).getTime();
}

/** '2026-01-01': where a customer's history begins until somebody asks for earlier years (E-79). @param today 'YYYY-MM-DD' */
export function firstOfYear(today: string): string {
  return `${today.slice(0, 4)}-01-01`;
}
