// News for the screens, and what this installation is.
import { incidentNumber } from './incident.ts';
import type { procedures } from './procedures.ts';

export function shellHandlers(os: typeof procedures.shell) {
  return {
    news: os.news.handler(async function* ({ context, signal }) {
      for await (const item of context.counter.news.subscribe('news', { signal })) yield item;
    }),
    about: os.about.handler(({ context: { counter } }) => ({
      version: counter.ports.version,
      host: counter.ports.host,
      keyStore: counter.ports.keyStore.kind,
    })),
    mishap: os.mishap.handler(({ context: { counter }, input: { name, frames } }) => {
      const incident = incidentNumber();
      counter.ports.log.error({ incident, name, frames }, 'a page failed');
      return { incident };
    }),
    saveFile: os.saveFile.handler(async ({ context: { counter }, input: { name, base64 }, errors }) => {
      const { saveFile } = counter.ports;
      if (!saveFile) throw errors.NO_DIALOG();
      const done = await saveFile({ name, bytes: Buffer.from(base64, 'base64') });
      if (done.kind === 'failed') throw errors.NOT_SAVED({ data: { reason: done.reason } });
      return done.kind;
    }),
  };
}
