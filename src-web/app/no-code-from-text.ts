// The page's policy forbids making code from text, and zod must not even try: said before any schema is made, so that this is
// the first import of main.tsx.
import { config } from 'zod';

config({ jitless: true });
