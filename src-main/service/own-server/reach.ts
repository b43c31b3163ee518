// Whether an address leads to a certain branch server: asked as a phone would ask, from this PC. It gives a word, no sentence.
import type { ReachResult } from '../../../src-shared/own-server/contract.ts';

const WITHIN_MS = 10_000;
const LONGEST_ANSWER = 2000;

type Fetch = (address: string, init: { signal: AbortSignal; headers: Record<string, string> }) => Promise<Response>;

/** @param address without a slash at the end; @param instance of the server that should answer */
export async function reachOf(fetch: Fetch, address: string, instance: string): Promise<ReachResult> {
  const found = await instanceAt(fetch, address);
  if ('problem' in found) return found.problem;
  return found.instance === instance ? 'ours' : 'foreign';
}

/** What the server calls itself; says nothing about whose it is. */
export async function instanceAt(
  fetch: Fetch,
  address: string,
): Promise<{ instance: string } | { problem: ReachResult }> {
  try {
    const headers = { accept: 'application/json' };
    const answer = await fetch(`${address}/instance`, { signal: AbortSignal.timeout(WITHIN_MS), headers });
    const text = (await answer.text()).slice(0, LONGEST_ANSWER);
    const instance = answer.ok ? instanceIn(text) : null;
    return instance === null ? { problem: 'notTresen' } : { instance };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

// --- details

function instanceIn(text: string): string | null {
  try {
    const { server, instance } = JSON.parse(text) as { server?: unknown; instance?: unknown };
    return server === 'tresen' && typeof instance === 'string' ? instance : null;
  } catch {
    return null;
  }
}

function problemOf(error: unknown): ReachResult {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const code = cause?.code ?? (error as { code?: string }).code ?? '';
  if (name === 'TimeoutError' || /TIMEDOUT|TIMEOUT|EHOSTUNREACH|ENETUNREACH/.test(code)) return 'silent';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'noName';
  if (code === 'ECONNREFUSED') return 'refused';
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code)) return 'certificate';
  return 'failed';
}
