import { afterAll, vi } from 'vitest';
import { MemoryStorage } from '../console/build.ts';

// For every test file anew, and before it imports anything: the language of the screen is looked up as soon as a text is
// asked for.
const storage = new MemoryStorage();
storage.setItem('PARAGLIDE_LOCALE', 'en');
Object.assign(globalThis, { localStorage: storage, document: { documentElement: {} } });

// Files share their process: what one put in a global's place is no longer there for the next.
afterAll(() => vi.unstubAllGlobals());
