import type { AttachmentTray } from '#lib/attachment/attachmentTray.svelte.ts';
import type { DraftState } from './draftState.svelte.ts';
import type { OutboxState } from './outboxState.svelte.ts';

interface Desk {
  drafts: DraftState;
  outbox: OutboxState;
  tray: AttachmentTray;
}

/**
 * Hands what is written in a session, and what goes along, to the outbox: each image or file is a message of its own, and
 * the text goes with the last.
 */
export function sendDraft({ drafts, outbox, tray }: Desk, sessionId: string): void {
  const text = drafts.text(sessionId).trim();
  const attachments = [drafts.attachment(sessionId) ?? [], tray.take(sessionId)].flat();
  const last = attachments.pop() ?? null;
  for (const attachment of attachments) outbox.send(sessionId, '', attachment);
  if (text !== '' || last) outbox.send(sessionId, text, last);
  drafts.change(sessionId, '');
  drafts.attach(sessionId, null);
}
