import type { Actor } from '../../api/core/actor.ts';
import { NotFoundError } from '../../api/core/errors.ts';
import { getSessionFor, visibleSessions } from '../../api/session/sessionAccess.ts';
import { builder } from '../builder.ts';
import { SessionType } from './sessionType.ts';

const liveSessionsOf = (actor: Actor) => ({ AND: [visibleSessions(actor), { endedAt: null }] });

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
      description:
        'The live sessions that the agent may see: those who wait longest first, then the most active.',
      authScopes: { agent: true },
      resolve: (query, _root, _args, { core, actor }) =>
        core.database.prisma.session.findMany({
          ...query,
          where: liveSessionsOf(actor),
          orderBy: [{ waitingSince: { sort: 'asc', nulls: 'last' } }, { activeAt: 'desc' }, { id: 'desc' }],
        }),
    },
    {
      fields: (connection) => ({
        totalCount: connection.int({
          description: 'How many there are on all pages together.',
          resolve: (_connection, _args, { core, actor }) =>
            core.database.prisma.session.count({ where: liveSessionsOf(actor) }),
        }),
      }),
    },
  ),
}));
