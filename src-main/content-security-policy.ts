// What a page of Tresen may load: its own files and nothing else. Fluent UI writes its styles at run time.

/** @param connect further sources for connections, blank-separated */
export function contentSecurityPolicy(connect = ''): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `worker-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `connect-src 'self' ${connect}`.trim(),
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
