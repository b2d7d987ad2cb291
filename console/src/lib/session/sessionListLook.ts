import Ban from '@lucide/svelte/icons/ban';
import BellOff from '@lucide/svelte/icons/bell-off';
import Eye from '@lucide/svelte/icons/eye';
import Inbox from '@lucide/svelte/icons/inbox';
import LogOut from '@lucide/svelte/icons/log-out';
import MessageSquareCheck from '@lucide/svelte/icons/message-square-check';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import type { Component } from 'svelte';
import type { SessionList, SessionOrder } from '#lib/gql/generated.ts';
import { m } from '#lib/paraglide/messages.js';

interface ListLook {
  icon: Component<{ size?: number }>;
  name: () => string;
  /** Who is in it. */
  text: () => string;
}

/** How each of the visitors' lists looks and what it is called. */
export const listLooks: Record<SessionList, ListLook> = {
  ONLINE: { icon: Eye, name: m.list_online, text: m.list_online_text },
  TALKING: { icon: MessagesSquare, name: m.list_talking, text: m.list_talking_text },
  LEFT_MESSAGES: { icon: Inbox, name: m.list_left_messages, text: m.list_left_messages_text },
  TALKED: { icon: MessageSquareCheck, name: m.list_talked, text: m.list_talked_text },
  LEFT: { icon: LogOut, name: m.list_left, text: m.list_left_text },
  SUSPECTED: { icon: BellOff, name: m.list_suspected, text: m.list_suspected_text },
  BLOCKED: { icon: Ban, name: m.list_blocked, text: m.list_blocked_text },
};

/** How many stand in a list, where there is little room; of those that left no more than 1,000 are counted. */
export function countText(list: SessionList, count: number): string {
  const most = list === 'LEFT' ? 999 : 9_999;
  return count > most ? `${most}+` : String(count);
}

const orderTexts: Record<SessionOrder, () => string> = {
  ATTENTION: m.order_attention,
  NEWEST: m.order_newest,
};

export function orderText(order: SessionOrder): string {
  return orderTexts[order]();
}
