import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import { UpdateVisitorDocument, type VisitorDetailsFragment } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { refusalText } from '#lib/setting/refusalText.ts';
import { copyText } from '#lib/ui/clipboard.ts';
import type { EditConflict, EditRefusal } from '#lib/ui/inPlaceEdit.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';

type VisitorDesk = Pick<AgentDesk, 'api'> & { threads: Pick<AgentDesk['threads'], 'find'> };

/** A change, with what was seen when it was made up. */
export interface VisitorChange {
  nickname?: string;
  nicknameBefore?: string;
  note?: string;
  noteBefore?: string;
}

/**
 * Renames a visitor or changes the note. Resolves to what is wrong with the text, in words, to what somebody else made of
 * it meanwhile, or to null when it is saved.
 */
export async function updateVisitor(
  desk: VisitorDesk,
  sessionId: string,
  change: VisitorChange,
): Promise<EditRefusal> {
  try {
    const { updateVisitor: answer } = await desk.api.mutate(UpdateVisitorDocument, {
      input: { sessionId, ...change },
    });
    if (answer.__typename === 'Visitor') {
      desk.threads.find(sessionId)?.applyVisitor(answer);
      return null;
    }
    if (answer.__typename === 'EditConflictError') {
      desk.threads.find(sessionId)?.applyVisitor(answer.visitor);
      return conflictOf(change, answer.visitor);
    }
    return refusalText(answer);
  } catch (error) {
    return errorText(codeOf(error));
  }
}

/** Says that what was typed was not saved, and offers to copy it: its field is gone. */
export function offerUnsaved(label: string, draft: string): void {
  toastState.show(m.edit_unsaved({ label, text: draft }), 'error', {
    label: m.copy(),
    run: async () => void (await copyText(draft)),
  });
}

function conflictOf(
  { nickname }: VisitorChange,
  visitor: Pick<VisitorDetailsFragment, 'nickname' | 'note' | 'editedBy'>,
): EditConflict {
  const theirs = nickname === undefined ? visitor.note : visitor.nickname;
  const name = visitor.editedBy?.displayName ?? m.unknown();
  return {
    theirs,
    text: theirs ? m.edit_conflict({ name, text: theirs }) : m.edit_conflict_emptied({ name }),
  };
}
