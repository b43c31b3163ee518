// N-04 at the server: a preset that advertising law guards is switched on with a reason in the same set, or not at all. Whoever
// saves at a counter is asked there; this refuses what comes past the counter.
import { isReason, reasonKey, settingOfReason, settings } from '../../src-shared/settings/rules.ts';
import type { WireChange, WireSet } from '../../src-shared/sync/protocol.ts';

/** Does the set switch a guarded setting on without saying why? */
export function lacksReason({ changes }: WireSet): boolean {
  const written = changes.filter(({ table }) => table === 'chainSetting');
  const given = new Set<string>(
    written.filter((change) => isReason(valueIn(change))).map(({ rowId }) => settingOfReason(rowId) ?? ''),
  );
  return written.some((change) => isGuarded(change.rowId) && valueIn(change) === true && !given.has(change.rowId));
}

function isGuarded(id: string): boolean {
  return Object.hasOwn(settings, id) && settingOfReason(reasonKey(id as keyof typeof settings)) !== null;
}

/** The value of the setting after the change; undefined where the change says none. */
function valueIn({ kind, field, to }: WireChange): unknown {
  if (to === null || kind === 'remove' || (kind === 'update' && field !== 'value')) return undefined;
  const said = parsed(to);
  return parsed(kind === 'create' ? (said as { value?: unknown } | null)?.value : said);
}

function parsed(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}
