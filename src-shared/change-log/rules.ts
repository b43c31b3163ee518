// The closed list of what a user can be doing when something is saved: the reason that stands in the change log.

export const DOINGS = [
  'setUp',
  'signIn',
  'customer.create',
  'customer.save',
  'customer.move',
  'customer.register',
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
