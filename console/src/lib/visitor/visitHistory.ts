import { RequestFailure, type Api } from '#lib/connection/api.ts';
import {
  EarlierSessionsDocument,
  PageTrailDocument,
  VisitorTaggingsDocument,
  type EarlierSessionsQuery,
  type SeenPageFragment,
  type TaggingEntryFragment,
} from '#lib/gql/generated.ts';

type Asking = Pick<Api, 'query'>;
type SessionsPage = Extract<
  EarlierSessionsQuery['session'],
  { __typename: 'Session' }
>['visitor']['sessions'];

/**
 * The pages that the visitor of a session saw, in order.
 * @throws RequestFailure
 */
export async function fetchPageTrail(api: Asking, sessionId: string): Promise<readonly SeenPageFragment[]> {
  const { session } = await api.query(PageTrailDocument, { id: sessionId });
  if (session.__typename !== 'Session') throw new RequestFailure(session.code);
  return session.pageVisits;
}

/**
 * All tags that a visitor has and had, the latest first.
 * @throws RequestFailure
 */
export async function fetchTaggings(
  api: Asking,
  sessionId: string,
): Promise<readonly TaggingEntryFragment[]> {
  const { session } = await api.query(VisitorTaggingsDocument, { id: sessionId });
  if (session.__typename !== 'Session') throw new RequestFailure(session.code);
  return session.visitor.taggings;
}

/**
 * A page of the visitor's sessions, the latest first.
 * @throws RequestFailure
 */
export async function fetchSessions(
  api: Asking,
  sessionId: string,
  after: string | null,
): Promise<SessionsPage> {
  const { session } = await api.query(EarlierSessionsDocument, { id: sessionId, first: 10, after });
  if (session.__typename !== 'Session') throw new RequestFailure(session.code);
  return session.visitor.sessions;
}
