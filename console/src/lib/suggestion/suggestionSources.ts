import type { SuggestionSources } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** Where suggestions come from, in the order in which it is offered. */
export const suggestionSources = [
  'QUICK_REPLIES',
  'HISTORY',
  'BOTH',
] as const satisfies readonly SuggestionSources[];

export const suggestionSourcesNames: Record<SuggestionSources, () => string> = {
  QUICK_REPLIES: m.suggestion_sources_replies,
  HISTORY: m.suggestion_sources_history,
  BOTH: m.suggestion_sources_both,
};
