import { self } from '$app/service-worker';
import type { AttachmentKind, NotificationKind } from '../lib/gql/generated.ts';
import { notificationText } from '../lib/notification/notificationText.ts';
import { baseLocale, isLocale } from '../lib/paraglide/runtime.js';
import { noticeAddress, noticeTag, showSystemNotice } from '../lib/notification/systemNotice.ts';
import { tellWindows } from './windows.ts';

/** What the server pushes. */
interface PushedNotification {
  id: string;
  kind: NotificationKind | 'TEST';
  sessionId: string | null;
  nickname?: string;
  text?: string;
  attachmentKind?: AttachmentKind | null;
  /** A BCP 47 tag: that of the screen on which the agent asked for pushes. */
  language: string;
}

/** Shows what was pushed: always, because browsers end the subscription of who pushes and shows nothing. */
export async function handlePush(event: PushEvent): Promise<void> {
  const pushed = event.data?.json() as PushedNotification | undefined;
  if (!pushed) return;
  const { id, kind, sessionId, nickname = '', text = '', attachmentKind = null, language } = pushed;
  const facts = { kind: kind === 'TEST' ? null : kind, nickname, text, attachmentKind };
  const words = notificationText(facts, isLocale(language) ? language : baseLocale);
  const place = { tag: noticeTag(sessionId), address: noticeAddress(sessionId) };
  await showSystemNotice(self.registration, { id, ...words, ...place, isUrgent: kind === 'OVERDUE' });
  await tellWindows({ type: 'pushed', id });
}
