// The wire from a helper process to the counter that started it: plain Node has its own channel, Electron another one.
import process from 'node:process';

type ElectronPort = {
  on(event: 'message', take: (event: { data: unknown }) => void): void;
  postMessage(news: unknown): void;
};

/**
 * @param gone the counter is gone, by whatever way: nobody would end this process any more. Electron ends it by itself
 * @returns tells the counter something; who is gone hears nothing
 */
export function parentWire<Order, News>(take: (order: Order) => void, gone: () => void): (news: News) => void {
  const electronPort = (process as { parentPort?: ElectronPort }).parentPort;
  if (electronPort) {
    electronPort.on('message', ({ data }) => take(data as Order));
    return (news) => electronPort.postMessage(news);
  }
  process.on('message', (order) => take(order as Order));
  process.on('disconnect', gone);
  return (news) => {
    if (process.connected) process.send?.(news, () => undefined);
  };
}
