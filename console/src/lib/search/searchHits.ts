import type { Api } from '#lib/connection/api.ts';
import {
  SearchDocument,
  type MessageHitFragment,
  type ReplyHitFragment,
  type SearchFilterInput,
  type SearchQuery,
  type SessionHitFragment,
  type VisitorHitFragment,
} from '#lib/gql/generated.ts';
import { hitKinds, type HitKind } from './searchView.ts';

/** Something that was found. */
export type SearchHit = { id: string } & (
  | { kind: 'messages'; hit: MessageHitFragment }
  | { kind: 'visitors'; hit: VisitorHitFragment }
  | { kind: 'sessions'; hit: SessionHitFragment }
  | { kind: 'replies'; hit: ReplyHitFragment }
);

/** Some of what was found of one kind, the newest first. It may be short though there is more. */
export interface HitPage {
  hits: readonly SearchHit[];
  hasMore: boolean;
  cursor: string | null;
}

export interface HitRequest {
  query: string;
  filter: SearchFilterInput | null;
  kinds: readonly HitKind[];
  first: number;
  after: string | null;
  seesContacts: boolean;
}

/**
 * Fetches a page of each of these kinds.
 * @throws RequestFailure
 */
export async function fetchHits(
  api: Pick<Api, 'query'>,
  { kinds, ...request }: HitRequest,
): Promise<ReadonlyMap<HitKind, HitPage>> {
  const wanted = Object.fromEntries(hitKinds.map((kind) => [kind, kinds.includes(kind)]));
  const answer = await api.query(SearchDocument, {
    ...request,
    ...(wanted as Record<HitKind, boolean>),
  });
  const pages = pagesIn(answer);
  return new Map(kinds.flatMap((kind) => (pages[kind] ? [[kind, pages[kind]]] : [])));
}

function pagesIn(answer: SearchQuery): Record<HitKind, HitPage | undefined> {
  return {
    messages: pageOf(answer.searchMessages, (hit) => ({ kind: 'messages', id: hit.message.id, hit })),
    visitors: pageOf(answer.searchVisitors, (hit) => ({ kind: 'visitors', id: hit.session.visitor.id, hit })),
    sessions: pageOf(answer.searchSessions, (hit) => ({ kind: 'sessions', id: hit.session.id, hit })),
    replies: pageOf(answer.searchQuickReplies, (hit) => ({ kind: 'replies', id: hit.reply.id, hit })),
  };
}

interface Connection<Node> {
  edges: readonly { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

function pageOf<Node>(
  connection: Connection<Node> | undefined,
  hitOf: (node: Node) => SearchHit,
): HitPage | undefined {
  if (!connection) return undefined;
  const { edges, pageInfo } = connection;
  const hits = edges.map(({ node }) => hitOf(node));
  return { hits, hasMore: pageInfo.hasNextPage, cursor: pageInfo.endCursor };
}
