// A reading of a health card on the real service: how long it lives, that it belongs to nobody but the one who was signed in, and what
// F6 says where there is none.
import { expect, test } from 'vitest';
import { cardOf } from '../support/card-port.ts';
import { openCounter } from '../support/counter.ts';
import { asOnTheCard, codeOf, healthCardDesk, KVNR, MINUTE } from '../support/health-card-desk.ts';
import { kvnrOf } from '../support/health-cards.ts';
import { signIn } from '../support/people.ts';

const { at, save, recordOf, judged, put, compared, takeOver } = healthCardDesk();

test('a reading lives for two minutes, beside the next one, and is taken over once', async () => {
  const first = await compared();
  at.counter.clock.now += 2 * MINUTE - 1;
  const second = await compared({ kvnr: kvnrOf('Y11111111') });
  await takeOver(first.readingId);
  expect(await codeOf(takeOver(first.readingId))).toBe('READING_GONE');
  at.counter.clock.now += 2 * MINUTE;
  expect(await codeOf(takeOver(second.readingId))).toBe('READING_GONE');
  at.readers.put(await cardOf());
  await judged();
  at.counter.clock.now += 2 * MINUTE;
  expect(await at.counter.client.cardReaders.arrived()).toEqual([]);
});

test('two cards in quick succession are both told, in their order', async () => {
  at.readers.put(await cardOf());
  at.readers.put(await cardOf({ kvnr: kvnrOf('Y11111111') }));
  await judged();
  const told = await at.counter.client.cardReaders.arrived();
  expect(told.map((event) => event.kind === 'compare' && event.card.kvnr)).toEqual([KVNR, kvnrOf('Y11111111')]);
  expect(await at.counter.client.cardReaders.arrived()).toEqual([]);
});

test('who comes next is not told what F6 of the one before brought', async () => {
  const { read } = at.readers.port;
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  at.readers.lying = [await cardOf()];
  at.readers.port.read = async () => {
    await read();
    await held;
  };
  const before = at.counter.client.cardReaders.read();
  await expect.poll(() => at.counter.client.cardReaders.state()).toMatchObject({ service: 'running' });
  await at.counter.client.signIn.lock();
  await signIn(at.counter, 'Bernd Bussard', '2345');
  at.readers.port.read = read;
  at.readers.lying = [];
  expect(await at.counter.client.cardReaders.read()).toMatchObject({ kind: 'failed', code: 'NO_CARD' });
  free();
  expect(await before).toEqual({ kind: 'none' });
});

test('a reading is gone at the lock, for the same person and for the next one', async () => {
  for (const [name, pin] of [
    ['Anna Amsel', '1234'],
    ['Bernd Bussard', '2345'],
  ] as const) {
    await signIn(at.counter);
    const { readingId } = await compared();
    at.readers.put(await cardOf());
    await judged();
    await at.counter.client.signIn.lock();
    await signIn(at.counter, name, pin);
    expect(await at.counter.client.cardReaders.arrived()).toEqual([]);
    expect(await codeOf(takeOver(readingId))).toBe('READING_GONE');
  }
});

test('while nobody is signed in a card leads nowhere, and nobody may ask', async () => {
  const zofie = await save({ ...asOnTheCard, birthDate: '1961-03-04' });
  await at.counter.client.signIn.lock();
  at.readers.put(await cardOf());
  for (const call of [
    at.counter.client.cardReaders.arrived(),
    at.counter.client.cardReaders.read(),
    at.counter.client.cardReaders.state(),
    at.counter.client.cardReaders.chooseAutomatic({ automatic: false }),
    takeOver('x'),
  ])
    expect(await codeOf(call)).toBe('NOT_SIGNED_IN');
  await signIn(at.counter);
  await judged();
  expect(await at.counter.client.cardReaders.arrived()).toEqual([]);
  expect((await recordOf(zofie.id)).cardDiffers).toEqual([]);
});

test('with the automatic off F6 alone reads, of this workstation and after a restart too', async () => {
  expect(await at.counter.client.cardReaders.state()).toMatchObject({ service: 'running', automatic: true });
  await at.counter.client.cardReaders.chooseAutomatic({ automatic: false });
  at.counter.restart();
  await signIn(at.counter);
  expect(await at.counter.client.cardReaders.state()).toMatchObject({ automatic: false });
  expect(await put()).toEqual({ kind: 'none' });
  at.readers.lying = [await cardOf()];
  expect(await at.counter.client.cardReaders.read()).toMatchObject({ kind: 'compare', card: { kvnr: KVNR } });
  // Answered to the one who asked, and to nobody else.
  expect(await at.counter.client.cardReaders.arrived()).toEqual([]);
  expect(at.readers.calls).toEqual(['start', 'stop', 'start']);
});

test('F6 says what there was, or why there was nothing', async () => {
  const reading = () => at.counter.client.cardReaders.read();
  expect(await reading()).toEqual({ kind: 'failed', reader: null, code: 'NO_CARD' });
  at.readers.state = { service: 'running', readers: [] };
  expect(await reading()).toMatchObject({ code: 'NO_READER' });
  at.readers.state = { service: 'stopped', readers: [] };
  expect(await reading()).toMatchObject({ code: 'SERVICE_STOPPED' });
  at.readers.state = { service: 'noLibrary', readers: [] };
  expect(await reading()).toMatchObject({ code: 'SERVICE_MISSING' });
  const failed = { kind: 'failed', code: 'CARD_SILENT' } as const;
  at.readers.lying = [failed];
  expect(await reading()).toEqual({ kind: 'failed', reader: 'Testleser', code: 'CARD_SILENT' });
  // The reader that has something to say.
  at.readers.lying = [failed, await cardOf(), failed];
  expect(await reading()).toMatchObject({ kind: 'compare' });
  at.readers.put(failed);
  await judged();
  const silent = { kind: 'failed', reader: 'Testleser', code: 'CARD_SILENT' };
  expect(await at.counter.client.cardReaders.arrived()).toEqual([silent]);
});

test('a counter without a card service says so', async () => {
  const bare = await openCounter();
  try {
    expect(await bare.client.cardReaders.state()).toEqual({ service: 'noLibrary', readers: [], automatic: true });
    expect(await bare.client.cardReaders.read()).toMatchObject({ kind: 'failed', code: 'SERVICE_MISSING' });
  } finally {
    bare.close();
  }
});

test('the screens hear that there is a card, and nothing of it', async () => {
  const heard: unknown[] = [];
  at.counter.service.counter.news.subscribe('news', (item) => {
    if (item.kind === 'card') heard.push(item);
  });
  await compared();
  expect(heard).toEqual([{ kind: 'card' }]);
});
