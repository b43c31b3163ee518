// Looks through the camera for the form's QR code. Pictures stay on the phone.
import { useEffect, useRef, useState } from 'react';
import { plainLoginCode } from '../../src-shared/app-access/credentials.ts';
import { Problem } from './sheet.tsx';
import { useTexts } from './texts.ts';

const LOOK_EVERY_MS = 150;

export function Scan({ found }: { found: (code: string) => void }) {
  const t = useTexts().scan;
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(found);
  tell.current = found;
  const [problem, setProblem] = useState<'denied' | 'missing' | 'foreign' | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const shown = video.current;
    if (shown)
      look(shown, ending.signal, (code) => (code === null ? setProblem('foreign') : tell.current(code))).catch(
        (error: unknown) => {
          if (!ending.signal.aborted) setProblem((error as Error).name === 'NotAllowedError' ? 'denied' : 'missing');
        },
      );
    return () => ending.abort();
  }, []);
  return (
    <>
      <p>{t.text}</p>
      <div className="camera" hidden={problem === 'denied' || problem === 'missing'}>
        <video ref={video} playsInline muted aria-label={t.video} />
      </div>
      <Problem text={problem && t[problem]} />
    </>
  );
}

/** @param seen a login code, or null for a code that is none. @throws DOMException of the camera */
async function look(video: HTMLVideoElement, signal: AbortSignal, seen: (code: string | null) => void): Promise<void> {
  if (!navigator.mediaDevices) throw new DOMException('no camera', 'NotFoundError');
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    audio: false,
  });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop);
  video.srcObject = stream;
  const [{ openReader }] = await Promise.all([import('./reader.ts'), video.play()]);
  const read = await openReader();
  while (!signal.aborted) {
    const texts = await read(video).catch(() => []);
    const codes = texts.map(codeIn);
    const code = codes.find((one) => one !== null);
    if (signal.aborted) return;
    if (code) {
      stop();
      seen(code);
      return;
    }
    if (codes.length > 0) seen(null);
    await new Promise((go) => setTimeout(go, LOOK_EVERY_MS));
  }
}

/** The form's code holds an address with the login code behind '#'. */
function codeIn(text: string): string | null {
  const [, behind] = /#(.+)$/.exec(text) ?? [];
  return plainLoginCode(behind ?? text);
}
