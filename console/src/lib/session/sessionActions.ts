import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { sameBlock } from '#lib/block/sameBlock.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  BlockVisitorDocument,
  EndSessionDocument,
  SetDoNotDisturbDocument,
  TransferSessionDocument,
  UnblockVisitorDocument,
  type BlockVisitorInput,
  type SessionDetailsFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { EndingState, endingDialog } from '#lib/outcome/endingState.svelte.ts';
import { outcomesOffered } from '#lib/outcome/outcomesOffered.ts';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState, type ToastAction } from '#lib/ui/toastState.svelte.ts';
import { blockDialog, BlockState } from '#lib/visitor/blockState.svelte.ts';
import { transferDialog, TransferState } from './transferState.svelte.ts';

/** What acting on a session needs of the desk. */
export type SessionDesk = Pick<AgentDesk, 'agent' | 'api' | 'clock'> & {
  threads: Pick<AgentDesk['threads'], 'find'>;
  sessions: Pick<AgentDesk['sessions'], 'applyRow'>;
};
type Answer = SessionDetailsFragment | { __typename: string; code: string };

/** Gives a session to another agent, who is chosen in a dialog. */
export async function transferSession(desk: SessionDesk, session: SessionDetailsFragment): Promise<void> {
  const choice = await transferDialog.ask(new TransferState(desk.api, session));
  if (!choice) return;
  const { agent, note } = choice;
  await carryOut(desk, () => requestTransfer(desk, session.id, agent.id, note || null), {
    done: m.transfer_done({ nickname: session.visitor.nickname, name: agent.displayName }),
  });
}

/** Makes a session the agent's own. */
export async function takeSession(desk: SessionDesk, session: SessionDetailsFragment): Promise<void> {
  await carryOut(desk, () => requestTransfer(desk, session.id, desk.agent.id, null), {
    done: m.session_taken({ nickname: session.visitor.nickname }),
  });
}

/** Ends a session after asking, and how it came out where outcomes are offered; the thread and the list show it at once. */
export async function endSession(desk: SessionDesk, session: SessionDetailsFragment): Promise<void> {
  const { offered, isRequired } = await outcomesOffered(desk.api);
  const end = async (outcomeId: string | null) => {
    const { endSession: ended } = await desk.api.mutate(EndSessionDocument, {
      input: { sessionId: session.id, outcomeId },
    });
    return ended;
  };
  if (offered.length > 0) {
    const form = new EndingState({ nickname: session.visitor.nickname, offered, isRequired, end });
    const ended = await endingDialog.ask(form);
    if (ended) showSession(desk, ended);
    return;
  }
  const isConfirmed = await confirmState.ask({
    title: m.session_end_title(),
    text: m.session_end_text({ nickname: session.visitor.nickname }),
    confirmLabel: m.session_end(),
    isDangerous: true,
  });
  if (isConfirmed) await carryOut(desk, () => end(null));
}

/** Withholds a visitor's further messages, after explaining what that means; lifting it needs no question. */
export async function setDoNotDisturb(
  desk: SessionDesk,
  session: SessionDetailsFragment,
  isOn: boolean,
): Promise<void> {
  const isConfirmed =
    !isOn ||
    (await confirmState.ask({
      title: m.do_not_disturb_title(),
      text: m.do_not_disturb_text({ nickname: session.visitor.nickname }),
      confirmLabel: m.do_not_disturb_confirm(),
    }));
  if (!isConfirmed) return;
  await carryOut(
    desk,
    async () => {
      const { setDoNotDisturb: changed } = await desk.api.mutate(SetDoNotDisturbDocument, {
        input: { sessionId: session.id, isOn },
      });
      return changed;
    },
    { done: isOn ? m.do_not_disturb_started() : m.do_not_disturb_lifted() },
  );
}

/** Blocks a visitor for the reason and time given in a dialog, which stays open until the server has agreed. */
export async function blockVisitor(desk: SessionDesk, session: SessionDetailsFragment): Promise<void> {
  const form = new BlockState(session, async ({ reason, includesAddress, lastsMs }) => {
    const { blockVisitor: blocked } = await desk.api.mutate(BlockVisitorDocument, {
      input: {
        sessionId: session.id,
        reason,
        includesAddress,
        expiresAt: lastsMs === null ? null : new Date(desk.clock.now + lastsMs).toISOString(),
      },
    });
    if (blocked.__typename === 'Session') showSession(desk, blocked);
    return blocked;
  });
  const isBlocked = await blockDialog.ask(form);
  if (isBlocked) toastState.show(m.block_done({ nickname: session.visitor.nickname }));
}

/** Lets a blocked visitor write again, which can be taken back by who may block. */
export async function unblockVisitor(desk: SessionDesk, session: SessionDetailsFragment): Promise<void> {
  const { id: sessionId, block, visitor } = session;
  const blockAgain = (input: BlockVisitorInput) =>
    carryOut(desk, async () => (await desk.api.mutate(BlockVisitorDocument, { input })).blockVisitor);
  await carryOut(
    desk,
    async () => {
      const input = { sessionId };
      return (await desk.api.mutate(UnblockVisitorDocument, { input })).unblockVisitor;
    },
    {
      done: m.unblock_done({ nickname: visitor.nickname }),
      undo: ({ viewerCanBlock }) =>
        block && viewerCanBlock
          ? { label: m.undo(), run: () => blockAgain(sameBlock(sessionId, block)) }
          : null,
    },
  );
}

async function requestTransfer(
  desk: SessionDesk,
  sessionId: string,
  toAgentId: string,
  note: string | null,
): Promise<Answer> {
  const { transferSession: transferred } = await desk.api.mutate(TransferSessionDocument, {
    input: { sessionId, toAgentId, note },
  });
  return transferred;
}

/** Asks the server, shows the session as it is then, and says what came of it. */
async function carryOut(
  desk: SessionDesk,
  request: () => Promise<Answer>,
  { done, undo }: { done?: string; undo?: (session: SessionDetailsFragment) => ToastAction | null } = {},
): Promise<void> {
  try {
    const answer = await request();
    if (!isSession(answer)) return toastState.show(refusalText(answer.code), 'error');
    showSession(desk, answer);
    if (done) toastState.show(done, 'notice', undo?.(answer));
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}

function refusalText(code: string): string {
  return code === 'SESSION_ENDED' ? m.session_ended() : errorText(code);
}

function isSession(answer: Answer): answer is SessionDetailsFragment {
  return answer.__typename === 'Session';
}

function showSession(desk: SessionDesk, session: SessionDetailsFragment): void {
  desk.threads.find(session.id)?.applySession(session);
  desk.sessions.applyRow(session);
}
