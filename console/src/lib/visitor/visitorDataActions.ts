import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  EraseVisitorDocument,
  ExportVisitorDocument,
  type SessionDetailsFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { downloadText } from '#lib/ui/download.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { eraseDialog, EraseState } from './eraseState.svelte.ts';

type DataDesk = Pick<AgentDesk, 'api'> & { threads: Pick<AgentDesk['threads'], 'find'> };
type Session = Pick<SessionDetailsFragment, 'id' | 'visitor'>;

/** Saves all that is kept about a visitor as a file. */
export async function exportVisitor(desk: Pick<DataDesk, 'api'>, { id }: Session): Promise<void> {
  try {
    const input = { sessionId: id };
    const { exportVisitor: answer } = await desk.api.mutate(ExportVisitorDocument, { input });
    if (answer.__typename !== 'VisitorExport') return toastState.show(errorText(answer.code), 'error');
    downloadText(answer.fileName, answer.content, 'application/json');
    toastState.show(m.visitor_exported({ file: answer.fileName }));
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}

/** Erases all that is personal about a visitor, after asking twice; the dialog stays open until it is done. */
export async function eraseVisitor(desk: DataDesk, session: Session): Promise<void> {
  const form = new EraseState(session, async () => {
    const input = { sessionId: session.id };
    const { eraseVisitor: answer } = await desk.api.mutate(EraseVisitorDocument, { input });
    if (answer.__typename === 'Visitor') desk.threads.find(session.id)?.applyVisitor(answer);
    return answer;
  });
  const isErased = await eraseDialog.ask(form);
  if (isErased) toastState.show(m.visitor_erase_done());
}
