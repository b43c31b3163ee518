// A counter that runs its own branch server in a real process beside it, over real sockets: what a shop with one PC has.
import { execFileSync } from 'node:child_process';
import pino, { type Logger } from 'pino';
import { OwnServer } from '../../src-main/own-server.ts';
import { startForked } from '../../src-main/service/database/forked-helper.ts';
import type { Ports } from '../../src-main/service/ports.ts';

/** The ports that make a counter such a one. */
export function withOwnServer(log: Logger = pino({ level: 'silent' })): Partial<Ports> & { ownServer: OwnServer } {
  // The server has the system's clock.
  return { now: Date.now, ownServer: new OwnServer({ start: startForked, version: 'test', log }) };
}

/** The server processes that were started by process `parent`. */
export function ownServerProcesses(parent: number): number[] {
  const listed = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return listed.flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === parent && args?.includes('own-server') ? [Number(pid)] : [];
  });
}
