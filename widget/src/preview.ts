import { mount } from 'svelte';
import { createStore } from './core/deviceStorage.ts';
import type { HostPage } from './host/hostPage.ts';
import { SessionState } from './session/sessionState.svelte.ts';
import Widget from './shell/Widget.svelte';
import { WidgetState } from './shell/widgetState.svelte.ts';
import { SoundState } from './sound/soundState.svelte.ts';
import type { SiteEntry } from './site/enterSite.ts';
import type { SiteLook } from './site/siteLook.ts';
import { language, loadTexts } from './texts/texts.ts';
import './theme.css';

/** What the console's page of a site, which has this page in a frame, says again with every change. */
interface PreviewMessage {
  kind: 'preview';
  look: SiteLook;
  isOpen: boolean;
  /** What a visitor and an agent have said, in turn. */
  words: string[];
}

/** The widget as visitors would see it, without a server: nothing is entered, sent or kept. */
const store = createStore('', () => {
  throw new Error('A preview remembers nothing.');
});
const widget = new WidgetState(store);
const host: HostPage = { isAlone: false, page: () => new Promise(() => {}), tell: () => {} };
const sound = new SoundState(store, () => {});
let session: SessionState | undefined;

function entryFor({ look, words }: PreviewMessage): SiteEntry {
  const createdAt = new Date().toISOString();
  const edges = words.map((text, index) => ({
    node: {
      id: String(index),
      seq: index + 1,
      clientId: String(index),
      author: index % 2 === 0 ? ('VISITOR' as const) : ('AGENT' as const),
      ...{ authorName: look.name, notice: null, about: '', text, attachment: null, createdAt },
    },
  }));
  const messages = { edges, pageInfo: { hasPreviousPage: false, startCursor: null } };
  const read = { agentReadSeq: words.length, visitorReadSeq: words.length };
  const session = { id: '', version: 1, isLive: true, ...read, reach: 'SERVED', queuePosition: null };
  return {
    __typename: 'SiteEntry',
    visitorSecret: '',
    site: look,
    session: { ...session, messages },
  } as never;
}

function begin(first: PreviewMessage): SessionState {
  const begun = new SessionState(
    {
      siteKey: '',
      loaderVersion: '',
      store,
      page: () => Promise.resolve({ url: '', title: '', referrer: '' }),
      post: () => Promise.resolve({ enterSite: entryFor(first) } as never),
      inTurn: (work) => work(),
      wait: () => new Promise(() => {}),
    },
    ({ onState }) => ({
      connect: () => onState('open'),
      close: () => {},
      operations: { execute: () => new Promise(() => {}), subscribe: () => () => {} },
    }),
  );
  begun.enter().catch(() => {});
  return begun;
}

addEventListener('message', ({ origin, data }: MessageEvent<PreviewMessage>) => {
  if (origin !== location.origin || data?.kind !== 'preview') return;
  widget.isOpen = data.isOpen;
  if (session) {
    session.site = data.look;
    return;
  }
  const begun = (session = begin(data));
  begun.site = data.look;
  void loadTexts(navigator.languages).then(() => {
    document.documentElement.lang = language;
    // It is there to be looked at: a chat that opens would take the focus from the page around it.
    document.body.inert = true;
    mount(Widget, {
      target: document.body,
      props: { widget, session: begun, host, sound, tabStore: store, deviceStore: store },
    });
  });
});
