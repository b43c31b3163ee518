// Starts the screen: wire first, then the frame.
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './client.ts';
import { App } from './frame/app.tsx';
import { Gone } from './frame/gone.tsx';
import { Looks } from './frame/looks.tsx';
import { followNews } from './frame/news.ts';
import { listenForKeys } from './keys/commands.ts';
import { useLanguage } from './texts/catalogue.ts';

document.documentElement.lang = useLanguage.getState().language;
listenForKeys();
void followNews();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Looks>
          <App />
          <Gone />
        </Looks>
      </QueryClientProvider>
    </StrictMode>,
  );
