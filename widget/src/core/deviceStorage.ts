/** What of the browser's storage is used here. */
export interface TextStore {
  read(key: string): string | null;
  write(key: string, text: string | null): void;
  keys(): string[];
}

/**
 * A store of texts under a common prefix. Where the browser withholds storage (third-party frames often have none) or
 * has no room left, the texts are kept in memory: they then live as long as the page.
 */
export function createStore(prefix: string, openStorage: () => Storage): TextStore {
  const memory = new Map<string, string | null>();
  let storage: Storage | undefined;
  try {
    storage = openStorage();
  } catch {
    // Merely touching localStorage throws where it is blocked.
  }
  return {
    read: (key) => {
      const kept = memory.get(key);
      return kept !== undefined ? kept : (storage?.getItem(prefix + key) ?? null);
    },
    write: (key, text) => {
      try {
        if (!storage) throw new Error('no storage');
        if (text === null) storage.removeItem(prefix + key);
        else storage.setItem(prefix + key, text);
        memory.delete(key);
      } catch {
        memory.set(key, text);
      }
    },
    keys: () => {
      const found = new Set<string>();
      for (const key of Object.keys(storage ?? {})) {
        if (key.startsWith(prefix)) found.add(key.slice(prefix.length));
      }
      for (const [key, text] of memory) {
        if (text === null) found.delete(key);
        else found.add(key);
      }
      return [...found];
    },
  };
}

export function emptyStore(store: TextStore): void {
  for (const key of store.keys()) store.write(key, null);
}
