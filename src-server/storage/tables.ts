// The server's own tables, as Kysely types. Synced rows lie generically: a new column at the counter needs no migration here.
// Instants are epoch milliseconds; JSON lies as text on both databases.

export type ServerTables = {
  chain: {
    id: string;
    /** Another one after a restore from a backup: counters then fetch all anew and push what it lost. */
    epoch: string;
    /** The revision that the epoch began with. */
    epochFrom: number;
    /** null = it is the first one. */
    epochBefore: string | null;
    /** Of the newest row; locked by whoever writes. */
    revision: number;
    nextCustomerNumber: number;
    nextWorkstation: number;
    createdAt: number;
  };
  /** Workstations that may speak, by the hash of their token. */
  workstationKey: {
    workstationId: string;
    chainId: string;
    branchId: string;
    tokenHash: string;
    createdAt: number;
    /** Set for the one that founded the chain: its history from before counts. */
    foundedAt: number | null;
    revokedAt: number | null;
    lastSeenAt: number;
    version: string;
  };
  /** Tokens that were given and are worth nothing any more, by hash: only their bearers are told to keep nothing. */
  endedToken: { tokenHash: string; chainId: string; workstationId: string; endedAt: number };
  /** Wrong PINs in a row, by employee ('employee …') and by workstation ('workstation …'). */
  wrongPin: { chainId: string; subject: string; count: number; until: number };
  /** Who has typed his PIN where, by the hash of what the workstation shows for it. */
  administratorProof: { tokenHash: string; chainId: string; workstationId: string; employeeId: string; until: number };
  activationCode: {
    codeHash: string;
    /** null = founds a chain. */
    chainId: string | null;
    workstationId: string | null;
    createdAt: number;
    expiresAt: number;
    usedAt: number | null;
  };
  /** Cards of customers by their number, as `cardKey` spells it. */
  cardNumber: { chainId: string; cardId: string; key: string };
  syncedRow: {
    chainId: string;
    tableName: string;
    id: string;
    branchId: string | null;
    subjectId: string;
    revision: number;
    changedAt: number;
    removedAt: number | null;
    body: string;
    marks: string;
    /** The workstation that wrote it last; it has had the row in the answer. */
    writtenBy: string | null;
  };
  externalNumber: { chainId: string; customerId: string; number: string };
  customerNumber: { chainId: string; number: string; customerId: string };
  /** What synced documents name, and for whose workstations. */
  namedBlob: {
    chainId: string;
    documentId: string;
    branchId: string | null;
    sha256: string;
    size: number;
    mediaType: string;
  };
  /** Customers whose lines below are behind. */
  branchSearchDirty: { chainId: string; customerId: string };
  /** What other branches may find a customer by, and the line they are shown (JSON of FoundLine). */
  branchSearchLine: { chainId: string; customerId: string; branchId: string; status: string; body: string };
  branchSearchKey: { chainId: string; kind: string; key: string; customerId: string; branchId: string };
  /** What a branch's workstations are to forget: it belongs to another branch now. */
  movedAway: { chainId: string; branchId: string; tableName: string; id: string; revision: number };
  /** How far the log was cleared; `body`: ClearedLog as JSON, null = it is being cleared, or was cut, and nobody can say. */
  logClearing: { chainId: string; begunAt: number; body: string | null };
  /** A content that is complete. */
  blob: { chainId: string; sha256: string; size: number; completedAt: number };
  blobPart: { chainId: string; sha256: string; position: number; bytes: Buffer };
  /** With what a customer gets in: follows the synced row 'appAccess', and counts wrong passwords. */
  appLogin: {
    chainId: string;
    accessId: string;
    customerId: string;
    branchId: string | null;
    /** 0 or 1. */
    active: number;
    loginCodeHash: string | null;
    passwordHash: string | null;
    /** Wrong passwords since the last right one, new one or lock. */
    failures: number;
    /** Locks since the last right or new password: each is twice as long as the one before. */
    locks: number;
    lockedUntil: number | null;
  };
  /** Which access a code belonged to, for ever: a stale code still leads to its branch's colours, and nowhere else. */
  appCode: { codeHash: string; chainId: string; accessId: string };
  /** The key of a connected device, as a hash; of an ended one, so that it can be told why. */
  deviceKey: {
    deviceId: string;
    chainId: string;
    accessId: string;
    keyHash: string;
    /** The key before, until the next one. */
    previousHash: string | null;
    issuedAt: number;
    /** When the present key was first used; null = nobody has shown it yet. */
    usedAt: number | null;
    lastSeenAt: number;
    endedAt: number | null;
    endReason: string | null;
  };
  /** How a chain sends mail; the password is sealed (mail/account.ts). */
  mailAccount: {
    chainId: string;
    host: string;
    port: number;
    security: 'starttls' | 'tls' | 'none';
    /** '' = the mail server asks for no login. */
    user: string;
    sealedPassword: string | null;
    senderName: string;
    senderAddress: string;
    changedAt: number;
  };
  /** How a chain's mails went lately, and none of their addresses. */
  mailOutcome: {
    chainId: string;
    worksSince: number | null;
    lastSentAt: number | null;
    failedAt: number | null;
    failure: string | null;
  };
  /** Who registers himself in the app, from the mail to the decision. What he sent is sealed, and goes with the decision. */
  registration: {
    id: string;
    chainId: string;
    /** Of the link in the mail. */
    tokenHash: string;
    state: 'invited' | 'waiting' | 'connected' | 'declined';
    createdAt: number;
    /** Of the link. */
    expiresAt: number;
    sentAt: number | null;
    /** Hash of the key of the device that waits. */
    keyHash: string | null;
    branchId: string | null;
    taskId: string | null;
    /** Sealed JSON: the address, then all that was sent. */
    body: Buffer | null;
    /** Sealed PDF of what was agreed. */
    record: Buffer | null;
  };
  /** Invitations by e-mail, by the hash of what stands in the link. */
  invitation: {
    tokenHash: string;
    chainId: string;
    accessId: string;
    /** Of the address it was sent to. */
    invitedHash: string;
    /** Of the access at that time: one that was switched off and on again is another. */
    loginCodeHash: string;
    /** Addresses that were tried with it. */
    failures: number;
    createdAt: number;
    expiresAt: number;
    acceptedAt: number | null;
    endedAt: number | null;
  };
  /** Where a push about a record that was merged into another one lands: for as long as the merge stands. */
  mergedRecord: { chainId: string; otherId: string; survivorId: string };
  /** What a merge has changed, for taking it back (JSON of merge/snapshot.ts); until it is too late for that. */
  mergeSnapshot: {
    mergeId: string;
    chainId: string;
    survivorId: string;
    otherId: string;
    mergedAt: number;
    undoUntil: number;
    body: string;
  };
  /** Customers who were erased, for ever: what still comes about them is not taken. */
  erasedCustomer: { chainId: string; customerId: string; erasedAt: number };
  /** Change sets that are about somebody else too than their row says: an erasure finds them here. */
  alsoAbout: { chainId: string; subjectId: string; changeSetId: string };
  /** Every set that was judged, once: a repeat is given the same answer. */
  judgedSet: {
    chainId: string;
    id: string;
    workstationId: string;
    revision: number;
    receivedAt: number;
    verdict: string;
  };
};

export type StoredRow = ServerTables['syncedRow'];
