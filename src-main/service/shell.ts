// News for the screens, and what this installation is.
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
  };
}
