import { asAgent, type Actor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { countSessions } from '../../api/session/countSessions.ts';
import { getSessionFor, visibleSessions } from '../../api/session/sessionAccess.ts';
import { matchingSessions, type SessionFilter } from '../../api/session/sessionFilters.ts';
import { fromCursor } from '../../api/session/fromCursor.ts';
import { isSortedByEnd } from '../../api/session/endedPageRules.ts';
import { mostCounted, orderOf } from '../../api/session/sessionListRules.ts';
import { today } from '../../api/setting/organisationDay.ts';
import { builder } from '../builder.ts';
import { SessionCountType, SessionFilterInput, SessionOrderType } from './sessionListType.ts';
import { SessionType } from './sessionType.ts';

const wanted = async (core: Core, actor: Actor, filter: SessionFilter | null | undefined) => ({
  AND: [visibleSessions(actor), matchingSessions(asAgent(actor), filter ?? {}, (await today(core)).start)],
});

const ofOwner = {
  ownerId: 'Only those that one agent answers.',
  isMine: 'If true: only those that one answers oneself, and those that nobody does yet.',
};

builder.queryFields((t) => ({
  session: t.field({
    type: SessionType,
    description: 'One session, live or ended, that whoever asks may see.',
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ description: 'The session’s id.' }) },
    errors: { types: [NotFoundError] },
    resolve: (_root, { id }, { core, actor }) => getSessionFor(core, actor, id),
  }),
  sessions: t.prismaConnection(
    {
      type: SessionType,
      cursor: 'id',
      description: 'The sessions that the agent may see, of one list or all live ones.',
      authScopes: { agent: true },
      args: {
        filter: t.arg({ type: SessionFilterInput, required: false, description: 'Which of them.' }),
        order: t.arg({
          type: SessionOrderType,
          required: false,
          description: 'What comes first; ATTENTION unless told.',
        }),
      },
      resolve: async ({ cursor, ...query }, _root, { filter, order }, { core, actor }) => {
        const where = await wanted(core, actor, filter);
        const orderBy = orderOf(filter?.list, order ?? 'ATTENTION');
        if (!cursor || !isSortedByEnd(filter?.list))
          return core.database.prisma.session.findMany({ ...query, cursor, where, orderBy });
        const from = await fromCursor(core, cursor, query.take < 0);
        return core.database.prisma.session.findMany({ ...query, where: { AND: [where, from] }, orderBy });
      },
    },
    {
      fields: (connection) => ({
        totalCount: connection.int({
          description:
            'How many there are on all pages together; those that left without a word are counted up to 1,000.',
          resolve: async ({ args }, _args, { core, actor }) =>
            core.database.prisma.session.count({
              where: await wanted(core, actor, args.filter),
              // In its order, so that the list's index counts them.
              ...(args.filter?.list === 'LEFT' && { take: mostCounted, orderBy: orderOf('LEFT', 'NEWEST') }),
            }),
        }),
      }),
    },
  ),
  sessionCounts: t.field({
    type: [SessionCountType],
    description: 'How many sessions that the agent may see are in each list. For agents.',
    authScopes: { agent: true },
    args: {
      ownerId: t.arg.id({ required: false, description: ofOwner.ownerId }),
      isMine: t.arg.boolean({ required: false, description: ofOwner.isMine }),
    },
    resolve: (_root, args, { core, actor }) => countSessions(core, asAgent(actor), args),
  }),
}));
