import type { SessionDetailsFragment } from '#lib/gql/generated.ts';

/** What a quick reply may leave open, as it is written between two pairs of braces. */
export const replyVariables = ['visitor.nickname', 'agent.name', 'site.name'] as const;

export type ReplyVariable = (typeof replyVariables)[number];
export type VariableValues = Readonly<Record<ReplyVariable, string>>;

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
