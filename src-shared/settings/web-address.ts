// Decides whether an address can be given to customers' phones: https, a real host name, nothing behind the path. It does
// not know whether anything answers there.

export type WebAddressReading = { ok: true; address: string } | { ok: false; problem: 'notHttps' | 'notAnAddress' };

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(
  `^((?:${LABEL}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}))(:[0-9]{1,5})?((?:/[\\w.~%-]+)*)/*$`,
  'i',
);

/**
 * Reads 'https://app.example.com', with port and path if there are any; host in small letters, without the slash at the
 * end. A bare 'app.example.com' is taken as https. Refused: http (a phone would send the password in clear), user names,
 * bare machine names and IP addresses (no certificate a phone trusts), query and fragment (the login code stands there).
 */
export function readWebAddress(entered: string): WebAddressReading {
  const text = entered.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? null;
  if (scheme !== null && scheme !== 'https') return { ok: false, problem: 'notHttps' };
  const [, host, port = '', path = ''] = ADDRESS.exec(text.replace(/^https:\/\//i, '')) ?? [];
  if (host === undefined || host.length > 253 || Number(port.slice(1)) > 65_535)
    return { ok: false, problem: 'notAnAddress' };
  return { ok: true, address: `https://${host.toLowerCase()}${port === ':443' ? '' : port}${path}` };
}
