import type { Api } from '#lib/connection/api.ts';
import { RequestFailure } from '#lib/connection/api.ts';
import { OlderMessagesDocument, type MessagePageFragment } from '#lib/gql/generated.ts';

/** The API's bound for one page. */
export const largestPage = 200;

/**
 * Fetches a page of a session's messages: those before a cursor, or the newest.
 * @throws RequestFailure
 */
export async function fetchPage(
  api: Pick<Api, 'query'>,
  sessionId: string,
  before: string | null,
  last = largestPage,
): Promise<MessagePageFragment> {
  const { session } = await api.query(OlderMessagesDocument, { id: sessionId, last, before });
  if (session.__typename !== 'Session') throw new RequestFailure(session.code);
  return session.messages;
}
