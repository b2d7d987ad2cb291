import type { SuggestionSources } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { OwnSettingsState } from '#lib/setting/ownSettingsState.svelte.ts';
import type { MenuChoices } from '#lib/ui/menuChoices.ts';

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

/** Where suggestions come from, as lines of a menu. */
export function sourcesChoices(settings: OwnSettingsState): MenuChoices {
  const value = settings.current?.suggestionSources ?? '';
  return {
    label: m.suggestion_sources(),
    hasHeading: true,
    choices: suggestionSources.map((source) => ({ value: source, label: suggestionSourcesNames[source]() })),
    value,
    onChoose: (chosen) => void settings.choose({ suggestionSources: chosen as SuggestionSources }),
    isDisabled: value === '',
  };
}
