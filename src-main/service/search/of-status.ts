// Narrows walks to customers of some statuses (E-45). The lines are few in which it matters, so the status is read line by line.
import type { Sqlite } from '../database/connection.ts';
import { pluck, type Walk } from './walks.ts';

/** @param statuses empty = all: then the walk stays as it is */
export function ofStatus(sqlite: Sqlite, walk: Walk, statuses: readonly string[]): Walk {
  if (statuses.length === 0) return walk;
  const status = pluck(sqlite, 'SELECT status FROM searchRow WHERE id = ?');
  const wanted = new Set(statuses);
  return {
    ...walk,
    ids: (most) => {
      for (let asked = most; ; asked *= 4) {
        const ids = walk.ids(asked);
        const fitting = ids.filter((id) => wanted.has(String(status.get(id))));
        if (fitting.length >= most || ids.length < asked) return fitting.slice(0, most);
      }
    },
  };
}
