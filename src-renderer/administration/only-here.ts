// Whether other PCs reach the branch server at the address that this one has for it.

/** Without TLS a counter speaks to its own PC alone (sync/server-address.ts): the own server listens for nobody else. */
export function isOnlyHere(address: string | null): boolean {
  return address?.startsWith('http://') ?? false;
}
