import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { UpdateVisitorDocument } from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { violationText } from '#lib/setting/violationText.ts';

type VisitorDesk = Pick<AgentDesk, 'api'> & { threads: Pick<AgentDesk['threads'], 'find'> };

/** Renames a visitor or changes the note. Resolves to what is wrong with the text, in words, or to null when it is saved. */
export async function updateVisitor(
  desk: VisitorDesk,
  sessionId: string,
  change: { nickname?: string; note?: string },
): Promise<string | null> {
  try {
    const { updateVisitor: answer } = await desk.api.mutate(UpdateVisitorDocument, {
      input: { sessionId, ...change },
    });
    if (answer.__typename === 'Visitor') {
      desk.threads.find(sessionId)?.applyVisitor(answer);
      return null;
    }
    const violation = answer.__typename === 'InvalidInputError' ? answer.violations[0] : null;
    return violation ? violationText(violation) : errorText(answer.code);
  } catch (error) {
    return errorText(codeOf(error));
  }
}
