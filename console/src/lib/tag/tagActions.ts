import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  CreateTagDocument,
  TagVisitorDocument,
  UntagVisitorDocument,
  type SessionDetailsFragment,
  type TagMarkFragment,
} from '#lib/gql/generated.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { unusedColor } from './tagColors.ts';
import { tagDialog } from './tagDialog.ts';

export type TagDesk = Pick<AgentDesk, 'api' | 'tags'> & { threads: Pick<AgentDesk['threads'], 'find'> };

/** Opens the list of tags, in which each is switched on and off. */
export async function chooseTags(desk: TagDesk, session: SessionDetailsFragment): Promise<void> {
  void desk.tags.refresh();
  await tagDialog.ask(session.id);
}

/** Tags the visitor, or takes the tag away; `seq` is the message that gave the occasion. */
export async function toggleTag(
  desk: TagDesk,
  session: SessionDetailsFragment,
  tag: TagMarkFragment,
  seq: number | null = null,
): Promise<void> {
  const sessionId = session.id;
  const isOn = session.visitor.tags.some(({ id }) => id === tag.id);
  try {
    const answer = isOn
      ? (await desk.api.mutate(UntagVisitorDocument, { input: { sessionId, tagId: tag.id } })).untagVisitor
      : (await desk.api.mutate(TagVisitorDocument, { input: { sessionId, tagId: tag.id, seq } })).tagVisitor;
    if (answer.__typename === 'Visitor') desk.threads.find(sessionId)?.applyVisitor(answer);
    else toastState.show(errorText(answer.code), 'error');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}

/** Makes a tag of this name and gives it to the visitor. Resolves to whether there is one. */
export async function makeTag(
  desk: TagDesk,
  session: SessionDetailsFragment,
  name: string,
): Promise<boolean> {
  const input = { name, color: unusedColor(desk.tags.all) };
  try {
    const { createTag: answer } = await desk.api.mutate(CreateTagDocument, { input });
    if (answer.__typename !== 'Tag') {
      toastState.show(refusalText(answer), 'error');
      // Somebody else may have made it just now.
      await desk.tags.refresh();
      return false;
    }
    desk.tags.take([...desk.tags.all, answer]);
    await toggleTag(desk, session, answer);
    await desk.tags.refresh();
    return true;
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
    return false;
  }
}
