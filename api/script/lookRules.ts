import type { Script, Session } from '../../prisma/generated/client/client.ts';
import { folded } from '../core/input.ts';
import { holdsKeywords } from './keywordRules.ts';

/** Who comes back to a page has this long to connect before the scripts are asked, in milliseconds. */
const connectingMs = 3_000;

/** The scripts that may speak on a site. */
function onSite(scripts: readonly Script[], siteId: string): Script[] {
  return scripts.filter((script) => script.siteId === null || script.siteId === siteId);
}

/** When the scripts of a site are asked for somebody who has just come; null when there are none. */
export function lookAfterEntry(scripts: readonly Script[], siteId: string, now: Date): Date | null {
  return onSite(scripts, siteId).length > 0 ? now : null;
}

/** When they are asked for somebody who is still in a session and enters another page. */
export function lookAfterReturn(look: Date | null): Date | null {
  return look && new Date(look.getTime() + connectingMs);
}

/** What of a session decides whether a message concerns scripts. */
export type TalkPlace = Pick<Session, 'siteId' | 'ownerId' | 'doNotDisturbSince'>;

/**
 * When the scripts are asked after a message of a person: at once when one of them may answer it, after the shortest
 * silence that makes one of them nudge the visitor, or not at all. Runs with each message: it must be quick.
 */
export function lookAfterMessage(
  scripts: readonly Script[],
  { siteId, ownerId, doNotDisturbSince }: TalkPlace,
  author: 'VISITOR' | 'AGENT',
  text: string,
  now: Date,
): Date | null {
  if (scripts.length === 0 || doNotDisturbSince) return null;
  const candidates = onSite(scripts, siteId);
  if (author === 'AGENT') {
    const silences = candidates
      .filter(({ kind, mayFollowAgent }) => kind === 'NUDGE' && mayFollowAgent)
      .map(({ delaySeconds }) => delaySeconds);
    return silences.length > 0 ? new Date(now.getTime() + Math.min(...silences) * 1000) : null;
  }
  const plain = folded(text);
  const isConcerned = (script: Script) =>
    script.kind === 'KEYWORD'
      ? holdsKeywords(script, plain)
      : ownerId === null && script.kind !== 'GREETING' && script.kind !== 'NUDGE';
  return candidates.some(isConcerned) ? now : null;
}
