import { createCategory } from '../../api/quickReply/createCategory.ts';
import { createQuickReply } from '../../api/quickReply/createQuickReply.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import { buildAgent, buildDepartment } from '../support/build.ts';
import type { TestCore } from '../support/testCore.ts';

/** A supervisor, two agents of the department below, and one of another department. */
export async function buildTeam(core: TestCore) {
  const department = await buildDepartment(core);
  const below = await buildDepartment(core, department);
  const supervisor = await buildAgent(core, department, ['MANAGE_PUBLIC_QUICK_REPLIES']);
  const [lin, wang] = [await buildAgent(core, below), await buildAgent(core, below)];
  const stranger = await buildAgent(core, await buildDepartment(core));
  return { department, supervisor, lin, wang, stranger };
}

export function buildReply(
  core: TestCore,
  agent: AgentActor,
  reply: Partial<Parameters<typeof createQuickReply>[2]> = {},
) {
  return createQuickReply(core, agent, {
    isPublic: false,
    title: '预约挂号',
    content: '您想约哪天？',
    ...reply,
  });
}

export function buildCategory(core: TestCore, agent: AgentActor, name: string, isPublic = false) {
  return createCategory(core, agent, { isPublic, name });
}
