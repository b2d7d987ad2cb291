import { z } from 'zod';

/** Where suggestions come from: 回复框智能联想数据源. */
export const suggestionSources = ['QUICK_REPLIES', 'HISTORY', 'BOTH'] as const;
export const suggestionSourcesShape = z.enum(suggestionSources);
export type SuggestionSources = z.output<typeof suggestionSourcesShape>;

/** An agent's own parameters 个人设置. */
export interface AgentSettings {
  suggestionSources: SuggestionSources;
}

/** Those that an agent chose, the others as the organisation says. */
export function agentSettingsFrom(
  stored: readonly { name: string; value: unknown }[],
  organisation: AgentSettings,
): AgentSettings {
  const chosen = stored.find(({ name }) => name === 'suggestionSources')?.value;
  const parsed = suggestionSourcesShape.safeParse(chosen);
  return { suggestionSources: parsed.success ? parsed.data : organisation.suggestionSources };
}
