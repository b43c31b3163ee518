// Starts helper processes as Electron's utility processes: the program's own binary does not run as plain Node (fuse).
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import type { StartHelper } from '../service/ports.ts';

/** After 'ready'. A utility process never keeps the program running. */
export const startUtility: StartHelper = (script, on) => {
  const child = utilityProcess.fork(fileURLToPath(script), [], { serviceName: 'Tresen-Hintergrund', stdio: 'ignore' });
  child.on('message', on.message);
  child.on('exit', on.ended);
  return {
    send: (message) => child.postMessage(message),
    holdOpen: () => {},
    end: () => void child.kill(),
  };
};
