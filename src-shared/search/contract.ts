// The one search box, what it finds while somebody types, and what a mask asks of the index: towns for a postcode, and
// whether the customer being entered is known already.
import { z } from 'zod';
import { call, id } from '../calls.ts';
import { DUPLICATE_REASONS } from '../customers/duplicates.ts';
import { CONSENT_WORDS, NO_FILTER } from './filter.ts';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const text = z.string().max(200);

export const searchRow = z.object({
  id,
  number: z.string(),
  kind: z.enum(['natural', 'legal']),
  lastName: z.string(),
  firstName: z.string(),
  birthDate: date.nullable(),
  street: z.string(),
  postcode: z.string(),
  town: z.string(),
  /** E.164. */
  phone: z.string().nullable(),
  appConnected: z.boolean(),
  consentGiven: z.boolean(),
  locked: z.boolean(),
  missing: z.array(z.enum(['address', 'phone', 'email'])).readonly(),
  status: z.string(),
  branchId: z.string(),
});

/** A line of this counter's own customers: with what may be shown in columns of one's own choice. */
export const hitRow = searchRow.extend({ responsibleId: id.nullable(), lastVisit: date.nullable() });

export const hitReason = z.object({
  tier: z.enum(['exact', 'prefix', 'inside', 'sound']),
  fields: z.array(z.enum(['name', 'birthDate', 'postcode', 'phone', 'code'])).readonly(),
  /** The number that fits, when the line shows another one. */
  phone: z.string().nullable(),
});

export const duplicateFacts = z.object({
  lastName: text,
  firstName: text,
  birthDate: date.nullable(),
  /** E.164. */
  phones: z.array(z.string().max(20)).max(20),
  email: z.string().max(254),
  street: text,
  postcode: z.string().max(10),
  kvnr: z.string().max(20),
});

const word = z.enum(CONSENT_WORDS).nullable();
const years = z.number().int().min(0).max(150).nullable();

export const customerFilter = z.object({
  statuses: z.array(z.string().max(64)).max(50),
  kind: z.enum(['natural', 'legal']).nullable(),
  ageFrom: years,
  ageTo: years,
  postcodeFrom: z.string().max(10),
  postcodeTo: z.string().max(10),
  town: z.string().max(80),
  propertyIds: z.array(id).max(50),
  consents: z.object({ storage: word, app: word, branchSharing: word }),
  app: z.boolean().nullable(),
  advertising: z.enum(['letter', 'email', 'phone', 'sms']).nullable(),
  responsibleId: id.nullable(),
  visitFrom: date.nullable(),
  visitTo: date.nullable(),
  deleted: z.boolean(),
});

/** Left out = not filtered. */
const filter = customerFilter.default({ ...NO_FILTER, statuses: [], propertyIds: [] });

export const searchContract = {
  /** A page of hits, best first; fewer than `limit` mean that there are no more. */
  find: call
    .input(
      z.object({
        text,
        limit: z.number().int().min(1).max(200),
        offset: z.number().int().min(0).max(100_000),
        filter,
      }),
    )
    .output(z.object({ rows: z.array(hitRow), reasons: z.array(hitReason) })),

  /** How many fit; `more` when counting was broken off at `cap`. */
  count: call
    .input(z.object({ text, cap: z.number().int().min(1).max(100_000), filter }))
    .output(z.object({ count: z.number().int(), more: z.boolean() })),

  /** Towns used with this postcode, the most frequent first (E-66). */
  towns: call.input(z.object({ postcode: z.string().max(10) })).output(z.array(z.string())),

  /** Whole addresses whose street begins as typed, from entries so far, the most used first (B-39). */
  streets: call
    .input(z.object({ typed: z.string().max(120) }))
    .output(z.array(z.object({ street: z.string(), postcode: z.string(), town: z.string() }))),

  /** Known customers who are probably the one being entered, the likeliest first. */
  duplicates: call.input(z.object({ entered: duplicateFacts, exceptId: id.nullable() })).output(
    z.array(
      z.object({
        row: searchRow,
        verdict: z.enum(['probable', 'possible']),
        reasons: z.array(z.enum(DUPLICATE_REASONS)),
      }),
    ),
  ),
};
