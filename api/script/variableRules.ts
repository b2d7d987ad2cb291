import type { ScriptKind } from '../../prisma/generated/client/enums.ts';

/** What a script may leave open, as it is written between two pairs of braces; as in quick replies, and more. */
export const scriptVariables = [
  'visitor.nickname',
  'agent.name',
  'site.name',
  'hours',
  'queue.position',
] as const;

export type ScriptVariable = (typeof scriptVariables)[number];
/** What variables stand for; null where there is nothing that they could. */
export type ScriptValues = Readonly<Record<ScriptVariable, string | null>>;

const written = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The variables that a kind of script can use: only who waits has a place in the queue. */
export function variablesOf(kind: ScriptKind): ScriptVariable[] {
  return scriptVariables.filter((name) => name !== 'queue.position' || kind === 'QUEUE_POSITION');
}

/** Whether a content holds a variable that its kind does not know: visitors would read the braces. */
export function hasUnknownVariable(kind: ScriptKind, content: string): boolean {
  const known: readonly string[] = variablesOf(kind);
  return Array.from(content.matchAll(written)).some(([, name = '']) => !known.includes(name));
}

/** A text with its variables filled in. While nobody answers, the site speaks for the agent. */
export function fillVariables(text: string, values: ScriptValues): string {
  return text.replaceAll(written, (braces, name: string) => {
    if (!isVariable(name)) return braces;
    return values[name] ?? (name === 'agent.name' ? values['site.name'] : null) ?? '';
  });
}

function isVariable(name: string): name is ScriptVariable {
  return (scriptVariables as readonly string[]).includes(name);
}
