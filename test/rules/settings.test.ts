// The catalogue of settings: every kind reads its own values, refuses the others, and never lets a broken file through.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  definitionOf,
  readSetting,
  type SettingDefinition,
  settingKeys,
  settingValue,
} from '../../src-shared/settings/rules.ts';

const number: SettingDefinition = { page: 'customer', kind: 'number', default: 24, least: 1, most: 120 };
const choice: SettingDefinition = { page: 'customer', kind: 'choice', default: 'no', options: ['yes', 'no'] };
const choices: SettingDefinition = { page: 'customer', kind: 'choices', default: ['a'], options: ['a', 'b', 'c'] };
const address: SettingDefinition = { page: 'chain', kind: 'webAddress', default: null };
const name: SettingDefinition = { page: 'chain', kind: 'text', default: 'App', longest: 10 };

const read = (definition: SettingDefinition, entered: unknown) => {
  const reading = readSetting(definition, entered);
  return reading.ok ? reading.value : `refused: ${reading.problem}`;
};

test('each kind keeps what fits and refuses what does not, with a reason', () => {
  expect([read(name, '  Meine  App '), read(name, ' '), read(name, 'x'.repeat(11)), read(name, 7)]).toEqual([
    'Meine App',
    'refused: missing',
    'refused: tooLong',
    'refused: notOffered',
  ]);
  expect([1, 120, 0, 121, 2.5, Number.NaN, '7'].map((one) => read(number, one))).toEqual([
    ...[1, 120],
    ...Array(5).fill('refused: outOfRange'),
  ]);
  expect([read(number, null), ...[null, 1, 0].map((one) => read({ ...number, default: null }, one))]).toEqual([
    'refused: outOfRange',
    ...[null, 1, 'refused: outOfRange'],
  ]);
  expect([read(choice, 'yes'), read(choice, 'maybe'), read(choice, null)]).toEqual([
    'yes',
    'refused: notOffered',
    'refused: notOffered',
  ]);
  expect([read(choices, ['c', 'a', 'c']), read(choices, []), read(choices, ['d']), read(choices, 'a')]).toEqual([
    ['a', 'c'],
    [],
    'refused: notOffered',
    'refused: notOffered',
  ]);
});

test('the public address is https, completed where only the name was typed, and can be emptied', () => {
  expect(read(address, 'App.Example.com/')).toBe('https://app.example.com');
  expect(read(address, 'https://app.example.com:8443/kunden')).toBe('https://app.example.com:8443/kunden');
  expect([read(address, ''), read(address, null)]).toEqual([null, null]);
  expect(read(address, 'http://app.example.com')).toBe('refused: notHttps');
  expect(read(address, 'https://localhost:3000')).toBe('refused: onlyThisComputer');
  expect(read(address, 'https://app.example.com/?x=1')).toBe('refused: hasExtras');
  expect(read(address, 'https://app example com')).toBe('refused: notAnAddress');
});

test('whatever lies in the file, a setting has a value that its definition allows', () => {
  fc.assert(
    fc.property(fc.constantFrom(...settingKeys), fc.oneof(fc.json(), fc.string(), fc.constant(null)), (key, kept) => {
      const value = settingValue(key, kept);
      const again = readSetting(definitionOf(key), value);
      expect(again.ok && again.value).toEqual(value);
    }),
  );
});

test('every default is what the setting itself would accept', () => {
  for (const key of settingKeys)
    expect(read(definitionOf(key), definitionOf(key).default)).toEqual(definitionOf(key).default);
});
