import { randomUUID } from 'node:crypto';
import { sendMessage } from '../../api/message/sendMessage.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import { executeAs } from '../support/executeAs.ts';
import type { TestCore } from '../support/testCore.ts';

/** A visitor in a session of an agent who may do everything with what is known about them. */
export async function buildTalk(
  core: TestCore,
  permissions: Permission[] = ['EDIT_VISITORS', 'SEE_CONTACT_DATA'],
) {
  const department = await buildDepartment(core);
  const agent = await buildAgent(core, department, permissions);
  const site = await buildSite(core, department);
  const { session, visitor, secret: visitorSecret } = await buildVisitor(core, site);
  await core.database.prisma.session.update({ where: { id: session.id }, data: { ownerId: agent.agentId } });
  const sessionId = session.id;
  const { visitorId } = visitor;
  return {
    department,
    site,
    agent,
    visitor,
    visitorId,
    sessionId,
    visitorSecret,
    /** The visitor writes, a second after what was before. */
    say: (text: string, clientId: string = randomUUID()) => {
      core.clock.advance(1000);
      return sendMessage(core, visitor, { sessionId, clientId, text });
    },
    details: () =>
      core.database.prisma.contactDetail.findMany({
        where: { visitorId },
        orderBy: [{ foundAt: 'asc' }, { id: 'asc' }],
      }),
    tagNames: async () => {
      const taggings = await core.database.prisma.tagging.findMany({
        where: { visitorId, removedAt: null },
        include: { tag: true },
        orderBy: [{ taggedAt: 'asc' }, { id: 'asc' }],
      });
      return taggings.map(({ tag }) => tag.name);
    },
    /** What the session's visitor looks like to an agent. */
    ask: async <Result>(actor: Parameters<typeof executeAs>[1], fields: string): Promise<Result> => {
      const source = `query ($id: ID!) { session(id: $id) { ... on Session { ${fields} } } }`;
      const { session: found } = await executeAs<{ session: Result }>(core, actor, source, { id: sessionId });
      return found;
    },
  };
}
