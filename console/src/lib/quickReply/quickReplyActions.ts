import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import {
  UseQuickReplyDocument,
  type ReplyFragment,
  type SessionDetailsFragment,
} from '#lib/gql/generated.ts';
import { fillVariables } from '#lib/message/textVariables.ts';
import { valuesIn } from './replyVariables.ts';

type ReplyDesk = {
  api: Pick<AgentDesk['api'], 'mutate'>;
  agent: Pick<AgentDesk['agent'], 'displayName'>;
  composer: Pick<NonNullable<AgentDesk['composer']>, 'insert' | 'attach' | 'send'> | null;
  replies: Pick<AgentDesk['replies'], 'isOpen'> & { list: Pick<AgentDesk['replies']['list'], 'change'> };
};

/**
 * Puts a reply, with its variables filled in, where the caret is in what is written, its image or file beside it, and
 * sends that if so wished.
 */
export function useReply(
  desk: ReplyDesk,
  session: SessionDetailsFragment,
  reply: Pick<ReplyFragment, 'id' | 'content' | 'attachment'>,
  sends: boolean,
): void {
  if (!desk.composer) return;
  desk.composer.insert(fillVariables(reply.content, valuesIn(session, desk.agent)));
  if (reply.attachment) desk.composer.attach(reply.attachment);
  if (sends) desk.composer.send();
  desk.replies.isOpen = false;
  void countUse(desk, reply.id);
}

/** Lets the server know of a use, on which nobody waits and whose loss nobody notices. */
export async function countUse(desk: Pick<ReplyDesk, 'api' | 'replies'>, replyId: string): Promise<void> {
  try {
    const { useQuickReply: answer } = await desk.api.mutate(UseQuickReplyDocument, { input: { replyId } });
    if (answer.__typename !== 'QuickReply') return;
    desk.replies.list.change(replyId, { usageCount: answer.usageCount });
  } catch {
    // It is counted the next time.
  }
}
