import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { codeOf } from '#lib/connection/failure.ts';
import {
  SetStatusDocument,
  SignOutDocument,
  SignOutEverywhereDocument,
  type AgentStatus,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import { confirmState } from '#lib/ui/confirmState.svelte.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import type { AgentDesk } from './agentDesk.svelte.ts';
import { handOverSessions, offerUndo } from './handOverActions.ts';
import { askForHandOver, isReplaceable } from './handOverState.svelte.ts';

/**
 * Chooses the agent's own status. Going AWAY while a colleague can be reached asks first to whom the sessions go.
 */
export async function chooseStatus(desk: AgentDesk, status: AgentStatus): Promise<void> {
  const isLeaving = status === 'AWAY' && desk.ownStatus.current !== 'AWAY';
  if (!isLeaving || !(await isReplaceable(desk))) return setStatus(desk, status);
  const choice = await askForHandOver(desk, 'AWAY');
  if (!choice) return;
  const handOver = await handOverSessions(desk, choice.id);
  if (handOver) offerUndo(desk, handOver);
}

/** Sets the status, which is shown as soon as the server has it; offers to try again when it has not. */
async function setStatus(desk: AgentDesk, status: AgentStatus): Promise<void> {
  const fail = (code: string) =>
    toastState.show(errorText(code), 'error', { label: m.retry(), run: () => setStatus(desk, status) });
  try {
    const { setStatus: changed } = await desk.api.mutate(SetStatusDocument, { input: { status } });
    if (changed.__typename === 'Agent') desk.ownStatus.apply(changed);
    else fail(changed.code);
  } catch (error) {
    fail(codeOf(error));
  }
}

/** Signs this browser out after asking, with the sessions handed over to a colleague if the agent chooses one. */
export async function signOut(desk: AgentDesk): Promise<void> {
  const choice = await askForHandOver(desk, 'QUIT');
  if (!choice) return;
  if (choice.agent && !(await handOverSessions(desk, choice.agent.id))) return;
  await leave(desk, () => desk.api.mutate(SignOutDocument, {}));
}

/** Signs the agent out in every browser, after asking. */
export async function signOutEverywhere(desk: AgentDesk): Promise<void> {
  const isConfirmed = await confirmState.ask({
    title: m.sign_out_everywhere_title(),
    text: m.sign_out_everywhere_text(),
    confirmLabel: m.sign_out_everywhere(),
    isDangerous: true,
  });
  if (isConfirmed) await leave(desk, () => desk.api.mutate(SignOutEverywhereDocument, {}));
}

async function leave(desk: AgentDesk, signOutBy: () => Promise<unknown>): Promise<void> {
  try {
    await desk.leave(signOutBy);
    await goto(resolve('/sign-in'));
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
}
