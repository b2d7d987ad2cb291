import { mount } from 'svelte';
import { createStore, emptyStore } from './core/deviceStorage.ts';
import { postOperation } from './core/graphqlPost.ts';
import { LateSocket } from './core/lateSocket.ts';
import { fetchTexts } from './core/operationRequest.ts';
import { connectHostPage } from './host/hostPage.ts';
import { PageTrail } from './session/pageTrail.ts';
import { SessionState } from './session/sessionState.svelte.ts';
import { SoundState } from './sound/soundState.svelte.ts';
import Widget from './shell/Widget.svelte';
import { WidgetState } from './shell/widgetState.svelte.ts';
import { language, loadTexts } from './texts/texts.ts';
import { forgetMark, type Page } from '../loader/protocol.ts';
import './theme.css';

const asked = new URLSearchParams(location.search);
/** By then the visitor can type, on a slow connection too. */
const ringApartMs = 1_500;
const quietAfterMs = 15_000;

const siteKey = asked.get('site') ?? '';
const prefix = `dukou:${siteKey}:`;
const tabStore = createStore(prefix, () => sessionStorage);
const deviceStore = createStore(prefix, () => localStorage);

/** Once only: whoever comes to be known after it is not forgotten when the frame is loaded anew. */
function forget(): void {
  emptyStore(tabStore);
  emptyStore(deviceStore);
  asked.delete(forgetMark);
  history.replaceState(null, '', `?${asked}`);
}

/** Runs on one page of those that ask at the same time. */
async function inRing(ring: () => void): Promise<void> {
  if (!('locks' in navigator)) return ring();
  await navigator.locks.request(`${prefix}ring`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    ring();
    await new Promise((resolve) => setTimeout(resolve, ringApartMs));
  });
}

async function start(): Promise<void> {
  const widget = new WidgetState(tabStore);
  const sound = new SoundState(deviceStore, () => {
    import('./sound/playChime.ts').then(({ playChime }) => playChime()).catch(() => {});
  });
  // Where the visitor goes until the site is entered, entering it tells.
  let see = (_: Page) => {};
  const [host] = await Promise.all([
    connectHostPage({
      onMessage: (message) => widget.receive(message),
      onPage: (page) => see(page),
    }),
    loadTexts(navigator.languages),
  ]);

  let socket: LateSocket;
  let hurry: () => void = () => {};
  const session = new SessionState(
    {
      siteKey,
      loaderVersion: asked.get('loader') ?? '',
      store: deviceStore,
      page: async () => {
        const page = await host.page();
        trail.enter(page);
        return page;
      },
      post: (operation, variables) => postOperation('/graphql', operation, variables),
      inTurn: (work) =>
        // Old browsers, and pages on plain http, have no locks.
        'locks' in navigator ? navigator.locks.request(`${prefix}enter`, work) : work(),
      wait: (milliseconds) =>
        new Promise((resolve) => {
          hurry = resolve;
          setTimeout(resolve, milliseconds);
        }),
    },
    (handlers) =>
      (socket = new LateSocket(async () => {
        const { openSocket } = await import('./core/openSocket.ts');
        return openSocket(prefix, {
          url: location.origin.replace(/^http/, 'ws') + '/graphql',
          ...handlers,
          onState: (state) => {
            handlers.onState(state);
            if (state === 'open') trail.resume();
          },
        });
      })),
  );
  // Of several pages one rings, and once for several messages.
  session.onArrival = () => {
    if (sound.isOn) void inRing(() => sound.ring());
  };
  const trail = new PageTrail({
    liveSessionId: () => (session.thread.session?.isLive ? session.thread.session.id : undefined),
    execute: (operation, variables) => socket.operations.execute(operation, variables),
  });
  see = (page) => trail.see(page);

  const tryNow = () => {
    widget.isVisible = !document.hidden;
    if (document.hidden) return;
    hurry();
    socket.nudge();
  };
  addEventListener('online', tryNow);
  // A ping that stays unanswered shows it sooner than silence does.
  addEventListener('offline', () => socket.nudge());
  document.addEventListener('visibilitychange', tryNow);

  document.documentElement.lang = language;
  mount(Widget, { target: document.body, props: { widget, session, host, sound, tabStore, deviceStore } });
  // What goes wrong is shown; nobody else waits for it.
  session.enter().catch(() => {});
  // When what is wanted at once is there. Without them, the server goes on by the ids.
  setTimeout(() => void fetchTexts().catch(() => {}), quietAfterMs);
}

if (asked.has(forgetMark)) forget();
void start();
