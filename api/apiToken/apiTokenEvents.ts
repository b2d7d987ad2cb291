import type { Topic } from '../core/pubsub.ts';

/** An API token is good no more: connections that stand on it must close. */
export interface ApiTokenRevoked {
  type: 'ApiTokenRevoked';
  apiTokenId: string;
}

/** What happens to one API token. */
export const apiTokenTopic = (apiTokenId: string): Topic<ApiTokenRevoked> => `apiToken:${apiTokenId}`;
