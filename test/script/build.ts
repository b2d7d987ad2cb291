import { randomUUID } from 'node:crypto';
import { setStatus } from '../../api/agent/setStatus.ts';
import type { Actor, AgentActor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { sendMessage } from '../../api/message/sendMessage.ts';
import { createScript } from '../../api/script/createScript.ts';
import { sweepDueScripts } from '../../api/script/sweepDueScripts.ts';
import { writeVisitorConnections } from '../../api/visitor/writeVisitorConnections.ts';
import type { Script, Session, Site } from '../../prisma/generated/client/client.ts';
import { buildAgent, buildDepartment, buildSite, buildVisitor } from '../support/build.ts';
import type { TestCore } from '../support/testCore.ts';

type Words = Parameters<typeof createScript>[2];

const usual: Omit<Words, 'kind'> = {
  content: 'automatic words',
  keywords: [],
  keywordMatch: 'ANY',
  delaySeconds: 0,
  hours: 'ALWAYS',
  mayFollowAgent: false,
  timesPerSession: 1,
  isEnabled: true,
};

/** A script of a site, made by somebody who may. */
export function buildScript(
  core: Core,
  admin: AgentActor,
  site: Pick<Site, 'id'>,
  words: Partial<Words> & Pick<Words, 'kind'>,
): Promise<Script> {
  return createScript(core, admin, { ...usual, siteId: site.id, ...words });
}

/** A site with one agent, who is ONLINE unless nobody is to be; and who manages the scripts. */
export async function buildDesk(core: TestCore, { isAlone = false } = {}) {
  const department = await buildDepartment(core);
  const admin = await buildAgent(core, await buildDepartment(core), ['MANAGE_SCRIPTS']);
  const agent = await buildAgent(core, department, ['USE_DO_NOT_DISTURB']);
  const site = await buildSite(core, department);
  if (!isAlone) await setStatus(core, agent, { status: 'ONLINE' });
  return { admin, agent, site, department };
}

/** A visitor who has entered and is connected, with what is said there. */
export async function buildTalk(core: TestCore, site: Site) {
  const { visitor, session, secret } = await buildVisitor(core, site);
  const socket = { id: randomUUID(), visitorId: visitor.visitorId };
  await writeVisitorConnections(core, [socket], []);
  const { prisma } = core.database;
  return {
    visitor,
    secret,
    sessionId: session.id,
    leave: () => writeVisitorConnections(core, [], [socket]),
    say: (actor: Actor, text: string) =>
      sendMessage(core, actor, { sessionId: session.id, clientId: randomUUID(), text }),
    read: (): Promise<Session> => prisma.session.findUniqueOrThrow({ where: { id: session.id } }),
    /** What was said automatically so far, in order. */
    said: async () => {
      const messages = await prisma.message.findMany({
        where: { sessionId: session.id, scriptKind: { not: null } },
        orderBy: { seq: 'asc' },
      });
      return messages.map(({ text }) => text);
    },
  };
}

/** Lets time pass as it does for a running product: the scripts are asked every second. */
export async function pass(core: TestCore, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    core.clock.advance(1_000);
    await sweepDueScripts(core);
  }
}
