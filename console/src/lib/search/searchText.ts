import BookOpenText from '@lucide/svelte/icons/book-open-text';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import UserRound from '@lucide/svelte/icons/user-round';
import type { Component } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import type { HitKind, SearchKind } from './searchView.ts';

const kindTexts: Record<SearchKind, () => string> = {
  all: m.search_kind_all,
  messages: m.search_kind_messages,
  visitors: m.search_kind_visitors,
  sessions: m.search_kind_sessions,
  replies: m.search_kind_replies,
};

const allTexts: Record<HitKind, () => string> = {
  messages: m.search_all_messages,
  visitors: m.search_all_visitors,
  sessions: m.search_all_sessions,
  replies: m.search_all_replies,
};

export const kindIcons: Record<HitKind, Component<{ size?: number }>> = {
  messages: MessagesSquare,
  visitors: UserRound,
  sessions: BookOpenText,
  replies: MessageSquareText,
};

/** What a kind of results is called. */
export function kindText(kind: SearchKind): string {
  return kindTexts[kind]();
}

/** What leads to all results of a kind. */
export function allText(kind: HitKind): string {
  return allTexts[kind]();
}
