// What the service needs from the house it lives in. Electron, the browser host and the tests each bring their own.
import type { Logger } from 'pino';
import type { CardFailure, ReaderState, ServiceState } from '../../src-shared/card-readers/rules.ts';
import type { HealthCard } from '../../src-shared/health-card/record.ts';
import type { PrinterInfo, PrintJob, PrintResult } from '../../src-shared/printing/jobs.ts';
import type { FileProblem } from '../../src-shared/shell/file-problem.ts';
import type { BytesJob } from './printing/printers.ts';

/** Keeps the database key: the system's key store, or a file readable by the owner alone. */
export type KeyStore = {
  readonly kind: 'system' | 'file';
  /** null = there is none. @throws when the store cannot be read */
  read(): Buffer | null;
  write(key: Buffer): void;
  /** The workstation's token for the branch server: never in the database, whose backups travel. null = it has none. */
  readToken(which?: TokenKind): string | null;
  writeToken(token: string | null, which?: TokenKind): void;
  /** Key and token, also those set aside: what they opened is closed for good. */
  erase(): void;
};

/** 'present' unless said otherwise; 'next' = of the server that everything is being moved to. */
export type TokenKind = 'present' | 'next';

/** The way to the branch server. */
export type ServerRoad = {
  fetch(request: Request): Promise<Response>;
  /** The live wire at `address`; the token is its first message. @returns ends it */
  listen(
    address: string,
    token: string,
    on: { opened(): void; said(message: string): void; closed(): void },
  ): () => void;
};

/** Asks where a file is to go, and writes it there. `name`: what is proposed. */
export type FileSaver = (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<FileSaved>;
export type FileSaved =
  | { readonly kind: 'saved' | 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: FileProblem };

/** Whatever takes pages: the system's printers, the folder 'PDF-Ablage', several together. */
export type PrinterPort = {
  list(): Promise<readonly PrinterInfo[]>;
  print(job: PrintJob): Promise<PrintResult>;
  /** Bytes as they are, for slips; only where the system's printers can be given such. */
  printBytes?(job: BytesJob): Promise<PrintResult>;
};

/** A process beside this one that runs one script and can be ended at any moment. */
export type HelperProcess = {
  send(message: unknown): void;
  /** Whether it keeps the program from ending. */
  holdOpen(open: boolean): void;
  end(): void;
};

export type StartHelper = (script: URL, on: { message(message: unknown): void; ended(): void }) => HelperProcess;

/** The branch server that the program itself runs for a shop with one PC ('Einzelplatz'). */
export type OwnServerPort = {
  readonly state: OwnServerRun;
  /** Keeps it running from now on; with another folder or key it is started anew. */
  start(wanted: OwnServerStart): void;
  /** Resolves when its process is gone. */
  stop(): Promise<void>;
  /** Ends it without waiting. */
  abandon(): void;
  /** @returns ends it */
  watch(heard: () => void): () => void;
};

export type OwnServerStart = {
  directory: string;
  /** 32 bytes. */
  key: Buffer;
  /** Where it was before; 0 = anywhere. */
  port: number;
};

export type OwnServerRun =
  | { readonly kind: 'off' | 'starting' }
  | {
      readonly kind: 'running';
      readonly address: string;
      readonly port: number;
      /** null = it holds a chain already. */
      readonly foundingCode: string | null;
      readonly chainId: string | null;
      /** Epoch milliseconds. */
      readonly since: number;
    }
  /** It is tried again by itself. `code`: the system's or the driver's word. */
  | { readonly kind: 'failed'; readonly code: string };

/** The card readers of this PC, in a process of their own: what is wrong with one of them takes nothing else along. */
export type CardReadersPort = {
  readonly state: {
    readonly service: ServiceState;
    readonly readers: readonly { readonly name: string; readonly state: ReaderState }[];
  };
  start(): void;
  /** Reads whatever lies in a reader now; what came of it is told like a card that was put in. Resolves when all is told. */
  read(): Promise<void>;
  stop(): void;
  /** @returns ends it */
  watch(heard: { changed(): void; read(reading: CardReading): void }): () => void;
};

/** One card put in is one reading; `asked` = 'Karte lesen - F6'. Never half a record: what of it is missing it says itself. */
export type CardReading = { readonly reader: string | null; readonly asked: boolean } & (
  | { readonly kind: 'health'; readonly card: HealthCard }
  /** The number of a customer card, capitals and digits. */
  | { readonly kind: 'number'; readonly number: string }
  | {
      readonly kind: 'failed';
      readonly code: CardFailure;
      /** For the log, where the code says too little: PC/SC's number, or the name of an error. Never a message. */
      readonly trace?: string;
    }
);

export type Ports = {
  dataDirectory: string;
  /** migrations/, fonts/, text-blocks/, words/. */
  resourcesDirectory: string;
  keyStore: KeyStore;
  host: 'electron' | 'browser';
  version: string;
  /** Epoch milliseconds. */
  now: () => number;
  log: Logger;
  printers: PrinterPort;
  /** Without it the screen has its own way: a browser's download. */
  saveFile?: FileSaver;
  /** 'byHand': no backup and no check by themselves, for measuring and for tests that call them. */
  upkeep?: 'automatic' | 'byHand';
  /** How the branch server is reached; the network unless a test has its own. */
  road?: ServerRoad;
  /** 'byHand': no round with the branch server by itself. */
  sync?: 'automatic' | 'byHand';
  /** Sets in a push and rows in a page: few, so that a little makes many messages; as many as the protocol lets unless given. */
  syncAtOnce?: { readonly sets: number; readonly rows: number };
  /** Runs the shop's own branch server; without it the counter starts none. */
  ownServer?: OwnServerPort;
  /** Reads cards; without it there are no readers. */
  cardReaders?: CardReadersPort;
  /** How helper processes are started; plain Node's way unless the host has its own. */
  startHelper?: StartHelper;
};
