// One setting as a row, by its kind. It knows the catalogue, not what a setting does.
import { type UseFormReturn, useWatch } from 'react-hook-form';
import type { LastChange } from '../../src-shared/change-log/contract.ts';
import {
  definitionOf,
  idleBecause,
  readSetting,
  type SettingKey,
  type SettingProblem,
  type Settings,
} from '../../src-shared/settings/rules.ts';
import { useStatuses } from '../lists/statuses.ts';
import { useTexts } from '../texts/catalogue.ts';
import { type SettingWords, settingProblemTexts, settingTexts } from '../texts/settings.ts';
import { settingsPageTexts } from '../texts/settings-page.ts';
import { CheckField } from '../ui/check-field.tsx';
import { ChoiceField } from '../ui/choice-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ChoicesField } from './choices-field.tsx';
import { NumberField } from './number-field.tsx';
import { SettingRow } from './page-sheet.tsx';

type Props = { form: UseFormReturn<Settings>; name: SettingKey; changed: LastChange | undefined };

export function SettingControl({ form, name, changed }: Props) {
  const words: SettingWords = useTexts(settingTexts)[name];
  const page = useTexts(settingsPageTexts);
  const [advertisingPreset, advertisingByChannel] = useWatch({
    control: form.control,
    name: ['advertisingPreset', 'advertisingByChannel'],
  });
  const idle = idleBecause(name, { advertisingPreset, advertisingByChannel });
  const note = idle ? page.idle[idle] : undefined;
  const statuses = useStatuses();
  const { standard, standardValues } = page;
  const usual = standardOf(name, words, standardValues, statuses.name);
  return (
    <SettingRow
      words={words.label}
      explanation={words.explanation}
      note={note}
      standard={standard(usual)}
      changed={[changed]}
    >
      <Control form={form} name={name} words={words} idle={idle !== null} />
    </SettingRow>
  );
}

function Control(props: { form: UseFormReturn<Settings>; name: SettingKey; words: SettingWords; idle: boolean }) {
  const { form, name, words, idle } = props;
  const problems = useTexts(settingProblemTexts);
  const definition = definitionOf(name);
  const problemText = (problem: string) => problems[problem as SettingProblem];
  const rule = (text: string) => {
    const reading = readSetting(definition, text);
    return reading.ok ? null : reading.problem;
  };
  const kept = useWatch({ control: form.control, name });
  const statuses = useStatuses().options(...[kept].flat().map(String));
  const look = { form, name, label: words.label, problemText };
  switch (definition.kind) {
    case 'switch':
      return <CheckField {...{ form, name, problemText }} label={words.label} disabled={idle} />;
    case 'text':
      return <TextField {...look} required maxLength={definition.longest} rule={rule} />;
    case 'webAddress':
      return <TextField {...look} maxLength={300} rule={rule} />;
    case 'number':
      return <NumberField {...look} digits={String(definition.most).length} optional={definition.default === null} />;
    case 'choice':
      return <ChoiceField {...look} options={optionsOf(definition.options, words)} />;
    case 'status':
      return <ChoiceField {...look} options={statuses} />;
    case 'statuses':
      return <ChoicesField {...look} options={statuses} />;
    case 'choices':
      return <ChoicesField {...look} options={optionsOf(definition.options, words)} />;
  }
}

/** The position of a setting that nobody has changed, in its own words. */
function standardOf(
  name: SettingKey,
  words: SettingWords,
  usual: Record<'on' | 'off' | 'none', string>,
  statusName: (id: string) => string,
): string {
  const definition = definitionOf(name);
  switch (definition.kind) {
    case 'switch':
      return definition.default ? usual.on : usual.off;
    case 'status':
      return statusName(definition.default);
    case 'statuses':
      return definition.default.map(statusName).join(', ') || usual.none;
    case 'choice':
      return words.options?.[definition.default] ?? definition.default;
    case 'choices':
      return definition.default.map((one) => words.options?.[one] ?? one).join(', ') || usual.none;
    case 'text':
    case 'webAddress':
    case 'number':
      return String(definition.default ?? usual.none);
  }
}

function optionsOf(options: readonly string[], words: SettingWords) {
  return options.map((value) => ({ value, label: words.options?.[value] ?? value }));
}
