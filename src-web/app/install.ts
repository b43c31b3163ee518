// Whether this page can become an app on the home screen, and how. It decides nothing about connecting.

type InstallPrompt = Event & { prompt(): Promise<void>; userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }> };

let offered: InstallPrompt | null = null;

/** Browsers offer it once, early. */
export function rememberInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offered = event as InstallPrompt;
    dispatchEvent(new Event('installable'));
  });
}

export type Installing =
  /** It runs as an app, or the browser cannot do it. */
  | 'none'
  /** The browser asks. */
  | 'prompt'
  /** By hand, over the menu 'Teilen'. */
  | 'ios'
  /** By hand, over the browser's menu. */
  | 'menu';

export function installing(): Installing {
  if (matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true))
    return 'none';
  if (offered) return 'prompt';
  const agent = navigator.userAgent;
  // An iPad says it is a Macintosh; only it can be touched.
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return 'ios';
  return /Android/.test(agent) ? 'menu' : 'none';
}

export async function install(): Promise<boolean> {
  const prompt = offered;
  offered = null;
  if (!prompt) return false;
  await prompt.prompt();
  return (await prompt.userChoice).outcome === 'accepted';
}

/** What staff see in their list: 'iPhone', 'Android', 'Chrome (Windows)'. No model, no version. */
export function deviceName(): string {
  const agent = navigator.userAgent;
  if (/iPhone/.test(agent)) return 'iPhone';
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return 'iPad';
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? 'Android-Telefon' : 'Android-Tablet';
  const system = /Windows/.test(agent) ? 'Windows' : /Macintosh/.test(agent) ? 'Mac' : 'Linux';
  const browser = /Firefox\//.test(agent)
    ? 'Firefox'
    : /Edg\//.test(agent)
      ? 'Edge'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : 'Browser';
  return `${browser} (${system})`;
}
