// Puts the sync engine of an open counter together: its line, its live wire, what it tells the screens.
import { PULL_ROWS, PUSH_SETS } from '../../../src-shared/sync/protocol.ts';
import type { Background } from '../database/background.ts';
import type { Db } from '../database/open.ts';
import type { Projection, Touched } from '../database/save.ts';
import type { Ports } from '../ports.ts';
import { membership } from './membership.ts';
import { networkRoad } from './network-road.ts';
import { serverLine } from './server-line.ts';
import { fillFromSnapshot } from './snapshot-fill.ts';
import { SyncEngine } from './sync-engine.ts';

export function engineFor(parts: {
  ports: Ports;
  db: Db;
  now: () => number;
  projections: readonly Projection[];
  changed: () => void;
  /** This workstation was ended: nothing may stay. */
  revoked: () => void;
  /** The first fill came as a file, which takes the place of the present database. */
  exchanged: () => void;
  background: Background;
  took: (touched: readonly Touched[]) => void;
}): SyncEngine {
  const { ports, db, changed } = parts;
  const road = ports.road ?? networkRoad;
  const address = () => membership(db.sqlite)?.address ?? '';
  const token = () => ports.keyStore.readToken();
  const line = () => serverLine(road.fetch, address(), token);
  return new SyncEngine({
    ...{ db, now: parts.now, projections: parts.projections, version: ports.version, log: ports.log },
    line,
    fill: (watching) =>
      fillFromSnapshot(
        {
          ...{ sqlite: db.sqlite, dataDirectory: ports.dataDirectory, version: ports.version, log: ports.log },
          ...{ line, token, fetch: road.fetch, background: parts.background, key: () => ports.keyStore.read() },
        },
        watching,
      ),
    took: (touched) => {
      if (touched.length > 0) parts.took(touched);
    },
    changed,
    revoked: parts.revoked,
    exchanged: parts.exchanged,
    listen: ({ news, closed }) =>
      road.listen(address(), token() ?? '', { opened: () => undefined, said: news, closed }),
    atOnce: ports.syncAtOnce ?? { sets: PUSH_SETS, rows: PULL_ROWS },
    by: ports.sync === 'byHand' ? 'byHand' : 'itself',
    random: Math.random,
  });
}
