// Backups: making them, choosing where they lie, and restoring one, also before anybody can sign in.
import { z } from 'zod';
import { administratorCall, call, openCall } from '../calls.ts';

/** Why a backup could not be made, or a folder not be taken. */
export const backupProblem = z.enum(['folderMissing', 'diskFull', 'readOnly', 'damaged', 'unreadable']);
export type BackupProblem = z.infer<typeof backupProblem>;

export const backupState = z.object({
  /** Epoch milliseconds of the newest good backup; null = there is none yet. */
  lastAt: z.number().nullable(),
  running: z.boolean(),
  /** What kept the newest attempt from working; null = nothing. */
  problem: backupProblem.nullable(),
});
export type BackupState = z.infer<typeof backupState>;

export const backupFile = z.object({
  /** Full path. */
  file: z.string(),
  name: z.string(),
  at: z.number(),
  /** Bytes. */
  size: z.number(),
  workstation: z.string(),
  kind: z.enum(['regular', 'beforeUpdate']),
  /** Encrypted with the key of this installation: no recovery key needed. */
  own: z.boolean(),
});
export type BackupFile = z.infer<typeof backupFile>;

/** What is in a backup, as far as a person needs to recognise it. */
export const backupFacts = z.object({
  branchName: z.string().nullable(),
  customers: z.number(),
  /** Epoch milliseconds of the newest change in it. */
  lastChangeAt: z.number().nullable(),
});
export type BackupFacts = z.infer<typeof backupFacts>;

const path = z.string().trim().min(1).max(1000);

/** Which backup, and the recovery key as typed where this installation's key does not open it. */
export const backupChoice = z.object({ file: path, recoveryKey: z.string().max(200).nullable() });

const restoreErrors = {
  /** Somebody is at work here: an administrator must restore. */
  ADMINISTRATOR_NEEDED: {},
  /** A restore is under way. */
  RUNNING: {},
  NOT_FOUND: {},
  NOT_A_BACKUP: {},
  DAMAGED_BACKUP: {},
  /** Made by a newer program. */
  NEWER: {},
  /** This installation's key does not open it. */
  KEY_NEEDED: {},
  /** Letters are missing or swapped. */
  BAD_RECOVERY_KEY: {},
  /** A recovery key without slips, but not of this backup. */
  WRONG_RECOVERY_KEY: {},
};

export const restoreStep = z.object({
  step: z.enum(['copying', 'checking', 'exchanging']),
  /** 0 … 1 within the step. */
  share: z.number(),
});
export type RestoreStep = z.infer<typeof restoreStep>;

export const backupContract = {
  /** For the status line. */
  state: call.output(backupState),
  /** For the page 'Sicherung'. */
  overview: administratorCall.output(
    z.object({
      folder: z.string(),
      defaultFolder: z.string(),
      isDefaultFolder: z.boolean(),
      /** The folder lies on the disk of the data folder: a broken disk takes both. */
      sameDisk: z.boolean(),
      /** Full hour of the daily backup while the program runs, 0 … 23. */
      hour: z.number(),
      backups: z.array(backupFile),
    }),
  ),
  choose: administratorCall
    .input(z.object({ folder: path.nullable(), hour: z.number().int().min(0).max(23) }))
    .output(z.void())
    .errors({ FOLDER: { data: z.object({ problem: backupProblem }) } }),
  makeNow: administratorCall.output(backupFile).errors({ FAILED: { data: z.object({ problem: backupProblem }) } }),
  /** The backups in a folder, or the one file that was named; null = this workstation's folder. Newest first. */
  find: openCall
    .input(z.object({ path: path.nullable() }))
    .output(z.array(backupFile))
    .errors(restoreErrors),
  /** Opens a backup and says what is in it. */
  inspect: openCall.input(backupChoice).output(backupFacts).errors(restoreErrors),
  /** Puts a backup in the place of the present database, which is set aside. Nobody is signed in afterwards. */
  restore: openCall.input(backupChoice).output(z.void()).errors(restoreErrors),
  /** How far a restore has come; null = none is running. */
  restoring: openCall.output(restoreStep.nullable()),
};
