// The server's own certificate from files. It is renewed by others every few weeks; the newer one is used without a restart.
import { readFileSync, statSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import type { Server as TlsServer } from 'node:tls';
import type { Logger } from 'pino';

export type CertificateFiles = { readonly certificateFile: string; readonly keyFile: string };

const LOOKED_AFTER_EVERY_MS = 60 * 60_000;

export function readCertificate({ certificateFile, keyFile }: CertificateFiles): { certificate: Buffer; key: Buffer } {
  return { certificate: readFileSync(certificateFile), key: readFileSync(keyFile) };
}

/** @returns ends it */
export function renewCertificate(
  http: HttpServer,
  files: CertificateFiles,
  log: Logger,
  everyMs = LOOKED_AFTER_EVERY_MS,
): () => void {
  let known = changedAt(files);
  const timer = setInterval(() => {
    try {
      const now = changedAt(files);
      if (now === known) return;
      const { certificate: cert, key } = readCertificate(files);
      (http as unknown as TlsServer).setSecureContext({ cert, key });
      known = now;
      log.info('the renewed certificate is in use');
    } catch (error) {
      // Half renewed: the old one stays until both files fit.
      log.warn({ code: (error as { code?: string }).code }, 'the renewed certificate could not be taken');
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function changedAt({ certificateFile, keyFile }: CertificateFiles): string {
  return [certificateFile, keyFile].map((file) => statSync(file).mtimeMs).join(' ');
}
