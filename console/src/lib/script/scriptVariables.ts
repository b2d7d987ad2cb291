import type { ScriptKind } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a script may leave open, as the API describes it. */
export const scriptVariables = [
  'visitor.nickname',
  'agent.name',
  'site.name',
  'hours',
  'queue.position',
] as const;

export type ScriptVariable = (typeof scriptVariables)[number];

export const variableNames: Record<ScriptVariable, () => string> = {
  'visitor.nickname': m.reply_variable_nickname,
  'agent.name': m.reply_variable_agent,
  'site.name': m.reply_variable_site,
  hours: m.script_variable_hours,
  'queue.position': m.script_variable_queue,
};

/** Those that a kind can use: only who waits has a place in the queue. */
export function variablesOf(kind: ScriptKind): ScriptVariable[] {
  return scriptVariables.filter((name) => name !== 'queue.position' || kind === 'QUEUE_POSITION');
}

/** The first thing in braces that is none of a kind's variables, as it is written; visitors would read it so. */
export function unknownVariable(kind: ScriptKind, content: string): string | null {
  const known: readonly string[] = variablesOf(kind);
  for (const [written, name = ''] of content.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g))
    if (!known.includes(name)) return written;
  return null;
}

/** An example of what a visitor gets to read. */
export function exampleValues(siteName: string, agentName: string): Record<ScriptVariable, string> {
  return {
    'visitor.nickname': '10086420',
    'agent.name': agentName,
    'site.name': siteName,
    hours: m.script_example_hours(),
    'queue.position': '3',
  };
}
