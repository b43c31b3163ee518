// Keeps the chain's settings: one row each, only once it differs from its default. What a value must look like stands in
// settings/rules.ts. Read anew at every use, so that a change counts at once on every workstation.
import {
  readSetting,
  type SettingKey,
  type SettingProblem,
  type Settings,
  settingKeys,
  settings,
  settingValue,
} from '../../src-shared/settings/rules.ts';
import { lastChanges } from './change-log.ts';
import { rawRow, statement } from './database/save.ts';
import type { House } from './house.ts';
import { opened } from './opened.ts';
import type { procedures } from './procedures.ts';

/** The value that counts now: as an administrator set it, or else the default. */
export function setting<K extends SettingKey>(house: House, key: K): Settings[K] {
  const row = statement(house.db.sqlite, 'SELECT value FROM chainSetting WHERE id = ? AND removedAt IS NULL').get(key);
  return settingValue(key, (row as { value: string } | undefined)?.value ?? null);
}

/** All values that count now. */
export function chainSettings(house: House): Settings {
  return Object.fromEntries(settingKeys.map((key) => [key, setting(house, key)])) as Settings;
}

export function settingHandlers(os: typeof procedures.settings) {
  return {
    all: os.all.handler(({ context }) => {
      const house = opened(context);
      const values = chainSettings(house);
      const changed = lastChanges(house, settingKeys);
      return {
        values,
        changed: Object.fromEntries(settingKeys.flatMap((key) => (changed[key] ? [[key, changed[key].record]] : []))),
      };
    }),

    save: os.save.handler(({ context, input, errors }) => {
      const house = opened(context);
      const { problems, values } = read(input.changes);
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const saved = house.save('settings.save', (unit) => {
        for (const [key, value] of values) {
          const json = JSON.stringify(value);
          if (rawRow(house.db.sqlite, 'chainSetting', key)) unit.update('chainSetting', key, { value: json });
          else if (json !== JSON.stringify(settings[key].default))
            unit.create('chainSetting', { id: key, value: json });
        }
      });
      return { changeSetId: saved.changeSetId };
    }),
  };
}

function read(changes: Partial<Settings>) {
  const problems: { key: SettingKey; problem: SettingProblem }[] = [];
  const values: [SettingKey, unknown][] = [];
  for (const key of settingKeys) {
    if (changes[key] === undefined) continue;
    const reading = readSetting(settings[key], changes[key]);
    if (reading.ok) values.push([key, reading.value]);
    else problems.push({ key, problem: reading.problem });
  }
  return { problems, values };
}
