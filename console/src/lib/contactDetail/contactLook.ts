import AtSign from '@lucide/svelte/icons/at-sign';
import Cake from '@lucide/svelte/icons/cake';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import Phone from '@lucide/svelte/icons/phone';
import VenusAndMars from '@lucide/svelte/icons/venus-and-mars';
import type { Component } from 'svelte';
import type { ContactKind } from '#lib/gql/generated.ts';

/** The kinds in the order in which they are shown. */
export const contactKinds = [
  'PHONE',
  'WECHAT',
  'QQ',
  'AGE',
  'GENDER',
] as const satisfies readonly ContactKind[];

/** Kinds by which a visitor can be reached. */
export const reachingKinds: readonly ContactKind[] = ['PHONE', 'WECHAT', 'QQ'];

/** What the head of a thread has room for. */
export const headerKinds: readonly ContactKind[] = ['PHONE', 'WECHAT', 'AGE', 'GENDER'];

export const kindIcons: Record<ContactKind, Component<{ size?: number }>> = {
  PHONE: Phone,
  WECHAT: MessageCircle,
  QQ: AtSign,
  AGE: Cake,
  GENDER: VenusAndMars,
};

/** The colour for what was found; the tokens are named after it. */
export type ContactLook = 'phone' | 'wechat' | 'both' | 'other';

/** How something looks that shows these kinds; null when there are none. */
export function contactLook(kinds: readonly ContactKind[]): ContactLook | null {
  const [hasPhone, hasWechat] = [kinds.includes('PHONE'), kinds.includes('WECHAT')];
  if (hasPhone) return hasWechat ? 'both' : 'phone';
  if (hasWechat) return 'wechat';
  return kinds.length > 0 ? 'other' : null;
}
