// Generates migrations from the tables: `npx drizzle-kit generate --config src-main/drizzle.config.ts --name WHAT`, then read them.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'sqlite', schema: './src-shared/tables.ts', out: './resources/migrations' });
