// Starts the screen: wire first, then the frame.
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './client.ts';
import { App } from './frame/app.tsx';
import { Gone } from './frame/gone.tsx';
import { Looks } from './frame/looks.tsx';
import { Mishap } from './frame/mishap.tsx';
import { followNews } from './frame/news.ts';
import { listenForMishaps } from './frame/report.ts';
import { listenForKeys } from './keys/commands.ts';
import { useLanguage } from './texts/catalogue.ts';

document.documentElement.lang = useLanguage.getState().language;
listenForKeys();
listenForMishaps();
void followNews();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Looks>
          <Mishap page="window" whole>
            <App />
          </Mishap>
          <Gone />
        </Looks>
      </QueryClientProvider>
    </StrictMode>,
  );
