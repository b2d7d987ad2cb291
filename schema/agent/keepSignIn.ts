import { authenticateAgent } from '../../api/agent/authenticateAgent.ts';
import { signOut } from '../../api/agent/signOut.ts';
import { isInPerson } from '../../api/core/actor.ts';
import { NotAllowedError } from '../../api/core/errors.ts';
import type { Context } from '../context.ts';

/**
 * Signs somebody in and keeps the proof in their browser, whose sign-in until now ends: nobody would hold its proof any more.
 * @throws NotAllowedError where there is no answer that could carry the cookie
 */
export async function keepSignIn<SignedIn extends { token: string }>(
  context: Context,
  signIn: () => Promise<SignedIn>,
): Promise<SignedIn> {
  const { core, signInCookie, actor: before } = context;
  if (!signInCookie) throw new NotAllowedError('Sign in over HTTP: a socket cannot carry the cookie.');
  const signedIn = await signIn();
  if (isInPerson(before)) await signOut(core, before);
  signInCookie.set(signedIn.token);
  context.actor = (await authenticateAgent(core, signedIn.token)) ?? before;
  return signedIn;
}
