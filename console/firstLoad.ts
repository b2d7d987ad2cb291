import type { Rolldown } from 'vite';

type Modules = Rolldown.ChunkingContext;

const source = `${import.meta.dirname}/src`;
const texts = `${source}/lib/paraglide/messages`;
/** What every page stands on; the router's entries stay files of their own. */
const framework = /\/node_modules\/(svelte|@sveltejs\/kit|devalue)\/(?!.*entry\.js$)/;

const everywhere = ['+layout.svelte', '+layout.ts'];
const desk = ['(desk)/+layout.svelte', '(desk)/+layout.ts', '(desk)/+page.svelte'];
const session = ['(desk)/sessions/[id]/+page.svelte'];
const signIn = ['sign-in/+page.svelte', 'sign-in/+page.ts'];

/**
 * Groups for `codeSplitting`: what is fetched at once lies in one file, for fewer requests and because repetition is packed
 * across modules. Every page loads `base`, who is signed in `desk`, and whoever opens a session `session`; the rest is split
 * by pages.
 */
export function firstLoadGroups(): Rolldown.CodeSplittingGroup[] {
  let groupOf: ((moduleId: string) => string | null) | undefined;
  return [{ name: (moduleId, modules) => (groupOf ??= groupsOf(modules))(moduleId) }];
}

function groupsOf(modules: Modules): (moduleId: string) => string | null {
  const [inEvery, inDesk, inSession, inSignIn] = [everywhere, desk, session, signIn].map((routes) =>
    neededBy(routes, modules),
  );
  return (id) => {
    const isShared = inSignIn?.has(id) && (inDesk?.has(id) || inSession?.has(id));
    if (framework.test(id) || inEvery?.has(id) || isShared) return 'base';
    if (inDesk?.has(id)) return 'desk';
    return inSession?.has(id) ? 'session' : null;
  };
}

/** Modules that these routes import before they run, and themselves; of the texts those that they use. */
function neededBy(routes: readonly string[], modules: Modules): Set<string> {
  const found = new Set<string>();
  const follow = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    const { importedIds = [], code } = modules.getModuleInfo(id) ?? {};
    // All texts come by one module.
    if (id.startsWith(texts)) return;
    const used = [...(code ?? '').matchAll(/\bm\.(\w+)/g)].map(([, text]) => `${texts}/${text}.js`);
    for (const needed of [...importedIds, ...used]) follow(needed);
  };
  for (const route of routes) follow(`${source}/routes/${route}`);
  return found;
}
