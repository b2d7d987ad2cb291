import type { Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { clip } from '../core/input.ts';
import { worthRecordingBefore } from './apiTokenRules.ts';

/** When this process wrote down last that a token was used, by the token's id, for what every copy of its core shares. */
const notedAt = new WeakMap<Core['pubsub'], Map<string, Date>>();
/** Beyond these the oldest is forgotten: it is written once more than needed then. */
const mostNoted = 10_000;

/** Writes down that an actor's API token is in use, and from where; at most once a minute. Nothing for all others. */
export async function noteTokenUse(core: Core, actor: Actor, address: string): Promise<void> {
  if (actor.kind !== 'agent' || actor.credential.kind !== 'token') return;
  const { id } = actor.credential;
  const now = core.clock.now();
  const noted = notedAt.get(core.pubsub) ?? new Map<string, Date>();
  notedAt.set(core.pubsub, noted);
  const before = worthRecordingBefore(now);
  const last = noted.get(id);
  if (last && last > before) return;
  noted.delete(id);
  noted.set(id, now);
  const [oldest] = noted.keys();
  if (noted.size > mostNoted && oldest) noted.delete(oldest);
  // Other processes note it too.
  await core.database.prisma.apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: now, lastUsedAddress: clip(address, 64) },
  });
}
