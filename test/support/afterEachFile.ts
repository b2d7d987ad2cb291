import { afterAll } from 'vitest';
import { dropLeftDatabases } from './freshDatabase.ts';

// Set up anew for each test file, so that it runs after the file's own hooks.
afterAll(dropLeftDatabases);
