import { vi } from 'vitest';
import { MemoryStorage } from './build.ts';

// To be imported first: the language of the screen is looked up as soon as a text is asked for.
const storage = new MemoryStorage();
storage.setItem('PARAGLIDE_LOCALE', 'en');
vi.stubGlobal('localStorage', storage);
vi.stubGlobal('document', { documentElement: {} });
