import type { Rolldown } from 'vite';

type Modules = Rolldown.ChunkingContext;

const source = `${import.meta.dirname}/src`;
const texts = `${source}/lib/paraglide/messages`;
/** What every page stands on. */
const framework = /\/node_modules\/(svelte|@sveltejs\/kit|devalue)\//;
/** What runs before the framework is even imported, which reads at once what was set here. */
const beginning = /\/kit\/src\/runtime\/client\/payload\.js$|vite\/preload-helper/;
/** The router's entries, which stay files of their own. */
const entries = /\/kit\/src\/runtime\/client\/(entry|client-entry)\.js$/;

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
  return [
    // First of all, for a group takes along what its modules import.
    { name: 'beginning', test: beginning, priority: 1 },
    { name: (moduleId, modules) => (groupOf ??= groupsOf(modules))(moduleId) },
  ];
}

function groupsOf(modules: Modules): (moduleId: string) => string | null {
  const [inEvery, inDesk, inSession, inSignIn] = [everywhere, desk, session, signIn].map((routes) =>
    neededBy(routes, modules),
  );
  return (id) => {
    if (entries.test(id)) return null;
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
