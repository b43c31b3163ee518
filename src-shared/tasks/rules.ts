// What a registration that waits for staff may give to the customer it is assigned to, and what it is compared by. It does not
// know where either lies.

/** What was sent, as the mask calls it; '' = nothing was said. Telephone numbers are E.164, the birth date 'YYYY-MM-DD'. */
export type SentPerson = {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly town: string;
  readonly country: string;
  readonly phone: string;
  readonly email: string;
};

/** Facts put side by side with a known customer's. */
export const COMPARED = ['name', 'birthDate', 'address', 'phone', 'email'] as const;
export type Compared = (typeof COMPARED)[number];

/** What may be taken over into a known customer's record, each by a tick of its own (N-10: nothing by itself). */
export const TAKEABLE = ['address', 'phone', 'email'] as const satisfies readonly Compared[];
export type Takeable = (typeof TAKEABLE)[number];

/** Offered where it differs from what is known: what agrees is there already. */
export function takeable(agrees: readonly Compared[]): Takeable[] {
  return TAKEABLE.filter((field) => !agrees.includes(field));
}
