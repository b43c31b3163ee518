// What an erasure does with every field of every table (N-07): a new column without a decision does not compile, and what
// this program does not know is refused, never guessed. It decides by kind; how long a kind is kept stands in retention.ts.
import type { FieldOf } from '../change-log/fields.ts';
import type { TableName } from '../tables.ts';
import type { RetentionKind } from './retention.ts';

export type Treatment =
  /** Nothing keeps it: gone at once. */
  | 'blank'
  /** Gone, unless a record that must be kept is worth nothing without it: then it stays as long as that one. */
  | 'identity'
  /** Kept where the row falls under a duty to keep it (`dutyOf`), otherwise gone. */
  | 'duty'
  /** An identifier that names nobody by itself: vouchers, log and other rows still lead to the same, nameless stub. */
  | 'reference'
  /** When, in which state and by which employee: says nothing about the person, and is kept as the history is. */
  | 'record'
  /** A proof of what was agreed, without the person in it. */
  | 'proof';

/** Not about customers: an erasure never touches it. */
type Elsewhere = 'notOfCustomers';

export const erasurePlan = {
  branch: 'notOfCustomers',
  chainSetting: 'notOfCustomers',
  workstation: 'notOfCustomers',
  employee: 'notOfCustomers',
  employeeRole: 'notOfCustomers',
  textBlock: 'notOfCustomers',
  textBlockVersion: 'notOfCustomers',
  payer: 'notOfCustomers',
  customerProgram: 'notOfCustomers',
  property: 'notOfCustomers',
  customerStatus: 'notOfCustomers',
  caseType: 'notOfCustomers',
  customer: {
    number: 'reference',
    branchId: 'reference',
    kind: 'record',
    salutation: 'identity',
    title: 'identity',
    firstName: 'identity',
    lastName: 'identity',
    birthDate: 'blank',
    email: 'blank',
    kvnr: 'blank',
    note: 'blank',
    status: 'record',
    responsibleEmployeeId: 'blank',
    lastVisit: 'blank',
    homeAddressId: 'blank',
    externalNumber: 'blank',
    insuranceStatus: 'blank',
    standardPayerId: 'blank',
    standardBankAccountId: 'blank',
    dunningBlock: 'blank',
    preferredPayment: 'blank',
    preferredChannel: 'blank',
    reportNeutral: 'blank',
    careHome: 'blank',
    contactRoles: 'blank',
    cardDiffers: 'blank',
    advertisingPreset: 'blank',
    mergedIntoId: 'reference',
    erasedAt: 'record',
  },
  customerAddress: {
    customerId: 'reference',
    rank: 'record',
    label: 'blank',
    street: 'blank',
    houseNumber: 'blank',
    addition: 'blank',
    district: 'blank',
    postcode: 'blank',
    town: 'blank',
    country: 'blank',
  },
  customerPhone: { customerId: 'reference', rank: 'record', label: 'blank', e164: 'duty', sms: 'blank' },
  document: {
    customerId: 'reference',
    kind: 'record',
    name: 'duty',
    mediaType: 'record',
    size: 'duty',
    sha256: 'duty',
    createdBy: 'record',
    createdAt: 'record',
    locked: 'record',
    keptOnPurpose: 'record',
  },
  consentEntry: {
    customerId: 'reference',
    purpose: 'proof',
    kind: 'proof',
    aboutEntryId: 'reference',
    scope: 'blank',
    capturedHow: 'proof',
    capturedAt: 'proof',
    capturedBy: 'proof',
    textBlockVersionId: 'proof',
    textSha256: 'proof',
    documentId: 'reference',
    note: 'blank',
  },
  appAccess: {
    customerId: 'reference',
    active: 'blank',
    passwordHash: 'blank',
    letterNumber: 'blank',
    letterAt: 'blank',
    loginCode: 'blank',
    loginCodeHash: 'blank',
    loginCodeAt: 'blank',
    confirmedAt: 'blank',
    lockedUntil: 'blank',
    invitedAt: 'blank',
    invitedTo: 'blank',
    invitedUntil: 'blank',
    invitationAcceptedAt: 'blank',
    invitationEndedAt: 'blank',
  },
  appDevice: {
    customerId: 'reference',
    accessId: 'reference',
    name: 'blank',
    connectedAt: 'record',
    lastSeenAt: 'record',
    endedAt: 'record',
  },
  customerPayer: {
    customerId: 'reference',
    rank: 'record',
    payerId: 'blank',
    insuredNumber: 'blank',
    validFrom: 'blank',
    validTo: 'blank',
  },
  bankAccount: {
    customerId: 'reference',
    rank: 'record',
    holder: 'duty',
    iban: 'duty',
    bic: 'duty',
    bankName: 'duty',
    mandateReference: 'duty',
    mandateOn: 'duty',
    mandateEndedOn: 'duty',
    enteredBy: 'record',
    enteredAt: 'record',
    usedAt: 'record',
  },
  customerCard: {
    customerId: 'reference',
    kind: 'record',
    number: 'blank',
    label: 'blank',
    validFrom: 'blank',
    validTo: 'blank',
    lockedAt: 'record',
    invalidAt: 'record',
    replacedById: 'reference',
  },
  programMembership: {
    customerId: 'reference',
    programId: 'blank',
    cardId: 'reference',
    value: 'blank',
    validFrom: 'blank',
    validTo: 'blank',
  },
  customerProperty: { customerId: 'reference', propertyId: 'blank' },
  patient: {
    customerId: 'reference',
    rank: 'record',
    name: 'blank',
    species: 'blank',
    breed: 'blank',
    sex: 'blank',
    birthDate: 'blank',
    chipNumber: 'blank',
    note: 'blank',
    diedOn: 'blank',
  },
  customerComment: {
    customerId: 'reference',
    body: 'blank',
    at: 'record',
    authorId: 'record',
    enteredBy: 'record',
    origin: 'record',
  },
  customerAsked: { customerId: 'reference', what: 'record', day: 'record', at: 'record', askedBy: 'record' },
  notDuplicate: { customerId: 'reference', otherId: 'reference', at: 'record', decidedBy: 'record' },
  customerMerge: {
    customerId: 'reference',
    otherId: 'reference',
    otherNumber: 'reference',
    mergedAt: 'record',
    mergedBy: 'record',
    undoUntil: 'record',
    undoneAt: 'record',
    undoneBy: 'record',
  },
  erasure: {
    customerId: 'reference',
    at: 'record',
    erasedBy: 'record',
    reason: 'record',
    report: 'record',
    waitingFor: 'record',
  },
  serviceCase: {
    customerId: 'reference',
    number: 'reference',
    patientId: 'reference',
    caseTypeId: 'blank',
    title: 'blank',
    status: 'record',
    note: 'blank',
    openedAt: 'record',
    openedBy: 'record',
    closedAt: 'record',
  },
  serviceCaseItem: {
    customerId: 'reference',
    serviceCaseId: 'reference',
    rank: 'record',
    body: 'blank',
    quantity: 'record',
    done: 'record',
  },
  cashSale: {
    customerId: 'reference',
    transactionId: 'reference',
    cents: 'duty',
    body: 'duty',
    payment: 'duty',
    at: 'record',
    soldBy: 'record',
  },
  listExport: 'notOfCustomers',
  conflict: {
    branchId: 'reference',
    reason: 'record',
    refusal: 'record',
    table: 'record',
    rowId: 'reference',
    subjectId: 'reference',
    field: 'record',
    claims: 'blank',
    theirs: 'blank',
    theirsBy: 'record',
    theirsAt: 'record',
    decidedAt: 'record',
    decidedBy: 'record',
    decision: 'record',
  },
  task: {
    branchId: 'reference',
    kind: 'record',
    customerId: 'reference',
    body: 'blank',
    createdAt: 'record',
    doneAt: 'record',
    doneBy: 'record',
  },
} as const satisfies { [T in TableName]: Elsewhere | Record<FieldOf<T>, Treatment> };

/** Which rows a period keeps. */
const KEEPS: Readonly<Record<RetentionKind, readonly TableName[]>> = {
  voucher: ['cashSale', 'document'],
  letter: ['document', 'bankAccount'],
  standardDocument: ['document'],
  templateHistory: ['textBlockVersion'],
  phoneProof: ['consentEntry', 'document', 'customerPhone', 'customer'],
  consentProof: ['consentEntry'],
  customerHistory: ['customer', 'customerComment', 'serviceCase', 'task'],
  changeLog: ['branch', 'chainSetting', 'employee', 'workstation', 'textBlock'],
};

export function tablesKeptBy(kind: RetentionKind): readonly TableName[] {
  return KEEPS[kind];
}

/** undefined = nobody has decided: to be refused. A table that is not about customers is none of an erasure's business. */
export function treatmentOf(table: string, field: string): Treatment | undefined {
  const fields = Object.hasOwn(erasurePlan, table) ? erasurePlan[table as TableName] : undefined;
  if (fields === undefined || typeof fields === 'string') return undefined;
  return Object.hasOwn(fields, field) ? (fields as Record<string, Treatment>)[field] : undefined;
}
