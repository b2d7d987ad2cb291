import type { Topic } from '../core/pubsub.ts';

/** A sign-in is over: connections that stand on it must close. */
export interface SignInEnded {
  type: 'SignInEnded';
  signInId: string;
}

/** What happens to one sign-in. */
export const signInTopic = (signInId: string): Topic<SignInEnded> => `signIn:${signInId}`;
