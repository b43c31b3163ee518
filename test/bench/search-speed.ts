// S1, S5, S6: a keystroke, a fragment of a telephone number and 'Sch, …' against reading twenty rows by id, in the product's
// database process, and whether the answers are those of the plain filter.
import { phoneSearchDigits } from '../../src-shared/customers/phone.ts';
import { fold } from '../../src-shared/search/fold.ts';
import { customerMatcher } from '../../src-shared/search/match.ts';
import { birthDayNumber, readQuery } from '../../src-shared/search/query.ts';
import { TIERS } from '../../src-shared/search/search-row.ts';
import type { Bench } from './bench.ts';
import { sampleCustomers } from './customers.ts';
import { inRounds } from './measure.ts';
import type { Queries } from './queries.ts';
import { ms } from './report.ts';
import { TODAY } from './sample-database.ts';
import type { SearchQuestion } from './search-process.ts';

type Times = { times: number[] };

export async function measureSearchSpeed({ report, product, queries, count }: Bench): Promise<void> {
  const ask = async (question: SearchQuestion) => (await product.ask<Times>(question)).times;
  await ask({ kind: 'search', texts: [...queries.keys, ...queries.worst, ...queries.phone] });
  const found = await inRounds({
    floor: () => ask({ kind: 'floor', times: 500 }),
    keys: () => ask({ kind: 'search', texts: queries.keys }),
    worst: () => ask({ kind: 'search', texts: queries.worst }),
    phone: () => ask({ kind: 'search', texts: queries.phone }),
    scan: () => ask({ kind: 'scan', texts: queries.phone.slice(0, 12) }),
    surname: () => ask({ kind: 'search', texts: queries.surname }),
    birthDate: () => ask({ kind: 'search', texts: queries.birthDate }),
    postcode: () => ask({ kind: 'search', texts: queries.postcode }),
  });
  const { floor, keys, worst, phone, scan } = found;
  const against = `floor p50 ${ms(floor.p50)}`;
  const line = (id: string, what: string, value: number, atMost: number) =>
    report.goal({ id, what, value: ms(value), against, ratio: value / floor.p50, atMost });
  line('S1', `keystroke p50, ${count} customers`, keys.p50, 2);
  line('S1', 'keystroke p95', keys.p95, 8);
  line('S1', 'keystroke p99', keys.p99, 15);
  line('S5', 'telephone fragment p95', phone.p95, 25);
  const scanned = `full scan p95 ${ms(scan.p95)}`;
  const share = { value: ms(phone.p95), against: scanned, ratio: phone.p95 / scan.p95, atMost: 1 / 30 };
  report.goal({ id: 'S5', what: 'telephone fragment p95 of the scan', ...share });
  line('S6', `'Sch, x' with and without hits, p99`, worst.p99, 30);
  report.info('S1', 'three letters p95', ms(found.surname.p95));
  report.info('S1', 'birth date p95', ms(found.birthDate.p95));
  report.info('S1', 'beginning and postcode p95', ms(found.postcode.p95));
  await checkAnswers({ report, product, queries, count } as Bench);
}

/** A share of the texts against a filter over all customers: every line fits, and none of a better tier is left out. */
async function checkAnswers({ report, product, queries, count }: Bench): Promise<void> {
  const texts = someOf(queries, count > 200_000 ? 2 : 6);
  const { answers } = await product.ask<{ answers: string[][] }>({ kind: 'answers', texts });
  const matchers = texts.map((text) => customerMatcher(readQuery(text, TODAY)));
  const tiers = texts.map(() => new Map<string, number>());
  for (const one of sampleCustomers(count)) {
    const keys = {
      last: fold(one.lastName),
      first: fold(one.firstName),
      birthDay: one.birthDate && birthDayNumber(one.birthDate),
      postcode: one.postcode,
      phones: one.phone ? [phoneSearchDigits(one.phone)] : [],
      codes: [one.number, one.kvnr ?? ''],
    } as const;
    for (const [at, matchOf] of matchers.entries()) {
      const match = matchOf({ ...keys, birthDay: keys.birthDay || null });
      if (match) tiers[at]?.set(one.id, TIERS.indexOf(match.tier));
    }
  }
  const wrong = texts.filter((_text, at) => {
    const fitting = tiers[at] ?? new Map<string, number>();
    const given = (answers[at] ?? []).map((id) => fitting.get(id) ?? Number.NaN);
    const better = [...fitting.values()].filter((tier) => tier < 3).length;
    const wanted = [...fitting.values()].filter((tier) => tier < 3 || better < 5).sort((a, b) => a - b);
    return given.join() !== wanted.slice(0, 20).join();
  });
  const right = texts.length - wrong.length;
  const of = { value: `${right}`, against: `${texts.length} checked by filter`, ratio: right / texts.length };
  report.goal({ id: 'S1', what: 'answers right', ...of, atLeast: 1, note: wrong.join(' | '), steady: true });
}

function someOf(queries: Queries, each: number): string[] {
  return Object.values(queries).flatMap((texts) =>
    Array.from({ length: each }, (_, at) => texts[Math.floor((texts.length / each) * at)] ?? ''),
  );
}
