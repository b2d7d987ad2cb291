import { randomUUID } from 'node:crypto';
import type { AgentActor, VisitorActor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { keepTalksSearchable } from '../../api/search/keepTalksSearchable.ts';
import { keepVisitorsSearchable } from '../../api/search/keepVisitorsSearchable.ts';
import { endSession } from '../../api/session/endSession.ts';
import type { Department, Site } from '../../prisma/generated/client/client.ts';
import type { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';

/** A department with a site and an agent who sees its sessions and contact data. */
export async function buildDesk(core: Core, permissions: Permission[] = [], parent?: Department) {
  const department = await buildDepartment(core, parent);
  const site = await buildSite(core, department);
  const agent = await buildAgent(core, department, [
    'SEE_DEPARTMENT_SESSIONS',
    'SEE_CONTACT_DATA',
    'EDIT_VISITORS',
    ...permissions,
  ]);
  return { department, site, agent };
}

/** A new visitor who says these things, one after the other. */
export async function buildTalk(core: Core, site: Site, texts: readonly string[]) {
  const { visitor, session } = await buildVisitor(core, site);
  for (const text of texts) await say(core, visitor, session.id, text);
  return { visitor, session };
}

export function say(core: Core, actor: AgentActor | VisitorActor, sessionId: string, text: string) {
  return sendMessage(core, actor, { sessionId, clientId: randomUUID(), text });
}

/** Ends a session and lets what was said in it go into the index. */
export async function endAndKeep(core: Core, agent: AgentActor, sessionId: string): Promise<void> {
  await endSession(core, agent, { sessionId });
  await keepSearchable(core);
}

export async function keepSearchable(core: Core): Promise<void> {
  const endedSince = {
    endedAt: { not: null },
    searchableSeq: { lt: core.database.prisma.session.fields.lastSeq },
  };
  do await keepTalksSearchable(core);
  while ((await core.database.prisma.session.count({ where: endedSince })) > 0);
  await keepVisitorsSearchable(core);
}

/** The nicknames of visitors, in their order. */
export async function nicknamesOf(core: Core, hits: readonly { visitorId: string }[]): Promise<string[]> {
  const visitors = await core.database.prisma.visitor.findMany({
    where: { id: { in: hits.map(({ visitorId }) => visitorId) } },
  });
  return hits.map(({ visitorId }) => visitors.find(({ id }) => id === visitorId)?.nickname ?? '');
}
