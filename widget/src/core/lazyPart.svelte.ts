import { pauseBefore } from './pauses.ts';

const reloadsKey = 'dukou:reloads';
/** Who gets a file neither now nor after so many reloads goes on without it. */
const mostReloads = 3;

/** Something that is fetched when it is first read, and undefined until it is there. */
export interface LazyPart<Part> {
  readonly part: Part | undefined;
}

/** What is not needed until one can type comes later, from a file of its own. */
export function lazily<Part>(load: () => Promise<{ default: Part }>): LazyPart<Part> {
  let part = $state.raw<Part>();
  let isAsked = false;
  return {
    get part() {
      if (!isAsked) {
        isAsked = true;
        load().then(
          (module) => {
            part = module.default;
            tabStorage()?.removeItem(reloadsKey);
          },
          () => startAnew(),
        );
      }
      return part;
    },
  };
}

/**
 * A newer build has taken the file away, or the network was gone, and some browsers ask for a file only once. All that
 * matters survives a reload: outbox, draft, and whether the chat is open.
 */
export function startAnew(): void {
  const store = tabStorage();
  const reloads = Number(store?.getItem(reloadsKey) ?? mostReloads);
  if (!store || reloads >= mostReloads) return;
  const reload = () => {
    store.setItem(reloadsKey, String(reloads + 1));
    location.reload();
  };
  if (navigator.onLine) setTimeout(reload, pauseBefore(reloads));
  else addEventListener('online', reload, { once: true });
}

/** Without it nobody would know how often that was tried. */
function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
