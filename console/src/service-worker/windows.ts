import { self } from '$app/service-worker';
import type { NoticeContent, WorkerMessage } from '../lib/notification/systemNotice.ts';

const openWindows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

export async function tellWindows(message: WorkerMessage): Promise<void> {
  for (const client of await openWindows()) client.postMessage(message);
}

/** Leads to what a notice is about: in a page of the console that is open, else in a new one. */
export async function openNotice(notice: Notification): Promise<void> {
  notice.close();
  const { address } = (notice.data as NoticeContent | null) ?? { address: '/' };
  const windows = await openWindows();
  const isConsole = ({ url }: WindowClient) => !/^\/(widget|demo|docs|graphql)/.test(new URL(url).pathname);
  const [shown] = windows
    .filter(isConsole)
    .toSorted((one, other) => Number(other.focused) - Number(one.focused));
  if (!shown) return void (await self.clients.openWindow(address));
  const focused = await shown.focus().catch(() => shown);
  const message: WorkerMessage = { type: 'open', address };
  focused.postMessage(message);
}
