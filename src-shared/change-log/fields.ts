// What every field of every logged table is to a reader: a date, a yes or no, the name of somebody. A new column without a
// line here does not compile. It does not know labels (the screen's texts) nor how a value is drawn.
import type { Row, TableName } from '../tables.ts';

/** The fields that the log names: all but the bookkeeping that every row has. */
export type FieldOf<T extends TableName> = Exclude<keyof Row<T>, 'id' | 'revision' | 'changedAt' | 'removedAt'> &
  string;

export type FieldNature =
  | 'text'
  | 'number'
  /** YYYY-MM-DD. */
  | 'date'
  /** Epoch milliseconds. */
  | 'instant'
  | 'yesNo'
  /** E.164. */
  | 'phone'
  /** Bytes. */
  | 'size'
  /** Cents. */
  | 'money'
  /** A closed word of the code, to be said in the reader's language. */
  | 'word'
  /** Several of them, comma-separated. */
  | 'words'
  /** JSON list of texts. */
  | 'lines'
  /** A built-in state of a customer, or one of the chain's list. */
  | 'status'
  /** JSON of a setting's value. */
  | 'setting'
  /** The id of a row whose name is shown instead. */
  | 'employee'
  | 'branch'
  | 'address'
  | 'document'
  | 'textBlockVersion'
  | 'consentEntry'
  | 'customer'
  | 'payer'
  | 'customerPayer'
  | 'bankAccount'
  | 'customerCard'
  | 'customerProgram'
  | 'property'
  | 'patient'
  | 'caseType'
  | 'serviceCase'
  /** '#rrggbb', by its name where it has one. */
  | 'colour'
  /** Place in a list: worth a line when it changes, not when the row is born. */
  | 'order'
  /** Tells a person nothing: checksums, and the pointer to the record that the log is opened from. */
  | 'hidden';

export const fieldNatures = {
  branch: {
    name: 'text',
    headquarters: 'yesNo',
    street: 'text',
    houseNumber: 'text',
    postcode: 'text',
    town: 'text',
    phone: 'text',
    email: 'text',
    website: 'text',
    openingHours: 'text',
    accent: 'colour',
    logoDocumentId: 'document',
    letterFooter: 'text',
    licenceUntil: 'date',
  },
  chainSetting: { value: 'setting' },
  workstation: {
    branchId: 'branch',
    code: 'text',
    name: 'text',
    lockMinutes: 'number',
    revokedAt: 'instant',
    lastSeenAt: 'hidden',
  },
  employee: { name: 'text', technical: 'yesNo', blockedAt: 'instant', pinHash: 'text' },
  employeeRole: { employeeId: 'hidden', branchId: 'branch', role: 'word' },
  customer: {
    number: 'text',
    branchId: 'branch',
    kind: 'word',
    salutation: 'text',
    title: 'text',
    firstName: 'text',
    lastName: 'text',
    birthDate: 'date',
    email: 'text',
    kvnr: 'text',
    note: 'text',
    status: 'status',
    responsibleEmployeeId: 'employee',
    lastVisit: 'date',
    homeAddressId: 'address',
    externalNumber: 'text',
    insuranceStatus: 'word',
    standardPayerId: 'customerPayer',
    standardBankAccountId: 'bankAccount',
    dunningBlock: 'yesNo',
    preferredPayment: 'word',
    preferredChannel: 'word',
    reportNeutral: 'yesNo',
    careHome: 'text',
    contactRoles: 'words',
    cardDiffers: 'words',
    advertisingPreset: 'words',
    mergedIntoId: 'customer',
    erasedAt: 'instant',
  },
  customerAddress: {
    customerId: 'hidden',
    rank: 'order',
    label: 'text',
    street: 'text',
    houseNumber: 'text',
    addition: 'text',
    district: 'text',
    postcode: 'text',
    town: 'text',
    country: 'text',
  },
  customerPhone: { customerId: 'hidden', rank: 'order', label: 'text', e164: 'phone', sms: 'yesNo' },
  document: {
    customerId: 'hidden',
    kind: 'word',
    name: 'text',
    mediaType: 'text',
    size: 'size',
    sha256: 'hidden',
    createdBy: 'employee',
    createdAt: 'instant',
    locked: 'yesNo',
    keptOnPurpose: 'yesNo',
  },
  textBlock: { purpose: 'word', title: 'text', archive: 'yesNo', changeable: 'yesNo' },
  textBlockVersion: {
    textBlockId: 'hidden',
    number: 'number',
    body: 'text',
    sha256: 'hidden',
    validFrom: 'instant',
    createdBy: 'employee',
  },
  consentEntry: {
    customerId: 'hidden',
    purpose: 'word',
    kind: 'word',
    aboutEntryId: 'consentEntry',
    scope: 'text',
    capturedHow: 'word',
    capturedAt: 'instant',
    capturedBy: 'employee',
    textBlockVersionId: 'textBlockVersion',
    textSha256: 'hidden',
    documentId: 'document',
    note: 'text',
  },
  appAccess: {
    customerId: 'hidden',
    active: 'yesNo',
    passwordHash: 'text',
    letterNumber: 'text',
    letterAt: 'instant',
    loginCode: 'text',
    loginCodeHash: 'hidden',
    loginCodeAt: 'instant',
    confirmedAt: 'instant',
    lockedUntil: 'instant',
    invitedAt: 'instant',
    invitedTo: 'hidden',
    invitedUntil: 'hidden',
    invitationAcceptedAt: 'instant',
    invitationEndedAt: 'hidden',
  },
  appDevice: {
    customerId: 'hidden',
    accessId: 'hidden',
    name: 'text',
    connectedAt: 'instant',
    lastSeenAt: 'hidden',
    endedAt: 'instant',
  },
  payer: { name: 'text', ik: 'text', kind: 'word', endedAt: 'instant' },
  customerPayer: {
    customerId: 'hidden',
    rank: 'order',
    payerId: 'payer',
    insuredNumber: 'text',
    validFrom: 'date',
    validTo: 'date',
  },
  bankAccount: {
    customerId: 'hidden',
    rank: 'order',
    holder: 'text',
    iban: 'text',
    bic: 'text',
    bankName: 'text',
    mandateReference: 'text',
    mandateOn: 'date',
    mandateEndedOn: 'date',
    enteredBy: 'hidden',
    enteredAt: 'hidden',
    usedAt: 'hidden',
  },
  customerCard: {
    customerId: 'hidden',
    kind: 'word',
    number: 'text',
    label: 'text',
    validFrom: 'date',
    validTo: 'date',
    lockedAt: 'instant',
    invalidAt: 'instant',
    replacedById: 'customerCard',
  },
  customerProgram: {
    name: 'text',
    kind: 'word',
    value: 'number',
    article: 'text',
    fixedValue: 'yesNo',
    endedAt: 'instant',
  },
  programMembership: {
    customerId: 'hidden',
    programId: 'customerProgram',
    cardId: 'customerCard',
    value: 'number',
    validFrom: 'date',
    validTo: 'date',
  },
  property: { name: 'text', abbreviation: 'text', colour: 'colour', endedAt: 'instant' },
  customerProperty: { customerId: 'hidden', propertyId: 'property' },
  customerStatus: { name: 'text', meaning: 'word', endedAt: 'instant' },
  patient: {
    customerId: 'hidden',
    rank: 'order',
    name: 'text',
    species: 'text',
    breed: 'text',
    sex: 'word',
    birthDate: 'date',
    chipNumber: 'text',
    note: 'text',
    diedOn: 'date',
  },
  customerComment: {
    customerId: 'hidden',
    body: 'text',
    at: 'instant',
    authorId: 'employee',
    enteredBy: 'employee',
    origin: 'word',
  },
  customerAsked: { customerId: 'hidden', what: 'word', day: 'date', at: 'instant', askedBy: 'employee' },
  notDuplicate: { customerId: 'hidden', otherId: 'customer', at: 'instant', decidedBy: 'employee' },
  customerMerge: {
    customerId: 'hidden',
    otherId: 'hidden',
    otherNumber: 'text',
    mergedAt: 'instant',
    mergedBy: 'employee',
    undoUntil: 'instant',
    undoneAt: 'instant',
    undoneBy: 'employee',
  },
  erasure: {
    customerId: 'hidden',
    at: 'instant',
    erasedBy: 'employee',
    reason: 'text',
    report: 'hidden',
    waitingFor: 'hidden',
  },
  caseType: { name: 'text', items: 'lines', endedAt: 'instant' },
  serviceCase: {
    customerId: 'hidden',
    number: 'text',
    patientId: 'patient',
    caseTypeId: 'caseType',
    title: 'text',
    status: 'word',
    note: 'text',
    openedAt: 'instant',
    openedBy: 'employee',
    closedAt: 'instant',
  },
  serviceCaseItem: {
    customerId: 'hidden',
    serviceCaseId: 'serviceCase',
    rank: 'order',
    body: 'text',
    quantity: 'number',
    done: 'yesNo',
  },
  cashSale: {
    customerId: 'hidden',
    transactionId: 'hidden',
    cents: 'money',
    body: 'text',
    payment: 'word',
    at: 'instant',
    soldBy: 'employee',
  },
  listExport: { kind: 'word', channel: 'word', customers: 'number', at: 'instant', takenBy: 'employee' },
  conflict: {
    branchId: 'branch',
    reason: 'word',
    refusal: 'hidden',
    table: 'hidden',
    rowId: 'hidden',
    subjectId: 'hidden',
    field: 'hidden',
    claims: 'hidden',
    theirs: 'hidden',
    theirsBy: 'employee',
    theirsAt: 'instant',
    decidedAt: 'instant',
    decidedBy: 'employee',
    decision: 'word',
  },
  task: {
    branchId: 'branch',
    kind: 'word',
    customerId: 'hidden',
    body: 'hidden',
    createdAt: 'instant',
    doneAt: 'instant',
    doneBy: 'employee',
  },
} as const satisfies { [T in TableName]: Record<FieldOf<T>, FieldNature> };

/** 'customer.kind' …: the fields that hold a closed word, or several. */
export type WordField = {
  [T in TableName]: {
    [F in FieldOf<T>]: F extends keyof (typeof fieldNatures)[T]
      ? (typeof fieldNatures)[T][F] extends 'word' | 'words' | 'status'
        ? `${T}.${F}`
        : never
      : never;
  }[FieldOf<T>];
}[TableName];

/** The words such a field can hold, as its column says; `string` where the column leaves it open. */
export type WordOf<F extends WordField> = F extends `${infer T extends TableName}.${infer N}`
  ? N extends keyof Row<T>
    ? NonNullable<Row<T>[N]> & string
    : never
  : never;

/** undefined for a field that no longer exists: old entries of the log outlive their columns. */
export function natureOf(table: TableName, field: string): FieldNature | undefined {
  return (fieldNatures[table] as Record<string, FieldNature>)[field];
}

/** Records whose own fields need no 'Kunde:' in front: the log is opened from them. */
const RECORDS: readonly TableName[] = [
  ...(['customer', 'branch', 'employee', 'workstation', 'textBlock'] as const),
  ...(['payer', 'property', 'customerStatus', 'customerProgram', 'caseType'] as const),
];

export function isRecord(table: TableName): boolean {
  return RECORDS.includes(table);
}

/** A masked value, length kept: everything but the last four characters (facts 5). */
export function maskedText(text: string): string {
  return text.slice(0, -4).replace(/./gsu, '*') + text.slice(-4);
}
