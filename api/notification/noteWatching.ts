import { asAgentInPerson, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { watchingMs } from './pushRules.ts';

/**
 * Notes that the agent looks at the console in the browser of this sign-in, or no longer does. It holds for a while, so that a
 * browser that dies is noticed; whoever still looks says so again.
 * @returns until when it holds; null for no longer @throws NotSignedInError, NotAllowedError
 */
export async function noteWatching(
  core: Core,
  actor: Actor,
  { isWatching }: { isWatching: boolean },
): Promise<Date | null> {
  const { credential } = asAgentInPerson(actor);
  const watchingUntil = isWatching ? new Date(core.clock.now().getTime() + watchingMs) : null;
  // updateMany: a sign-out that comes in between is no error.
  await core.database.prisma.signIn.updateMany({ where: { id: credential.id }, data: { watchingUntil } });
  return watchingUntil;
}
