import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { m } from '../lib/paraglide/messages.js';
import { baseLocale, locales } from '../lib/paraglide/runtime.js';
import { isConsolePage } from './pages.ts';

const prefix = 'dukou-shell-';
const ownName = `${prefix}${version}`;
const addressOf = (path: string) => new URL(path.replace(/^\//, ''), self.registration.scope).href;
const page = () => addressOf('');

/**
 * Keeps the whole build, so that the console starts without waiting for the network. The page and what it loads are kept
 * together or not at all: a server that has another build already makes this fail, and the browser tries again.
 */
export async function keepShell(): Promise<void> {
  const cache = await caches.open(ownName);
  const files = immutable.map(({ path }) => addressOf(path));
  const answer = await fetch(page(), { cache: 'reload' });
  if (!answer.ok) throw new Error(`The page was answered with ${answer.status}.`);
  const known = new Set(files.map((file) => new URL(file).pathname));
  const named = (await answer.clone().text()).match(/\/_app\/immutable\/[\w./-]+/g) ?? [];
  if (!named.every((path) => known.has(path))) throw new Error('The server has another build.');
  await cache.addAll([...files, ...assets.map(({ path }) => addressOf(path))]);
  await cache.put(page(), answer);
}

/** Keeps the build before too: its pages may still be open, and load parts of it later. */
export async function forgetOldShells(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== ownName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

/** @returns undefined for what is always the network's: the API above all, and everything that is not of the console */
export function answerFromShell(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return undefined;
  if (request.mode === 'navigate') return isConsolePage(pathname) ? answerPage(request) : undefined;
  // Its name changes with its content, so that whichever build has it has the right one.
  if (pathname.startsWith('/_app/immutable/')) return fromCache(caches.match(request.url), request);
  const isAsset = assets.some(({ path }) => addressOf(path) === request.url);
  return isAsset ? fromCache(ownMatch(request.url), request) : undefined;
}

const ownMatch = async (address: string) => (await caches.open(ownName)).match(address);

async function fromCache(found: Promise<Response | undefined>, request: Request): Promise<Response> {
  return (await found) ?? fetch(request);
}

async function answerPage(request: Request): Promise<Response> {
  return (await ownMatch(page())) ?? fetch(request).catch(offlinePage);
}

/** For a browser that has thrown away what was kept, in every language: which one it shows nothing here knows. */
function offlinePage(): Response {
  const words = locales.map((locale) => {
    const [title, text] = [m.offline_title({}, { locale }), m.offline_text({}, { locale })];
    return `<div lang="${locale}"><h1>${title}</h1><p>${text}</p></div>`;
  });
  const html = `<!doctype html><html><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${m.product_name({}, { locale: baseLocale })}</title>
<style>body{font:16px/1.6 system-ui;margin:15vh auto;max-width:24rem;text-align:center;color-scheme:light dark}</style>
</head><body>${words.join('')}</body></html>`;
  return new Response(html, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
