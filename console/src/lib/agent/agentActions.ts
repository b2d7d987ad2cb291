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

/** Chooses the agent's own status, which is shown as soon as the server has it; offers to try again when it has not. */
export async function chooseStatus(desk: AgentDesk, status: AgentStatus): Promise<void> {
  const fail = (code: string) =>
    toastState.show(errorText(code), 'error', {
      label: m.retry(),
      run: () => chooseStatus(desk, status),
    });
  try {
    const { setStatus } = await desk.api.mutate(SetStatusDocument, { input: { status } });
    if (setStatus.__typename === 'Agent') desk.ownStatus.apply(setStatus);
    else fail(setStatus.code);
  } catch (error) {
    fail(codeOf(error));
  }
}

/** Signs this browser out; asks first where messages have not been sent yet. */
export async function signOut(desk: AgentDesk): Promise<void> {
  const isConfirmed =
    desk.outbox.entries.length === 0 ||
    (await confirmState.ask({
      title: m.sign_out_unsent_title(),
      text: m.sign_out_unsent_text({ count: desk.outbox.entries.length }),
      confirmLabel: m.sign_out(),
      isDangerous: true,
    }));
  if (isConfirmed) await leave(desk, () => desk.api.mutate(SignOutDocument, {}));
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
