import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { portOffer, type FrameMessage, type LoaderMessage, type Page } from '../../widget/loader/protocol.ts';
import { connectHostPage } from '../../widget/src/host/hostPage.ts';

const origin = 'https://clinic.example';
const pageAt = (url: string): Page => ({ url, title: '种植牙', referrer: '' });

/** A frame in a page whose loader gives it a port. */
async function buildFrame() {
  const parent = { postMessage: () => undefined };
  let offer: (event: unknown) => void = () => undefined;
  vi.stubGlobal('window', { parent });
  vi.stubGlobal('addEventListener', (_: string, listener: typeof offer) => (offer = listener));
  vi.stubGlobal('removeEventListener', () => undefined);
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => {
    port1.close();
    vi.unstubAllGlobals();
  });
  const asked: FrameMessage[] = [];
  port1.onmessage = ({ data }: MessageEvent<FrameMessage>) => asked.push(data);
  const seen: string[] = [];
  const messages: string[] = [];
  const connected = connectHostPage({
    onMessage: ({ kind }) => messages.push(kind),
    onPage: ({ url }) => seen.push(url),
  });
  offer({ source: parent, origin, data: portOffer, ports: [port2] });
  const host = await connected;
  return { host, seen, messages, asked, say: (message: LoaderMessage) => port1.postMessage(message) };
}

describe('the page that shows the widget', () => {
  it('is told apart: what was asked for, and what the page tells by itself', async () => {
    const { host, seen, messages, asked, say } = await buildFrame();
    const answer = host.page();
    await vi.waitUntil(() => asked.length > 0);
    say({ kind: 'page', page: pageAt(`${origin}/a`) });
    expect((await answer).url).toBe(`${origin}/a`);
    say({ kind: 'page', page: pageAt(`${origin}/b`) });
    say({ kind: 'open' });
    await vi.waitUntil(() => messages.length > 0);
    expect([seen, messages]).toEqual([[`${origin}/b`], ['open']]);
  });

  it('is believed only of its own origin', async () => {
    const { seen, say } = await buildFrame();
    say({ kind: 'page', page: pageAt('https://bank.example/') });
    await vi.waitUntil(() => seen.length > 0);
    expect(seen).toEqual([`${origin}/`]);
  });
});
