import type { AgentDesk } from '#lib/agent/agentDesk.svelte.ts';
import { codeOf } from '#lib/connection/failure.ts';
import {
  AddContactDetailDocument,
  ConfirmContactDetailDocument,
  CorrectContactDetailDocument,
  RejectContactDetailDocument,
  RevealContactDetailDocument,
  type ContactKind,
  type KnownDetailFragment,
  type VisitorDetailsFragment,
} from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { errorText } from '#lib/setting/errorText.ts';
import type { BrokenRule } from '#lib/setting/violationText.ts';
import { copyText } from '#lib/ui/clipboard.ts';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { reachingKinds } from './contactLook.ts';
import { kindText, valueText, valueViolationText } from './contactText.ts';

/** What acting on contact data needs of the desk. */
export type ContactDesk = Pick<AgentDesk, 'api'> & { threads: Pick<AgentDesk['threads'], 'find'> };
type Detail = Pick<KnownDetailFragment, 'id' | 'kind' | 'value'>;
export type Gender = 'FEMALE' | 'MALE';
type Answer =
  VisitorDetailsFragment | { __typename: string; code: string; violations?: readonly BrokenRule[] };

/** Says that a value is right; one that was rejected counts again. */
export async function confirmContactDetail(
  desk: ContactDesk,
  sessionId: string,
  { id }: Pick<Detail, 'id'>,
): Promise<void> {
  await decide(desk, sessionId, async () => {
    const input = { sessionId, detailId: id };
    return (await desk.api.mutate(ConfirmContactDetailDocument, { input })).confirmContactDetail;
  });
}

/** Says that a value is wrong, which can be taken back for a while. */
export async function rejectContactDetail(
  desk: ContactDesk,
  sessionId: string,
  detail: Detail,
): Promise<void> {
  const isDone = await decide(desk, sessionId, async () => {
    const input = { sessionId, detailId: detail.id };
    return (await desk.api.mutate(RejectContactDetailDocument, { input })).rejectContactDetail;
  });
  if (!isDone) return;
  const { kind, value } = detail;
  toastState.show(m.contact_reject_done({ kind: kindText(kind), value: valueText(kind, value) }), 'notice', {
    label: m.undo(),
    run: () => confirmContactDetail(desk, sessionId, detail),
  });
}

/**
 * Makes a value count again. Of age and gender only one counts, and of those found the latest: an earlier one counts when
 * it is set by hand.
 */
export async function restoreContactDetail(
  desk: ContactDesk,
  sessionId: string,
  detail: Detail,
): Promise<void> {
  const { kind, value } = detail;
  if (reachingKinds.includes(kind)) return confirmContactDetail(desk, sessionId, detail);
  sayRefusal(await addContactDetail(desk, sessionId, kind, value));
}

/** Of two genders the right one is the other one. */
export async function correctGender(
  desk: ContactDesk,
  sessionId: string,
  detail: Detail,
  right: Gender,
): Promise<void> {
  sayRefusal(await correctContactDetail(desk, sessionId, detail, right));
}

/** Puts the right value in the place of a wrong one. Resolves to what is wrong with it, in words, or to null. */
export function correctContactDetail(
  desk: ContactDesk,
  sessionId: string,
  { id, kind }: Pick<Detail, 'id' | 'kind'>,
  value: string,
): Promise<string | null> {
  return setValue(desk, sessionId, kind, async () => {
    const input = { sessionId, detailId: id, value };
    return (await desk.api.mutate(CorrectContactDetailDocument, { input })).correctContactDetail;
  });
}

/** Adds a value by hand. Resolves to what is wrong with it, in words, or to null. */
export function addContactDetail(
  desk: ContactDesk,
  sessionId: string,
  kind: ContactKind,
  value: string,
): Promise<string | null> {
  return setValue(desk, sessionId, kind, async () => {
    const input = { sessionId, kind, value };
    return (await desk.api.mutate(AddContactDetailDocument, { input })).addContactDetail;
  });
}

/** Asks for a masked value; null when it may not be seen, which is said. */
export async function revealContactDetail(
  desk: Pick<AgentDesk, 'api'>,
  sessionId: string,
  { id }: Pick<Detail, 'id'>,
): Promise<string | null> {
  try {
    const input = { sessionId, detailId: id };
    const { revealContactDetail: answer } = await desk.api.mutate(RevealContactDetailDocument, { input });
    if (answer.__typename === 'ContactDetail') return answer.value;
    toastState.show(errorText(answer.code), 'error');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
  return null;
}

export async function copyValue(value: string): Promise<void> {
  if (await copyText(value)) toastState.show(m.contact_copied({ value }));
  else toastState.show(m.copy_failed(), 'error', { label: m.copy(), run: () => copyValue(value) });
}

function sayRefusal(refusal: string | null): void {
  if (refusal !== null) toastState.show(refusal, 'error');
}

async function decide(
  desk: ContactDesk,
  sessionId: string,
  request: () => Promise<Answer>,
): Promise<boolean> {
  try {
    const answer = await request();
    if (show(desk, sessionId, answer)) return true;
    toastState.show(errorText(answer.code), 'error');
  } catch (error) {
    toastState.show(errorText(codeOf(error)), 'error');
  }
  return false;
}

async function setValue(
  desk: ContactDesk,
  sessionId: string,
  kind: ContactKind,
  request: () => Promise<Answer>,
): Promise<string | null> {
  try {
    const answer = await request();
    if (show(desk, sessionId, answer)) return null;
    const violation = answer.violations?.[0];
    return violation ? valueViolationText(kind, violation) : errorText(answer.code);
  } catch (error) {
    return errorText(codeOf(error));
  }
}

/** Shows the visitor as they are now. @returns whether the answer was one */
function show(desk: ContactDesk, sessionId: string, answer: Answer): answer is VisitorDetailsFragment {
  if (answer.__typename !== 'Visitor') return false;
  desk.threads.find(sessionId)?.applyVisitor(answer as VisitorDetailsFragment);
  return true;
}
