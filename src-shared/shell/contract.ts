// What the window needs besides the features: news of changed rows, and facts about this installation.
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { call, filePayload, openCall } from '../calls.ts';
import { ASKING_REASONS, ASKING_TRIGGERS } from '../consent/asking.ts';
import { FILE_PROBLEMS } from './file-problem.ts';

export const news = z.discriminatedUnion('kind', [
  /** Rows changed: the screen reads again what it shows. */
  z.object({ kind: z.literal('changed'), tables: z.array(z.string()), ids: z.array(z.string()) }),
  /** Somebody signed in or out, or the workstation locked itself: ask for the start state again. */
  z.object({ kind: z.literal('seat') }),
  /** A card was read, or could not be: cardReaders.arrived says what came of it. */
  z.object({ kind: z.literal('card') }),
  /** A customer is here whose consent to storage is to be asked for: the screen finds the moment. */
  z.object({
    kind: z.literal('privacyDue'),
    customerId: z.string(),
    trigger: z.enum(ASKING_TRIGGERS),
    why: z.enum(ASKING_REASONS),
  }),
]);
export type News = z.infer<typeof news>;

export const shellContract = {
  news: openCall.output(eventIterator(news)),
  about: openCall.output(
    z.object({ version: z.string(), host: z.enum(['electron', 'browser']), keyStore: z.enum(['system', 'file']) }),
  ),
  /** Something unforeseen happened in the page. Where in the program, never with what. */
  mishap: openCall
    .input(z.object({ name: z.string().max(60), frames: z.array(z.string().max(300)).max(30) }))
    .output(z.object({ incident: z.string() })),
  /** Asks with the system's own dialog where the file is to go, and writes it there: whole, or not at all. Only in Electron. */
  saveFile: call
    .meta({ role: 'employee', waitsForPerson: true })
    .input(filePayload)
    .output(z.enum(['saved', 'cancelled']))
    .errors({ NOT_SAVED: { data: z.object({ reason: z.enum(FILE_PROBLEMS) }) }, NO_DIALOG: {} }),
};
