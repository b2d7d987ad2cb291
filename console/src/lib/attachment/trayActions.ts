import { m } from '#lib/paraglide/messages.js';
import { toastState } from '#lib/ui/toastState.svelte.ts';
import { mostEntries, type AttachmentTray } from './attachmentTray.svelte.ts';

/** Puts files beside what is written in a session, and says when they were too many. */
export function addFiles(tray: AttachmentTray, sessionId: string, files: readonly File[]): void {
  const leftOut = tray.add(sessionId, files);
  if (leftOut > 0) toastState.show(m.attachment_too_many_at_once({ count: mostEntries }), 'error');
}
