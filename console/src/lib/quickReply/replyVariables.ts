import type { SessionDetailsFragment } from '#lib/gql/generated.ts';

/** What a quick reply may leave open, as it is written between two pairs of braces. */
export const replyVariables = ['visitor.nickname', 'agent.name', 'site.name'] as const;

export type ReplyVariable = (typeof replyVariables)[number];
export type VariableValues = Readonly<Record<ReplyVariable, string>>;

/** A text with its variables filled in; what is none of them stays as it is written. */
export function fillVariables(text: string, values: VariableValues): string {
  return text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (written, name: string) =>
    isVariable(name) ? values[name] : written,
  );
}

/** How a variable is written. */
export function variableText(variable: ReplyVariable): string {
  return `{{${variable}}}`;
}

/** What variables stand for in a session. Visitors see its owner's name, also when somebody else assists. */
export function valuesIn(
  session: Pick<SessionDetailsFragment, 'visitor' | 'site' | 'owner'>,
  agent: { displayName: string },
): VariableValues {
  return {
    'visitor.nickname': session.visitor.nickname,
    'agent.name': (session.owner ?? agent).displayName,
    'site.name': session.site.name,
  };
}

function isVariable(name: string): name is ReplyVariable {
  return (replyVariables as readonly string[]).includes(name);
}
