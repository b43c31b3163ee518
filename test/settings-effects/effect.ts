// What a setting does, as its rows say it: for each position the value, in words what it means, and how that is seen at the
// screen. Each group of settings has a file of rows here; all.ts puts them together. It knows no setting.
import type { SettingKey, Settings } from '../../src-shared/settings/rules.ts';
import type { Stage, StageName } from './stage.ts';

export type Position<V> = {
  readonly value: V;
  /** In a few words, for the title of the test. */
  readonly means: string;
  /**
   * Goes to what the setting governs and expects what this position means. It must turn red with any other position: expect
   * something that is there, not only that nothing is missing. The page is a fresh one at the search, 'Anna Amsel' is signed
   * in, every other setting has its default; whatever else another row made is still there: make customers of your own
   * (`stage.customer`).
   */
  readonly see: (stage: Stage) => Promise<void>;
};

export type Effect<K extends SettingKey> = {
  /** Where it is seen; the counter that most rows share unless said otherwise. */
  readonly on?: StageName;
  /** At least two; `npm run features -- --prove` shows each one the value of the next and demands that it turns red. */
  readonly positions: readonly [Position<Settings[K]>, Position<Settings[K]>, ...Position<Settings[K]>[]];
};

export type Effects = { readonly [K in SettingKey]: Effect<K> };
