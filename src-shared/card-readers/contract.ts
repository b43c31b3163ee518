// Card readers of this workstation, and what the card that was put in is about. News say that there is one; the screen asks.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { cardAnswer } from '../cards/calls.ts';
import { CARD_FIELDS, cardCandidate, comparedField, healthCard } from '../health-card/record.ts';
import { CARD_FAILURES, READER_STATES, SERVICE_STATES } from './rules.ts';

export const cardReaders = z.object({
  service: z.enum(SERVICE_STATES),
  readers: z.array(z.object({ name: z.string(), state: z.enum(READER_STATES) })),
  /** 'Karten automatisch lesen', of this workstation. Off: F6 alone reads. */
  automatic: z.boolean(),
});
export type CardReaders = z.infer<typeof cardReaders>;

/** What a card that was read leads to. `readingId` names it for two minutes, as long as the same person is signed in. */
export const cardEvent = z.discriminatedUnion('kind', [
  /** Whoever it was read for is here no longer. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('failed'), reader: z.string().nullable(), code: z.enum(CARD_FAILURES) }),
  /** A customer card: what cards.take says of its number. */
  z.object({ kind: z.literal('customerCard'), number: z.string(), answer: cardAnswer }),
  /** All that the card says agrees with this customer. */
  z.object({ kind: z.literal('agrees'), card: healthCard, answer: cardAnswer }),
  /** Nobody, or not in everything: the window 'Kundendaten übernehmen'. The likeliest first. */
  z.object({
    ...{ kind: z.literal('compare'), readingId: id, card: healthCard, candidates: z.array(cardCandidate) },
    /** What a new customer would be made of, field by field: nothing of it is stored yet. */
    offered: z.array(comparedField),
    /** He was another branch's customer until now (E-58, T-14). */
    tookOverFrom: z.string().nullable(),
    /** Perhaps he is another branch's customer, and that could not be asked now. */
    offline: z.boolean(),
    /** Whoever is made a customer is to be asked for the consent: the declaration is printed unless somebody says otherwise. */
    consentWanted: z.boolean(),
  }),
]);
export type CardEvent = z.infer<typeof cardEvent>;

export const cardReadersContract = {
  state: call.output(cardReaders),
  chooseAutomatic: call.input(z.object({ automatic: z.boolean() })).output(z.void()),
  /** 'Karte lesen - F6': reads whatever is in a reader now; resolves when that is done. */
  read: call.output(cardEvent),
  /** After the news 'card': what came of those that were put in since this was asked last. Each is told once. */
  arrived: call.output(z.array(cardEvent)),
  /** 'Speichern & Schließen - F12'. */
  takeOver: call
    .input(
      z.object({
        readingId: id,
        /** null = a new customer. */
        customerId: id.nullable(),
        /** A-47; for a new one. */
        as: z.enum(['customer', 'walkIn']),
        /** Which of the card's fields are taken over; for a new customer all that there are. */
        fields: z.array(z.enum(CARD_FIELDS)),
        basedOn: z.number().nullable(),
      }),
    )
    .output(
      z.object({
        customerId: id,
        /** null = nothing was to be written. */
        changeSetId: id.nullable(),
        answer: cardAnswer,
      }),
    )
    .errors({
      /** Too long ago, or somebody else has signed in: put the card in again. */
      READING_GONE: {},
      GONE: {},
      /** Somebody saved this customer meanwhile: compare again. */
      CHANGED_SINCE: {},
      /** What the card says cannot be kept as it is; the field is one of the customer form's. */
      INVALID: { data: z.object({ problems: z.array(z.object({ field: z.string(), problem: z.string() })) }) },
    }),
};
