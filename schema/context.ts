import type { Actor, ActorListener } from '../api/core/actor.ts';
import type { Core } from '../api/core/core.ts';

/** What every resolver is given: who asks, and over which connection. */
export interface Context {
  core: Core;
  /** Who asks. A visitor who has just entered, or an agent who has just signed in, is known for the rest of the operation. */
  actor: Actor;
  requestId: string;
  /** The other side's IP address. */
  address: string;
  userAgent: string;
  /** The origin under which the product is reached. */
  ownOrigin: string;
  /** Keeps the proof of a sign-in in the browser; undefined where there is no answer that could carry a cookie. */
  signInCookie: { set(token: string): void; clear(): void } | undefined;
}

/** Shows what a subscription tells from now on as somebody with other rights may see it. */
export const nowAsking =
  (context: Context): ActorListener =>
  (now) => {
    context.actor = now;
  };
