/** A notification of the system's, whoever shows it: the page, or the worker for a push. */
export interface SystemNotice {
  id: string;
  title: string;
  body: string;
  /** What is about the same takes the place of what was shown before. */
  tag: string;
  /** Where it leads. */
  address: string;
  isUrgent: boolean;
}

/** What a notification carries until it is clicked. */
export interface NoticeContent {
  id: string;
  address: string;
}

/** What the service worker tells this page: to open an address, or that something was pushed. */
export type WorkerMessage = { type: 'open'; address: string } | { type: 'pushed'; id: string };

/** Shows a notice; the same one again, come by another way, makes no sound. */
export async function showSystemNotice(
  registration: ServiceWorkerRegistration,
  { id, title, body, tag, address, isUrgent }: SystemNotice,
): Promise<void> {
  const shown = await registration.getNotifications({ tag });
  const isKnown = shown.some((one) => (one.data as NoticeContent | null)?.id === id);
  const options: NotificationOptions & { renotify: boolean } = {
    body,
    tag,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    renotify: !isKnown,
    requireInteraction: isUrgent,
    data: { id, address } satisfies NoticeContent,
  };
  await registration.showNotification(title, options);
}

export const noticeTag = (sessionId: string | null) => (sessionId ? `session:${sessionId}` : 'test');
export const noticeAddress = (sessionId: string | null) => (sessionId ? `/sessions/${sessionId}` : '/');
