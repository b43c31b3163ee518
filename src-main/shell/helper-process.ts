// Starts helper processes as Electron's utility processes: the program's own binary does not run as plain Node (fuse).
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { StartHelper } from '../service/ports.ts';

/** What the system's list of processes calls them. */
const NAMES: Readonly<Record<string, string>> = {
  'own-server.js': 'Tresen-Filialserver',
  'card-readers.js': 'Tresen-Kartenleser',
  'raw-print.js': 'Tresen-Bondruck',
};

/** After 'ready'. A utility process never keeps the program running, and ends with it, whatever became of that. */
export const startUtility: StartHelper = (script, on) => {
  const file = fileURLToPath(script);
  const serviceName = NAMES[basename(file)] ?? 'Tresen-Hintergrund';
  const child = utilityProcess.fork(file, [], { serviceName, stdio: 'ignore' });
  child.on('message', on.message);
  child.on('exit', on.ended);
  return {
    send: (message) => child.postMessage(message),
    holdOpen: () => {},
    end: () => void child.kill(),
  };
};
