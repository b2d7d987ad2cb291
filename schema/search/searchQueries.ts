import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { searchMessages } from '../../api/search/searchMessages.ts';
import type { SearchPage } from '../../api/search/searchPage.ts';
import { searchQuickReplies } from '../../api/search/searchQuickReplies.ts';
import { searchSessions } from '../../api/search/searchSessions.ts';
import { searchVisitors } from '../../api/search/searchVisitors.ts';
import { visibleSessions } from '../../api/session/sessionAccess.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import {
  MessageHitType,
  QuickReplyHitType,
  SessionHitType,
  VisitorHitType,
  type InSession,
} from './searchHitTypes.ts';

const SearchFilterInput = builder.inputType('SearchFilterInput', {
  description: 'In which sessions is searched; what is left out restricts nothing.',
  fields: (t) => ({
    from: t.field({
      type: 'DateTime',
      required: false,
      description: 'Only what was said, or went on, from then on.',
    }),
    until: t.field({ type: 'DateTime', required: false, description: 'Only what was said before then.' }),
    agentId: t.id({ required: false, description: 'Only sessions that one agent answers.' }),
    tagId: t.id({ required: false, description: 'Only sessions of visitors who have this tag.' }),
    siteId: t.id({ required: false, description: 'Only sessions on one site.' }),
  }),
});

const MessageHits = builder.connectionObject({ type: MessageHitType, name: 'MessageHitsConnection' });
const SessionHits = builder.connectionObject({ type: SessionHitType, name: 'SessionHitsConnection' });
const VisitorHits = builder.connectionObject({ type: VisitorHitType, name: 'VisitorHitsConnection' });
const QuickReplyHits = builder.connectionObject({
  type: QuickReplyHitType,
  name: 'QuickReplyHitsConnection',
});

const words =
  'Words with spaces between them, all of which must be there: Chinese ones anywhere, those of letters from their beginning. There are no operators. At most 100 characters; of none comes nothing.';
const paged =
  'Only what whoever asks may see. A page may be shorter than asked for though there are more. For agents.';

/** A page as Relay has it. */
function connectionOf<Hit>({ found, hasMore, endCursor }: SearchPage<Hit>) {
  return {
    edges: found.map(({ cursor, hit }) => ({ cursor, node: hit })),
    pageInfo: {
      hasNextPage: hasMore,
      hasPreviousPage: false,
      startCursor: found[0]?.cursor ?? null,
      endCursor,
    },
  };
}

/** The same with the hits' sessions, all read at once with what is asked of them. */
async function inSessions<Hit extends object>(
  page: SearchPage<Hit>,
  idOf: (hit: Hit) => string,
  context: Context,
  info: GraphQLResolveInfo,
) {
  const { core, actor } = context;
  const path = ['edges', 'node', 'session'];
  const sessions = await core.database.prisma.session.findMany({
    ...queryFromInfo({ context, info, typeName: 'Session', path }),
    where: { AND: [{ id: { in: page.found.map(({ hit }) => idOf(hit)) } }, visibleSessions(actor)] },
  });
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const found = page.found.flatMap(({ cursor, hit }) => {
    const session = byId.get(idOf(hit));
    return session ? [{ cursor, hit: { ...hit, session } satisfies InSession<Hit> }] : [];
  });
  return connectionOf({ ...page, found });
}

builder.queryFields((t) => {
  const args = {
    query: t.arg.string({ description: words }),
    first: t.arg.int({ required: false, description: 'How many; 20 unless told, 50 at most.' }),
    after: t.arg.string({ required: false, description: 'The cursor behind which to begin.' }),
  };
  const filter = t.arg({ type: SearchFilterInput, required: false, description: 'In which sessions.' });
  const common = { authScopes: { agent: true } };
  return {
    searchMessages: t.field({
      ...common,
      type: MessageHits,
      description: `What was said, the newest session first and in it the newest message. ${paged}`,
      args: { ...args, filter },
      resolve: async (_root, input, context, info) => {
        const page = await searchMessages(context.core, context.actor, input);
        return inSessions(page, ({ message }) => message.sessionId, context, info);
      },
    }),
    searchSessions: t.field({
      ...common,
      type: SessionHits,
      description: `Sessions by the titles and addresses of the pages seen in them, the newest first. ${paged}`,
      args: { ...args, filter },
      resolve: async (_root, input, context, info) => {
        const page = await searchSessions(context.core, context.actor, input);
        return inSessions(page, ({ sessionId }) => sessionId, context, info);
      },
    }),
    searchVisitors: t.field({
      ...common,
      type: VisitorHits,
      description: `Visitors by nickname (also in pinyin, whole or by initials), note, and contact data for those who may see it; who came last first. ${paged}`,
      args: { ...args, filter },
      resolve: async (_root, input, context, info) => {
        const page = await searchVisitors(context.core, context.actor, input);
        return inSessions(page, ({ sessionId }) => sessionId, context, info);
      },
    }),
    searchQuickReplies: t.field({
      ...common,
      type: QuickReplyHits,
      description: `Quick replies that one may use by title (also in pinyin, whole or by initials) and content, those used most first. ${paged}`,
      args,
      resolve: async (_root, input, { core, actor }) =>
        connectionOf(await searchQuickReplies(core, actor, input)),
    }),
  };
});
