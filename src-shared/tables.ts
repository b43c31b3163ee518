// Every table of the counter, once. Row types and row schemas are derived from here; migrations are generated from here.
// Column names equal property names, so that rows need no mapping. Instants are epoch milliseconds, dates are YYYY-MM-DD.
// What a field means for logging and sync (masked, secret, grouped, server-owned) stands in `synced` at the end.
import { sql } from 'drizzle-orm';
import { blob as bytes, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const row = {
  id: text().primaryKey(),
  revision: integer().notNull().default(0),
  changedAt: integer().notNull(),
  removedAt: integer(),
};

// --- the chain and its people

export const branch = sqliteTable('branch', {
  ...row,
  name: text().notNull(),
  headquarters: integer({ mode: 'boolean' }).notNull().default(false),
  street: text(),
  houseNumber: text(),
  postcode: text(),
  town: text(),
  phone: text(),
  email: text(),
  website: text(),
  openingHours: text(),
  accent: text(),
  logoDocumentId: text(),
  /** Legal lines at the foot of every letter (owner, register, tax number), one a line. */
  letterFooter: text(),
  /** App licence: last day, inclusive; null = no licence. */
  licenceUntil: text(),
});

/** One row a setting; `id` is the setting's key, `value` JSON. Chain-wide. */
export const chainSetting = sqliteTable('chainSetting', { ...row, value: text().notNull() });

export const workstation = sqliteTable('workstation', {
  ...row,
  branchId: text().notNull(),
  /** 'T1', 'T2' …: the first part of every letter number. */
  code: text().notNull(),
  name: text().notNull(),
  /** Minutes without input until it locks itself. */
  lockMinutes: integer().notNull().default(5),
  /** From then on the server refuses it. */
  revokedAt: integer(),
  /** Server-owned: when it last asked for something. */
  lastSeenAt: integer(),
});

export const employee = sqliteTable('employee', {
  ...row,
  name: text().notNull(),
  technical: integer({ mode: 'boolean' }).notNull().default(false),
  blockedAt: integer(),
  pinHash: text(),
});

export const employeeRole = sqliteTable(
  'employeeRole',
  {
    ...row,
    employeeId: text().notNull(),
    branchId: text().notNull(),
    role: text({ enum: ['employee', 'accounting', 'administrator'] }).notNull(),
  },
  (t) => [uniqueIndex('employeeRole_once').on(t.employeeId, t.branchId)],
);

// --- customers

export const customer = sqliteTable(
  'customer',
  {
    ...row,
    number: text().notNull(),
    branchId: text().notNull(),
    kind: text({ enum: ['natural', 'legal'] })
      .notNull()
      .default('natural'),
    salutation: text(),
    title: text(),
    firstName: text(),
    /** Last name of a natural person, company name of a legal one: the only mandatory field. */
    lastName: text().notNull(),
    birthDate: text(),
    email: text(),
    kvnr: text(),
    note: text(),
    status: text().notNull().default('active'),
    responsibleEmployeeId: text(),
    lastVisit: text(),
    /** The one 'Wohnanschrift': a pointer, so that there is never a second (architecture, 'Lists'). */
    homeAddressId: text(),
    /** The number under which another program knows this customer (E-05, E-06); unique on the server. */
    externalNumber: text(),
    /** A closed word of payers/rules.ts. */
    insuranceStatus: text(),
    /** The one 'Standard KT' (E-07, E-08). */
    standardPayerId: text(),
    /** The first account of the list: the standard one (E-75). */
    standardBankAccountId: text(),
    /** 'Nicht mahnen' (E-14). */
    dunningBlock: integer({ mode: 'boolean' }).notNull().default(false),
    /** A closed word of customers/rules.ts; null = whatever the till suggests. */
    preferredPayment: text(),
    /** How this customer wants to be told (E-72). */
    preferredChannel: text({ enum: ['letter', 'email', 'phone', 'sms'] }),
    /** 'Auswertungsneutral'. */
    reportNeutral: integer({ mode: 'boolean' }).notNull().default(false),
    /** The home the customer lives in. */
    careHome: text(),
    /** Comma-separated contact roles besides 'customer'. */
    contactRoles: text(),
    /** Channels that were ticked by a preset when the customer was made: no consent (N-04). Comma-separated. */
    advertisingPreset: text(),
    /** Server-owned: the customer that this one was merged into; a stub that leads there (N-09). */
    mergedIntoId: text(),
    /** Server-owned: from then on nothing of the person is left but what the report says is kept (E-82). */
    erasedAt: integer(),
    /** What the health card said otherwise when it was read last: comma-separated words of health-card/record.ts. */
    cardDiffers: text(),
  },
  (t) => [
    uniqueIndex('customer_number').on(t.number),
    index('customer_externalNumber').on(t.externalNumber),
    // Those who were deleted, the newest last: few, and read from here alone.
    index('customer_removed').on(t.removedAt).where(sql`removedAt IS NOT NULL`),
  ],
);

export const customerAddress = sqliteTable(
  'customerAddress',
  {
    ...row,
    customerId: text().notNull(),
    rank: integer().notNull(),
    label: text(),
    street: text(),
    houseNumber: text(),
    addition: text(),
    district: text(),
    postcode: text(),
    town: text(),
    country: text(),
  },
  (t) => [index('customerAddress_customer').on(t.customerId)],
);

export const customerPhone = sqliteTable(
  'customerPhone',
  {
    ...row,
    customerId: text().notNull(),
    rank: integer().notNull(),
    label: text(),
    e164: text().notNull(),
    sms: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [index('customerPhone_customer').on(t.customerId)],
);

export const document = sqliteTable(
  'document',
  {
    ...row,
    customerId: text(),
    kind: text({ enum: ['consentScan', 'consentPrint', 'withdrawalPrint', 'logo', 'other'] }).notNull(),
    name: text().notNull(),
    mediaType: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    createdBy: text(),
    createdAt: integer().notNull(),
    /** Filed by a template whose prints only an administrator takes away (E-78). */
    locked: integer({ mode: 'boolean' }).notNull().default(false),
    /** Exempted: it outlives the period of standard documents (E-81). */
    keptOnPurpose: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [index('document_customer').on(t.customerId)],
);

// --- consent

/** A template: a declaration with its versions, or a printed sheet whose words are the program's (text-blocks/archive.ts). */
export const textBlock = sqliteTable('textBlock', {
  ...row,
  purpose: text().notNull(),
  title: text().notNull(),
  archive: integer({ mode: 'boolean' }).notNull().default(false),
  changeable: integer({ mode: 'boolean' }).notNull().default(true),
});

/**
 * Versions are never changed: a declaration that somebody signed stays readable as long as the signature is kept (Art. 7 (1) GDPR).
 * What was replaced and nobody ever signed is removed by the server in the end (E-81).
 */
export const textBlockVersion = sqliteTable(
  'textBlockVersion',
  {
    ...row,
    textBlockId: text().notNull(),
    number: integer().notNull(),
    body: text().notNull(),
    sha256: text().notNull(),
    validFrom: integer().notNull(),
    createdBy: text(),
  },
  (t) => [uniqueIndex('textBlockVersion_number').on(t.textBlockId, t.number)],
);

/** The ledger (N-02): append-only. */
export const consentEntry = sqliteTable(
  'consentEntry',
  {
    ...row,
    customerId: text().notNull(),
    purpose: text().notNull(),
    kind: text({ enum: ['printed', 'granted', 'withdrawn', 'acknowledged', 'scanned', 'filed', 'used'] }).notNull(),
    /** The entry that a scan or a filing belongs to. */
    aboutEntryId: text(),
    /** What the declaration covered, where it was narrowed for this customer. */
    scope: text(),
    capturedHow: text({ enum: ['paper', 'tablet', 'oral', 'app'] }).notNull(),
    capturedAt: integer().notNull(),
    capturedBy: text().notNull(),
    textBlockVersionId: text(),
    textSha256: text(),
    documentId: text(),
    note: text(),
  },
  (t) => [
    index('consentEntry_customer').on(t.customerId),
    // For what runs out (N-06).
    index('consentEntry_granted').on(t.purpose, t.capturedAt, t.id).where(sql`kind = 'granted'`),
  ],
);

// --- app access

export const appAccess = sqliteTable(
  'appAccess',
  {
    ...row,
    customerId: text().notNull(),
    active: integer({ mode: 'boolean' }).notNull(),
    passwordHash: text(),
    letterNumber: text(),
    letterAt: integer(),
    loginCode: text(),
    loginCodeHash: text(),
    loginCodeAt: integer(),
    /** Server-owned: when the branch server confirmed the newest credential, and until when the access is locked. */
    confirmedAt: integer(),
    lockedUntil: integer(),
    /** Server-owned: the newest invitation by e-mail, to which address, and what became of it. */
    invitedAt: integer(),
    invitedTo: text(),
    invitedUntil: integer(),
    invitationAcceptedAt: integer(),
    invitationEndedAt: integer(),
  },
  (t) => [uniqueIndex('appAccess_customer').on(t.customerId)],
);

/** A phone that is connected; the server makes the row, the counter may end it ('Trennen'). */
export const appDevice = sqliteTable(
  'appDevice',
  {
    ...row,
    customerId: text().notNull(),
    accessId: text().notNull(),
    name: text().notNull(),
    connectedAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    endedAt: integer(),
  },
  (t) => [index('appDevice_customer').on(t.customerId)],
);

// --- what a customer has, line by line

/** Who pays: health insurers and the like, kept once for the chain. */
export const payer = sqliteTable('payer', {
  ...row,
  name: text().notNull(),
  /** 'Institutionskennzeichen', nine digits. */
  ik: text(),
  kind: text({ enum: ['statutory', 'private', 'other'] })
    .notNull()
    .default('statutory'),
  endedAt: integer(),
});

export const customerPayer = sqliteTable(
  'customerPayer',
  {
    ...row,
    customerId: text().notNull(),
    rank: integer().notNull(),
    payerId: text().notNull(),
    insuredNumber: text(),
    validFrom: text(),
    validTo: text(),
  },
  (t) => [index('customerPayer_customer').on(t.customerId)],
);

export const bankAccount = sqliteTable(
  'bankAccount',
  {
    ...row,
    customerId: text().notNull(),
    rank: integer().notNull(),
    holder: text(),
    /** Without blanks, capitals. Masked for whoever has no right to it (E-27, T-15). */
    iban: text().notNull(),
    bic: text(),
    bankName: text(),
    /** SEPA: reference, day of signature, and the day on which the mandate was ended. */
    mandateReference: text(),
    mandateOn: text(),
    mandateEndedOn: text(),
    /** Who entered or changed the number last, and when: that person sees it in full until midnight (T-15). */
    enteredBy: text(),
    enteredAt: integer().notNull(),
    /** The last case, sale, mandate or export that used it; a year later it goes (E-25). */
    usedAt: integer().notNull(),
  },
  (t) => [index('bankAccount_customer').on(t.customerId)],
);

/** Cards of a customer: external ones by their number, chip and NFC cards by their identifier (E-48 … E-52, E-83 … E-85). */
export const customerCard = sqliteTable(
  'customerCard',
  {
    ...row,
    customerId: text().notNull(),
    kind: text({ enum: ['external', 'chip', 'nfc', 'insurance'] }).notNull(),
    /** Unique on the server among cards that are valid. */
    number: text().notNull(),
    label: text(),
    validFrom: text(),
    validTo: text(),
    lockedAt: integer(),
    /** 'Karte ungültig': since when. */
    invalidAt: integer(),
    replacedById: text(),
  },
  (t) => [index('customerCard_customer').on(t.customerId), index('customerCard_number').on(t.number)],
);

/** A programme of the chain that customers take part in (E-86). */
export const customerProgram = sqliteTable('customerProgram', {
  ...row,
  name: text().notNull(),
  kind: text({ enum: ['discount', 'counter', 'article', 'voucher'] }).notNull(),
  /** Discount: tenths of a percent; counter: how many make one free; voucher: cents; article: nothing. */
  value: integer(),
  article: text(),
  /** The value is the programme's and no member's (E-51). */
  fixedValue: integer({ mode: 'boolean' }).notNull().default(false),
  endedAt: integer(),
});

export const programMembership = sqliteTable(
  'programMembership',
  {
    ...row,
    customerId: text().notNull(),
    programId: text().notNull(),
    cardId: text(),
    /** Counter: how many so far; voucher: what is left, in cents; discount: tenths of a percent where it is not fixed. */
    value: integer(),
    validFrom: text(),
    validTo: text(),
  },
  (t) => [index('programMembership_customer').on(t.customerId)],
);

/** 'Eigenschaften' with coloured abbreviations (E-76), kept for the chain. */
export const property = sqliteTable('property', {
  ...row,
  name: text().notNull(),
  abbreviation: text().notNull(),
  /** '#rrggbb' of branches/rules.ts. */
  colour: text().notNull(),
  endedAt: integer(),
});

export const customerProperty = sqliteTable(
  'customerProperty',
  { ...row, customerId: text().notNull(), propertyId: text().notNull() },
  (t) => [index('customerProperty_customer').on(t.customerId)],
);

/** What a chain calls the states of a customer, besides the built-in ones; `meaning` says what it forbids (E-11, A-36). */
export const customerStatus = sqliteTable('customerStatus', {
  ...row,
  name: text().notNull(),
  meaning: text({ enum: ['active', 'inactive', 'blocked', 'deceased'] }).notNull(),
  endedAt: integer(),
});

/** Patients or animals of a customer (B-23). */
export const patient = sqliteTable(
  'patient',
  {
    ...row,
    customerId: text().notNull(),
    rank: integer().notNull(),
    name: text().notNull(),
    species: text(),
    breed: text(),
    sex: text({ enum: ['female', 'male'] }),
    birthDate: text(),
    chipNumber: text(),
    note: text(),
    diedOn: text(),
  },
  (t) => [index('patient_customer').on(t.customerId)],
);

export const customerComment = sqliteTable(
  'customerComment',
  {
    ...row,
    customerId: text().notNull(),
    body: text().notNull(),
    /** The time that is shown; may be editable (E-56). */
    at: integer().notNull(),
    /** Whose comment it is, and who typed it where that was somebody else (B-44). */
    authorId: text().notNull(),
    enteredBy: text(),
    /** Where it was written (E-57). */
    origin: text({ enum: ['customer', 'appointment'] })
      .notNull()
      .default('customer'),
  },
  (t) => [index('customerComment_customer').on(t.customerId)],
);

/**
 * A customer was asked something: the privacy dialog once a day (E-16), missing data once in N months (T-16). Append-only, so
 * that two workstations that both asked agree: the earliest counts.
 */
export const customerAsked = sqliteTable(
  'customerAsked',
  {
    ...row,
    customerId: text().notNull(),
    what: text({ enum: ['privacy', 'data', 'dataDeclined'] }).notNull(),
    /** The local day, YYYY-MM-DD. */
    day: text().notNull(),
    at: integer().notNull(),
    askedBy: text(),
  },
  (t) => [index('customerAsked_customer').on(t.customerId)],
);

/** Staff looked at two similar customers and said: two persons. */
export const notDuplicate = sqliteTable(
  'notDuplicate',
  { ...row, customerId: text().notNull(), otherId: text().notNull(), at: integer().notNull(), decidedBy: text() },
  (t) => [index('notDuplicate_customer').on(t.customerId)],
);

/** Two records became one (N-09). The server makes the row; what each had before lies with the server alone. */
export const customerMerge = sqliteTable(
  'customerMerge',
  {
    ...row,
    /** The survivor. */
    customerId: text().notNull(),
    otherId: text().notNull(),
    otherNumber: text().notNull(),
    mergedAt: integer().notNull(),
    mergedBy: text(),
    /** Until then it can be taken back. */
    undoUntil: integer().notNull(),
    undoneAt: integer(),
    undoneBy: text(),
  },
  (t) => [index('customerMerge_customer').on(t.customerId)],
);

/** A person was erased (E-82, N-07). The server makes the row. No value of the person is in it. */
export const erasure = sqliteTable(
  'erasure',
  {
    ...row,
    customerId: text().notNull(),
    at: integer().notNull(),
    erasedBy: text(),
    reason: text().notNull(),
    /** JSON list, field by field: blanked or kept, why, until when (erasure/rules.ts). */
    report: text().notNull(),
    /** JSON list of the codes of workstations that have not confirmed yet. */
    waitingFor: text().notNull(),
  },
  (t) => [index('erasure_customer').on(t.customerId)],
);

// --- service cases

/** A template: name and the items that a case of this type begins with. */
export const caseType = sqliteTable('caseType', {
  ...row,
  name: text().notNull(),
  /** JSON list of texts. */
  items: text().notNull(),
  endedAt: integer(),
});

export const serviceCase = sqliteTable(
  'serviceCase',
  {
    ...row,
    customerId: text().notNull(),
    /** 'V-T1-0007': workstation code and counter, so that two counters never give the same. */
    number: text().notNull(),
    patientId: text(),
    caseTypeId: text(),
    title: text().notNull(),
    status: text({ enum: ['open', 'inProgress', 'ready', 'done', 'cancelled'] })
      .notNull()
      .default('open'),
    note: text(),
    openedAt: integer().notNull(),
    openedBy: text(),
    closedAt: integer(),
  },
  (t) => [
    index('serviceCase_customer').on(t.customerId),
    index('serviceCase_status').on(t.status, t.openedAt),
    index('serviceCase_number').on(t.number),
  ],
);

export const serviceCaseItem = sqliteTable(
  'serviceCaseItem',
  {
    ...row,
    customerId: text().notNull(),
    serviceCaseId: text().notNull(),
    rank: integer().notNull(),
    body: text().notNull(),
    quantity: integer().notNull().default(1),
    done: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (t) => [index('serviceCaseItem_case').on(t.serviceCaseId), index('serviceCaseItem_customer').on(t.customerId)],
);

/** 'Barverkauf mit Kundenbezug': amount and text only (E-18). */
export const cashSale = sqliteTable(
  'cashSale',
  {
    ...row,
    customerId: text().notNull(),
    /** One payment for several customers is one transaction with a row each. */
    transactionId: text().notNull(),
    cents: integer().notNull(),
    body: text(),
    /** A closed word of customers/rules.ts; null = was not said. */
    payment: text(),
    at: integer().notNull(),
    soldBy: text(),
  },
  (t) => [index('cashSale_customer').on(t.customerId)],
);

/** A list of customers left the program, on paper or as a file: who took it, what for, how many. None of them is named. */
export const listExport = sqliteTable('listExport', {
  ...row,
  kind: text({ enum: ['print', 'file', 'advertising'] }).notNull(),
  /** For advertising. */
  channel: text({ enum: ['letter', 'email', 'phone', 'sms'] }),
  customers: integer().notNull(),
  at: integer().notNull(),
  takenBy: text(),
});

// --- what waits for a person

/**
 * Two values for one field, or a change the server could not take (N-23). The server makes the row; whoever decides writes
 * `decidedAt`, and the chosen value into the row concerned. Nothing leaves the list by itself.
 */
export const conflict = sqliteTable(
  'conflict',
  {
    ...row,
    branchId: text(),
    reason: text({ enum: ['bothChanged', 'removedThere', 'numberTaken', 'refused'] }).notNull(),
    /** For 'refused': a closed word of sync/protocol.ts. */
    refusal: text(),
    table: text().notNull(),
    rowId: text().notNull(),
    subjectId: text().notNull(),
    /** Field or group; null where the whole row is concerned. */
    field: text(),
    /** JSON list of { value, employeeId, workstationId, at, changeSetId }: what did not get in, the oldest first. */
    claims: text().notNull(),
    /** JSON of what the server had, and who had written it when. */
    theirs: text(),
    theirsBy: text(),
    theirsAt: integer(),
    decidedAt: integer(),
    decidedBy: text(),
    decision: text({ enum: ['mine', 'theirs', 'other', 'read'] }),
  },
  (t) => [index('conflict_subject').on(t.subjectId), index('conflict_open').on(t.decidedAt, t.removedAt, t.table)],
);

/** Work for staff that nobody at the counter began: 'Neue Verbindung zuordnen' and the like. */
export const task = sqliteTable(
  'task',
  {
    ...row,
    branchId: text(),
    kind: text({ enum: ['assignConnection', 'newPasswordNeeded'] }).notNull(),
    customerId: text(),
    /** JSON, as the kind needs it. */
    body: text().notNull(),
    createdAt: integer().notNull(),
    doneAt: integer(),
    doneBy: text(),
  },
  (t) => [index('task_open').on(t.doneAt)],
);

// --- the change log: what save() writes, append-only

export const changeSet = sqliteTable(
  'changeSet',
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    employeeId: text(),
    branchId: text(),
    workstationId: text(),
    /** What the user was doing, a closed word of src-shared/change-log/rules.ts. */
    doing: text().notNull(),
    /** The change set that this one takes back. */
    undoes: text(),
    /** The server's answer; null = still in the outbox. */
    answeredAt: integer(),
    /** The server's number for it; 0 = not answered. */
    revision: integer().notNull().default(0),
  },
  (t) => [index('changeSet_outbox').on(t.answeredAt, t.id)],
);

export const change = sqliteTable(
  'change',
  {
    changeSetId: text().notNull(),
    position: integer().notNull(),
    table: text().notNull(),
    rowId: text().notNull(),
    /** The record it belongs to on the screen: the customer of an address, the branch of a logo. */
    subjectId: text().notNull(),
    kind: text({ enum: ['create', 'update', 'remove'] }).notNull(),
    /** null for 'create' and 'remove'. */
    field: text(),
    /** JSON. */
    from: text(),
    to: text(),
    /** For the first changed field of a group: the plain fields of the whole group before, as JSON. */
    groupFrom: text(),
  },
  (t) => [primaryKey({ columns: [t.changeSetId, t.position] }), index('change_subject').on(t.subjectId, t.changeSetId)],
);

// --- local to this workstation, never synced

export const local = sqliteTable('local', { key: text().primaryKey(), value: text().notNull() });

/** Contents by their hash; the file they lie in is encrypted as a whole. */
export const blob = sqliteTable(
  'blob',
  {
    sha256: text().primaryKey(),
    bytes: bytes({ mode: 'buffer' }).notNull(),
    /** The branch server has it too; null = it waits to be sent. */
    uploadedAt: integer(),
  },
  (t) => [index('blob_waiting').on(t.uploadedAt, t.sha256)],
);

/** Half-filled masks: survive a lock, a reload, a crash and a power cut. */
export const draft = sqliteTable('draft', {
  id: text().primaryKey(),
  ownerId: text().notNull(),
  /** The record being edited, or null for a new one. */
  subjectId: text(),
  kind: text().notNull(),
  body: text().notNull(),
  changedAt: integer().notNull(),
});

/** A printed password that F1 has not made valid yet (T-09): the hash only. */
export const pendingSecret = sqliteTable('pendingSecret', {
  id: text().primaryKey(),
  customerId: text().notNull(),
  ownerId: text().notNull(),
  passwordHash: text().notNull(),
  letterNumber: text().notNull(),
  printedAt: integer().notNull(),
});

export const recentCustomer = sqliteTable('recentCustomer', {
  customerId: text().primaryKey(),
  openedAt: integer().notNull(),
});

/** Customer lists chosen for import. */
export const importFile = sqliteTable('importFile', {
  id: text().primaryKey(),
  name: text().notNull(),
  size: integer().notNull(),
  /** Where it lies on this PC; null = it came through the screen and is kept in importPart. */
  path: text(),
  chosenAt: integer().notNull(),
  /** What was recognised in it (JSON); null = not read yet. */
  about: text(),
});

export const importPart = sqliteTable(
  'importPart',
  { fileId: text().notNull(), position: integer().notNull(), bytes: bytes({ mode: 'buffer' }).notNull() },
  (t) => [primaryKey({ columns: [t.fileId, t.position] })],
);

/** Imports under way or done: resumable after a kill, nothing doubled. */
export const importRun = sqliteTable('importRun', {
  id: text().primaryKey(),
  fileId: text().notNull(),
  fileSha256: text().notNull(),
  fileName: text().notNull(),
  state: text({ enum: ['running', 'cancelled', 'done'] }).notNull(),
  /** Mapping and choices (JSON). */
  plan: text().notNull(),
  startedAt: integer().notNull(),
  startedBy: text().notNull(),
  finishedAt: integer(),
  linesTotal: integer().notNull(),
  /** Written in the same transaction as the customers of these lines. */
  linesDone: integer().notNull(),
  counts: text().notNull(),
});

/** A search with its filters, under a name of somebody's own. */
export const savedFilter = sqliteTable('savedFilter', {
  id: text().primaryKey(),
  ownerId: text().notNull(),
  name: text().notNull(),
  /** JSON of the filter, as search/contract.ts has it. */
  body: text().notNull(),
});

/** What the background report 'Mögliche Dubletten' has found here; copies alone, made anew by each run. */
export const duplicatePair = sqliteTable(
  'duplicatePair',
  {
    customerId: text().notNull(),
    otherId: text().notNull(),
    score: integer().notNull(),
    /** JSON list of closed words of customers/duplicates.ts. */
    reasons: text().notNull(),
    foundAt: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.otherId] }),
    index('duplicatePair_score').on(t.score),
    index('duplicatePair_other').on(t.otherId),
  ],
);

/** Lines that were not taken, until somebody has fetched them or throws them away. */
export const importRejected = sqliteTable(
  'importRejected',
  {
    runId: text().notNull(),
    line: integer().notNull(),
    /** JSON list of the cells, then of the problems. */
    cells: text().notNull(),
    problems: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.line] })],
);

// --- what save() and sync must know of each table

type FieldKind = 'masked' | 'secret' | 'serverOwned';
type Entry = {
  /** The column that names the record on whose page the change is shown. */
  subject: string;
  scope: 'chain' | 'branch';
  /** Fields that are not plain. */
  fields?: Record<string, FieldKind>;
  /** Fields written, compared and merged as one. */
  groups?: Record<string, readonly string[]>;
  /** The place of a line in its list: whoever reaches the server last is right, and nobody is asked. Equal places: by id. */
  place?: string;
  /** What was seen last: whoever reaches the server last is right, and nobody is asked. */
  noted?: readonly string[];
  /** Days that only go forward: changed at two workstations, the later one counts, and nobody is asked. */
  latest?: readonly string[];
  appendOnly?: boolean;
  /** A counter cannot make such a row. */
  madeByServer?: boolean;
};

export const tables = {
  branch,
  chainSetting,
  workstation,
  employee,
  employeeRole,
  customer,
  customerAddress,
  customerPhone,
  document,
  textBlock,
  textBlockVersion,
  consentEntry,
  appAccess,
  appDevice,
  payer,
  customerPayer,
  bankAccount,
  customerCard,
  customerProgram,
  programMembership,
  property,
  customerProperty,
  customerStatus,
  patient,
  customerComment,
  customerAsked,
  notDuplicate,
  customerMerge,
  erasure,
  caseType,
  serviceCase,
  serviceCaseItem,
  cashSale,
  listExport,
  conflict,
  task,
} as const;

export type TableName = keyof typeof tables;
export type Row<T extends TableName> = (typeof tables)[T]['$inferSelect'];
export type NewRow<T extends TableName> = Omit<
  (typeof tables)[T]['$inferInsert'],
  'revision' | 'changedAt' | 'removedAt'
>;

export const synced: Record<TableName, Entry> = {
  branch: { subject: 'id', scope: 'chain' },
  chainSetting: { subject: 'id', scope: 'chain' },
  workstation: { subject: 'id', scope: 'chain', fields: { revokedAt: 'serverOwned', lastSeenAt: 'serverOwned' } },
  employee: { subject: 'id', scope: 'chain', fields: { pinHash: 'secret' } },
  employeeRole: { subject: 'employeeId', scope: 'chain' },
  customer: {
    subject: 'id',
    scope: 'branch',
    fields: { mergedIntoId: 'serverOwned', erasedAt: 'serverOwned' },
    latest: ['lastVisit'],
    noted: ['cardDiffers'],
  },
  customerAddress: {
    subject: 'customerId',
    scope: 'branch',
    groups: { address: ['street', 'houseNumber', 'addition', 'district', 'postcode', 'town', 'country'] },
    place: 'rank',
  },
  customerPhone: { subject: 'customerId', scope: 'branch', place: 'rank' },
  document: { subject: 'customerId', scope: 'branch' },
  textBlock: { subject: 'id', scope: 'chain' },
  textBlockVersion: { subject: 'textBlockId', scope: 'chain', appendOnly: true },
  consentEntry: { subject: 'customerId', scope: 'branch', appendOnly: true },
  appAccess: {
    subject: 'customerId',
    scope: 'branch',
    fields: {
      passwordHash: 'secret',
      loginCode: 'secret',
      loginCodeHash: 'secret',
      confirmedAt: 'serverOwned',
      lockedUntil: 'serverOwned',
      invitedAt: 'serverOwned',
      invitedTo: 'serverOwned',
      invitedUntil: 'serverOwned',
      invitationAcceptedAt: 'serverOwned',
      invitationEndedAt: 'serverOwned',
    },
    groups: {
      credential: ['active', 'passwordHash', 'letterNumber', 'letterAt', 'loginCode', 'loginCodeHash', 'loginCodeAt'],
    },
  },
  appDevice: {
    subject: 'customerId',
    scope: 'branch',
    fields: { name: 'serverOwned', connectedAt: 'serverOwned', lastSeenAt: 'serverOwned' },
    madeByServer: true,
  },
  payer: { subject: 'id', scope: 'chain' },
  customerPayer: { subject: 'customerId', scope: 'branch', place: 'rank' },
  bankAccount: {
    subject: 'customerId',
    scope: 'branch',
    fields: { iban: 'masked' },
    groups: { account: ['holder', 'iban', 'bic', 'bankName', 'enteredBy', 'enteredAt'] },
    place: 'rank',
  },
  customerCard: { subject: 'customerId', scope: 'branch' },
  customerProgram: { subject: 'id', scope: 'chain' },
  programMembership: { subject: 'customerId', scope: 'branch' },
  property: { subject: 'id', scope: 'chain' },
  customerProperty: { subject: 'customerId', scope: 'branch' },
  customerStatus: { subject: 'id', scope: 'chain' },
  patient: { subject: 'customerId', scope: 'branch', place: 'rank' },
  customerComment: { subject: 'customerId', scope: 'branch' },
  customerAsked: { subject: 'customerId', scope: 'branch', appendOnly: true },
  notDuplicate: { subject: 'customerId', scope: 'branch', appendOnly: true },
  customerMerge: { subject: 'customerId', scope: 'branch', madeByServer: true },
  erasure: { subject: 'customerId', scope: 'branch', madeByServer: true },
  caseType: { subject: 'id', scope: 'chain' },
  serviceCase: { subject: 'customerId', scope: 'branch', groups: { state: ['status', 'closedAt'] } },
  serviceCaseItem: { subject: 'customerId', scope: 'branch', place: 'rank' },
  cashSale: { subject: 'customerId', scope: 'branch', appendOnly: true },
  listExport: { subject: 'id', scope: 'chain', appendOnly: true },
  conflict: {
    subject: 'subjectId',
    scope: 'branch',
    // Decided at two workstations: the first decision stands as a whole, and the second is one entry of its own.
    groups: { decision: ['decidedAt', 'decidedBy', 'decision'] },
    madeByServer: true,
  },
  task: { subject: 'id', scope: 'branch', madeByServer: true },
};
