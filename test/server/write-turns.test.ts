// Writes of one chain come one after the other, whatever becomes of the one before; other chains do not wait.
import { expect, test } from 'vitest';
import { WriteTurns } from '../../src-server/app-access/write-turns.ts';

test('one at a time for each chain, in the order of asking, and past a failure', async () => {
  const turns = new WriteTurns();
  const done: string[] = [];
  let atOnce = 0;
  const work = (name: string) => async () => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await new Promise((go) => setImmediate(go));
    atOnce -= 1;
    done.push(name);
    if (name === 'fails') throw new Error(name);
    return name;
  };
  const asked = ['one', 'fails', 'two', 'three'].map((name) => turns.take('a', work(name)));
  const said = await Promise.allSettled(asked);
  expect(done).toEqual(['one', 'fails', 'two', 'three']);
  expect(said.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

test('another chain does not wait', async () => {
  const turns = new WriteTurns();
  let open: (() => void) | undefined;
  const held = turns.take('a', () => new Promise<void>((go) => (open = go)));
  expect(await turns.take('b', async () => 'through')).toBe('through');
  await new Promise((go) => setImmediate(go));
  open?.();
  await held;
});
