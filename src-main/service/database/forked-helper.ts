// Starts helper processes with plain Node: for the browser host and the tests. Electron has its own kind (shell/).
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StartHelper } from '../ports.ts';

export const startForked: StartHelper = (script, on) => {
  // 'advanced': keys and bytes go over as bytes.
  const child = fork(fileURLToPath(script), [], {
    ...{ serialization: 'advanced', execArgv: [], windowsHide: true },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('message', on.message);
  child.on('error', on.ended);
  child.on('exit', on.ended);
  return {
    send: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    holdOpen: (open) => {
      if (open) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    end: () => {
      child.unref();
      child.kill('SIGKILL');
    },
  };
};
