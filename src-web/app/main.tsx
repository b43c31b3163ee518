// Starts the customers' app: takes the code out of the address before anything else can see it, keeps the shell for offline.
import './no-code-from-text.ts';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { plainLoginCode } from '../../src-shared/app-access/credentials.ts';
import { App } from './app.tsx';
import './app.css';
import { rememberInstallPrompt } from './install.ts';
import { beginByLink } from './register-draft.ts';
import { startLanguage } from './texts.ts';

// An invitation's link and a form's code: /app/invited#…, /app/connect#…
const invited = /\/invited$/.test(location.pathname) && location.hash.length > 1;
const invitation = invited ? location.hash.slice(1) : null;
const scanned = invited ? null : plainLoginCode(location.hash);
const registers = beginByLink(location);
// The code stays in no history and in no screenshot of the address bar.
history.replaceState(null, '', `${location.pathname}${location.search}`);
// Another form opened in this very tab: the page begins anew with it.
addEventListener('hashchange', () => location.hash !== '' && location.reload());
startLanguage();
rememberInstallPrompt();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App scanned={scanned} invitation={invitation} registers={registers} />
    </StrictMode>,
  );
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('./service-worker.js').catch(() => undefined);
