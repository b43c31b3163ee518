// Every position of every setting, seen at the screen: one counter and one browser for all rows that need no other stage. With
// TRESEN_PROVE_SETTINGS=1 (`npm run features -- --prove`) each row is shown the value of its next position and must turn red.
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SettingKey, type Settings, settingDefaults, settingKeys } from '../../src-shared/settings/rules.ts';
import { effects } from '../settings-effects/all.ts';
import type { Effect, Position } from '../settings-effects/effect.ts';
import { type OpenStage, openStage, type StageName } from '../settings-effects/stage.ts';

const PROVING = process.env.TRESEN_PROVE_SETTINGS === '1';
const STAGES: readonly StageName[] = ['counter', 'alone', 'chain', 'branch'];

type AnyEffect = Effect<SettingKey>;
type AnyPosition = Position<Settings[SettingKey]>;

for (const name of STAGES) {
  const keys = settingKeys.filter((key) => (effects[key].on ?? 'counter') === name);
  if (keys.length > 0) describe(`on stage ${name}`, () => walk(name, keys));
}

function walk(name: StageName, keys: readonly SettingKey[]): void {
  let open: OpenStage;
  beforeAll(async () => {
    open = await openStage(name);
  });
  afterAll(() => open?.close());

  for (const key of keys) {
    const { positions } = effects[key] as AnyEffect;
    positions.forEach((position, at) => {
      const next = positions[(at + 1) % positions.length] as AnyPosition;
      // E-09, E-10, E-13, E-14, E-39, E-42, E-43, E-44, E-46, E-59, T-02, T-03, T-07 by the rows of those settings
      test(`${key} ${JSON.stringify(position.value)}: ${position.means} [setting:${key}]`, async () => {
        const stage = await open.enter();
        // What the rows before have left must not decide.
        await stage.set({ ...settingDefaults(), [key]: position.value });
        if (!PROVING) return position.see(stage);
        await stage.set({ [key]: next.value });
        const red = await position.see(stage).then(
          () => false,
          () => true,
        );
        expect(
          red,
          `${key}: what ${JSON.stringify(position.value)} means is seen with ${JSON.stringify(next.value)}`,
        ).toBe(true);
      });
    });
  }
}
