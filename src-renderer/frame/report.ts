// Tells the log of what nobody foresaw in the page: which kind of fault and where in the program. What it says stays here, since
// it may quote what somebody has typed.
import { client } from '../client.ts';

/** A page that fails over and over fills no disk. */
const MOST = 20;
const MOST_FRAMES = 30;
let told = 0;

/** @returns the number by which support finds it; null = it could not be told, or there was too much to tell */
export async function reportMishap(error: unknown): Promise<string | null> {
  if (told >= MOST || !(error instanceof Error)) return null;
  told++;
  const { incident } = await client.shell.mishap(placeOf(error)).catch(() => ({ incident: null }));
  return incident;
}

export function listenForMishaps(): void {
  window.addEventListener('error', ({ error }) => void reportMishap(error));
  window.addEventListener('unhandledrejection', ({ reason }) => void reportMishap(reason));
}

function placeOf({ name, message, stack = '' }: Error): { name: string; frames: string[] } {
  const head = stack.indexOf(message);
  const frames = (head === -1 ? stack : stack.slice(head + message.length))
    .split('\n')
    .map((line) => line.trim().slice(0, 300))
    .filter((line) => line.startsWith('at '));
  return { name: /^[A-Za-z]{1,60}$/.test(name) ? name : 'Error', frames: frames.slice(0, MOST_FRAMES) };
}
