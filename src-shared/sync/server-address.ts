// Which addresses of a branch server a counter may speak to: https, or plain http where nobody else can listen.

export type ServerAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: 'notAnAddress' | 'notHttps' };

/** Without a slash at the end. 'https://' is added where nothing is said; http is for this computer alone. */
export function readServerAddress(typed: string): ServerAddress {
  const text = typed.trim();
  const given = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const parts =
    /^(https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?((?:\/[\w.~%-]+)*)\/*$/i.exec(given);
  if (!parts) return { ok: false, problem: 'notAnAddress' };
  const [, scheme = '', host = '', port = '', path = ''] = parts;
  const own = /^(localhost|127\.0\.0\.1|\[::1\])$/i.test(host);
  if (scheme.toLowerCase() === 'http' && !own) return { ok: false, problem: 'notHttps' };
  return { ok: true, address: `${scheme.toLowerCase()}://${host.toLowerCase()}${port}${path}` };
}
