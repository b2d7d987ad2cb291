import {
  portOffer,
  portRequest,
  type FrameMessage,
  type LoaderMessage,
  type Page,
} from '../../loader/protocol.ts';

const patienceMs = 5_000;

/** The page that the widget is shown on, seen from inside the frame. */
export interface HostPage {
  /** Opened by itself, by its address: the chat is all there is. */
  readonly isAlone: boolean;
  /** The page as it is now. */
  page(): Promise<Page>;
  tell(message: FrameMessage): void;
}

interface Listeners {
  onMessage: (message: Exclude<LoaderMessage, { kind: 'page' }>) => void;
  /** The page has changed its address without being loaded anew. */
  onPage: (page: Page) => void;
}

/** Resolves when the loader has answered, which is at once unless somebody else put the frame on a page. */
export function connectHostPage(listeners: Listeners): Promise<HostPage> {
  if (window.parent === window) return Promise.resolve(lonelyPage());
  return new Promise((resolve) => {
    addEventListener('message', function receive({ source, origin, data, ports }: MessageEvent<unknown>) {
      const port = ports[0];
      if (data !== portOffer || source !== window.parent || !port) return;
      removeEventListener('message', receive);
      resolve(embeddingPage(port, origin, listeners));
    });
    window.parent.postMessage(portRequest, '*');
  });
}

function lonelyPage(): HostPage {
  const page = { url: location.href, title: document.title, referrer: document.referrer };
  return { isAlone: true, page: () => Promise.resolve(page), tell: () => {} };
}

function embeddingPage(port: MessagePort, origin: string, listeners: Listeners): HostPage {
  let awaited: ((page: Page) => void)[] = [];
  const host: HostPage = {
    isAlone: false,
    page: () =>
      new Promise((resolve) => {
        awaited.push(resolve);
        setTimeout(() => resolve(trusted({ url: origin, title: '', referrer: '' }, origin)), patienceMs);
        host.tell({ kind: 'askPage' });
      }),
    tell: (message) => port.postMessage(message),
  };
  port.onmessage = ({ data }: MessageEvent<LoaderMessage>) => {
    if (data.kind !== 'page') return listeners.onMessage(data);
    const page = trusted(data.page, origin);
    if (awaited.length === 0) return listeners.onPage(page);
    for (const resolve of awaited) resolve(page);
    awaited = [];
  };
  return host;
}

/** Which origin speaks is the browser's word; the rest is the page's, and counts only where it agrees with that. */
function trusted(page: Page, origin: string): Page {
  const fits = page.url === origin || page.url.startsWith(`${origin}/`);
  return fits ? page : { ...page, url: `${origin}/` };
}
