// The chain's settings: whoever is signed in reads them, administrators change them.
import { z } from 'zod';
import { administratorCall, call } from '../calls.ts';
import { lastChange } from '../change-log/contract.ts';
import {
  LONGEST_REASON,
  SETTING_PROBLEMS,
  type SettingDefinition,
  type SettingKey,
  type Settings,
  settingKeys,
  settings,
} from './rules.ts';

/** One schema a setting, made from the catalogue; what a value must hold besides its type stands in the rules. */
const values = z.object(
  Object.fromEntries(settingKeys.map((key) => [key, schemaOf(settings[key])])) as {
    [K in SettingKey]: z.ZodType<Settings[K]>;
  },
);

const key = z.enum(settingKeys);

export const settingsContract = {
  all: call.output(
    z.object({
      values,
      /** Who changed it last, and when; a setting that was never changed is missing. */
      changed: z.partialRecord(key, lastChange),
    }),
  ),
  save: administratorCall
    .input(
      z.object({
        changes: values.partial(),
        /** For guarded settings that are switched on (N-04): why, for the log. */
        reasons: z.partialRecord(key, z.string().max(LONGEST_REASON)).default({}),
      }),
    )
    .output(z.object({ /** null = nothing differed. */ changeSetId: z.string().nullable() }))
    .errors({
      INVALID: {
        data: z.object({
          problems: z.array(
            z.object({
              key,
              problem: z.enum(SETTING_PROBLEMS),
            }),
          ),
        }),
      },
    }),
};

function schemaOf(definition: SettingDefinition): z.ZodType {
  switch (definition.kind) {
    case 'switch':
      return z.boolean();
    case 'text':
    case 'choice':
      return z.string().max(500);
    case 'webAddress':
      return z.string().max(500).nullable();
    case 'number':
      return definition.default === null ? z.number().nullable() : z.number();
    case 'status':
      return z.string().max(64);
    case 'statuses':
      return z.array(z.string().max(64)).max(100);
    case 'choices':
      return z.array(z.string().max(80)).max(100);
  }
}
