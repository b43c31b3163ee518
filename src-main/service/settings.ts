// Keeps the chain's settings: one row each, only once it differs from its default. What a value must look like stands in
// settings/rules.ts, and so does when a reason is wanted (N-04): it lies in a row beside the setting's. Read anew at every use, so that a change counts at once on every workstation.
import { isKnownStatus } from '../../src-shared/customers/status.ts';
import {
  definitionOf,
  guardedSwitchedOn,
  isReason,
  readSetting,
  reasonKey,
  type SettingKey,
  type SettingProblem,
  type Settings,
  settingKeys,
  settings,
  settingValue,
  togetherProblems,
} from '../../src-shared/settings/rules.ts';
import { lastChanges } from './change-log.ts';
import { rawRow, statement, type UnitOfWork } from './database/save.ts';
import type { House } from './house.ts';
import { ownStatuses } from './lists.ts';
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
      const before = chainSettings(house);
      const { problems, values } = read(house, input.changes);
      const after = { ...before, ...Object.fromEntries(values) };
      const switchedOn = guardedSwitchedOn(before, after);
      problems.push(...togetherProblems(after));
      for (const key of switchedOn) if (!isReason(input.reasons[key])) problems.push({ key, problem: 'reasonMissing' });
      if (problems.length > 0) throw errors.INVALID({ data: { problems } });
      const saved = house.save('settings.save', (unit) => {
        for (const [key, value] of values) {
          keep(house, unit, key, value, settings[key].default);
          if (switchedOn.includes(key)) keep(house, unit, reasonKey(key), input.reasons[key]?.trim());
          else if (value === false && definitionOf(key).guarded) keep(house, unit, reasonKey(key), null, null);
        }
      });
      return { changeSetId: saved.changeSetId };
    }),
  };
}

/** A row is born once it differs from what counts without it. */
function keep(house: House, unit: UnitOfWork, id: string, value: unknown, without?: unknown): void {
  const json = JSON.stringify(value);
  if (rawRow(house.db.sqlite, 'chainSetting', id)) unit.update('chainSetting', id, { value: json });
  else if (json !== JSON.stringify(without)) unit.create('chainSetting', { id, value: json });
}

function read(house: House, changes: Partial<Settings>) {
  const own = ownStatuses(house);
  const problems: { key: SettingKey; problem: SettingProblem }[] = [];
  const values: [SettingKey, unknown][] = [];
  for (const key of settingKeys) {
    if (changes[key] === undefined) continue;
    const definition = definitionOf(key);
    const reading = readSetting(definition, changes[key]);
    const unknown =
      (definition.kind === 'status' || definition.kind === 'statuses') &&
      [changes[key]].flat().some((id) => !isKnownStatus(String(id), own));
    if (!reading.ok) problems.push({ key, problem: reading.problem });
    else if (unknown) problems.push({ key, problem: 'notOffered' });
    else values.push([key, reading.value]);
  }
  return { problems, values };
}
