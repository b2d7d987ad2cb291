import { watchAddress } from './addressWatch.ts';
import { fillsScreen, frameStyles, hostStyles, placeHost, setStyles } from './placement.ts';
import {
  forgetMark,
  loaderVersion,
  portOffer,
  portRequest,
  type FrameMessage,
  type LoaderMessage,
  type Shape,
} from './protocol.ts';
import type { Dukou } from './widget.d.ts';

const patienceMs = 20_000;

function install(script: HTMLScriptElement, siteKey: string): void {
  const { origin } = new URL(script.src);
  const frameAddress = `${origin}/widget/frame?site=${encodeURIComponent(siteKey)}&loader=${loaderVersion}`;
  const root = document.documentElement;
  const host = document.createElement('div');
  const frame = document.createElement('iframe');
  /** Of the frame that is loaded next. */
  let address = frameAddress;
  let port: MessagePort | undefined;
  let shape: Shape | undefined;
  let wish: 'open' | 'close' | undefined;
  let hasStarted = false;
  let hasFilled = false;
  let overflowBefore = '';
  let identityToken = script.dataset.identityToken;

  /** What the page says of itself beside its address. */
  let named: { url?: string; title?: string } = {};
  const listeners = new Set<readonly [event: string, listener: (count: number) => void]>();

  const announce = (event: string, count = 0): void =>
    listeners.forEach(([wanted, listener]) => wanted === event && listener(count));

  /** Begins anew; what the old frame has still to say is nobody's any more. */
  const restart = (): void => {
    port = undefined;
    frame.src = address;
  };

  const tell = (message: LoaderMessage): void => port?.postMessage(message);

  const place = (): void => {
    if (!shape) return;
    const fills = fillsScreen(shape);
    placeHost(host, shape);
    if (fills !== hasFilled) {
      hasFilled = fills;
      // While the chat has the whole screen, neither finger nor keyboard may move the page behind it.
      if (fills) overflowBefore = root.style.overflow;
      root.style.overflow = fills ? 'hidden' : overflowBefore;
      document.body.inert = fills;
    }
    tell({ kind: 'fill', fills });
  };

  const tellPage = (): void => {
    const { title, referrer } = document;
    tell({ kind: 'page', page: { url: location.href, title, referrer, identityToken, ...named } });
  };

  const receive = (message: FrameMessage): void => {
    if (message.kind === 'shape') {
      shape = message.shape;
      frame.title = message.title;
      place();
    } else if (message.kind === 'unread') {
      dukou.unreadCount = message.count;
      announce('unread', message.count);
    } else if (message.kind === 'open' || message.kind === 'close') {
      announce(message.kind);
    } else if (message.kind === 'askPage') {
      tellPage();
    } else if (message.kind === 'refused') {
      host.remove();
      warn(message.reason);
    }
  };

  const start = (): void => {
    if (hasStarted) return;
    hasStarted = true;
    setStyles(host, hostStyles);
    setStyles(frame, frameStyles);
    frame.src = address;
    host.attachShadow({ mode: 'closed' }).appendChild(frame);
    // Beside the body, not in it: its transforms, filters and re-renderings do not concern the widget there.
    root.appendChild(host);
    setTimeout(() => port || warn('NO_ANSWER'), patienceMs);
  };

  const wishFor = (kind: 'open' | 'close'): void => {
    wish = kind;
    start();
    tell({ kind });
  };

  addEventListener('message', ({ source, origin: sender, data }: MessageEvent<unknown>) => {
    if (data !== portRequest || sender !== origin || source !== frame.contentWindow) return;
    const channel = new MessageChannel();
    address = frameAddress;
    port = channel.port1;
    port.onmessage = (event: MessageEvent<FrameMessage>) => receive(event.data);
    frame.contentWindow?.postMessage(portOffer, origin, [channel.port2]);
    if (wish) tell({ kind: wish });
  });
  watchAddress(window, () => {
    named = {};
    tellPage();
  });
  addEventListener('resize', place);
  window.visualViewport?.addEventListener('resize', place);
  window.visualViewport?.addEventListener('scroll', place);
  addEventListener('beforeprint', () => setStyles(host, { display: 'none' }));
  addEventListener('afterprint', () => setStyles(host, { display: 'block' }));

  const dukou: Dukou & { unreadCount: number } = {
    open: () => wishFor('open'),
    close: () => wishFor('close'),
    identify: (token) => {
      if (token === identityToken) return;
      identityToken = token;
      if (port) restart();
    },
    forget: () => {
      identityToken = undefined;
      address = `${frameAddress}&${forgetMark}`;
      if (hasStarted) restart();
    },
    setPage: (page) => {
      named = page;
      tellPage();
    },
    unreadCount: 0,
    on: (event: string, listener: (count: number) => void) => {
      const entry = [event, listener] as const;
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
  window.dukou = dukou;
  const waiting = window.dukouQueue as ((dukou: Dukou) => void)[] | undefined;
  window.dukouQueue = { push: (call) => call(dukou) };
  waiting?.forEach((call) => call(dukou));

  const startWhenIdle = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 3000 });
    else setTimeout(start, 300);
  };
  if (document.readyState === 'complete') startWhenIdle();
  else {
    addEventListener('load', startWhenIdle);
    // Some pages wait for one of their pictures for ever.
    setTimeout(startWhenIdle, 6000);
  }
}

function warn(reason: string): void {
  // eslint-disable-next-line no-console -- the host page's console is the only place where its owner can see why.
  console.warn(`Dukou: ${reason}`);
}

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[data-site][src*="/widget.js"]');
const siteKey = script?.dataset.site;
if (script && siteKey && !window.dukou) install(script, siteKey);
