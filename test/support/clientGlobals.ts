import { MemoryStorage } from '../console/build.ts';

// For every test file anew, and before it imports anything: the language of the screen is looked up as soon as a text is
// asked for.
const storage = new MemoryStorage();
storage.setItem('PARAGLIDE_LOCALE', 'en');
Object.assign(globalThis, { localStorage: storage, document: { documentElement: {} } });
