import { randomUUID } from 'node:crypto';
import { connectAgent, type ConnectedSocket } from '../../api/agent/connectAgent.ts';
import { setStatus } from '../../api/agent/setStatus.ts';
import { expiryAfter } from '../../api/agent/signInRules.ts';
import type { AgentActor } from '../../api/core/actor.ts';
import type { Core } from '../../api/core/core.ts';
import { renewProcessLease } from '../../api/core/serverProcess.ts';
import { hashSecret } from '../../api/core/secret.ts';
import { enterSite } from '../../api/visitor/enterSite.ts';
import { writeVisitorConnections, type VisitorSocket } from '../../api/visitor/writeVisitorConnections.ts';
import type { Department, HandOver, Site } from '../../prisma/generated/client/client.ts';
import { Permission } from '../../prisma/generated/client/enums.ts';
import { buildAgent, buildDepartment, buildSite, ownOrigin } from '../support/build.ts';

/** Somebody who answers, as a history knows them. */
export interface Colleague {
  actor: AgentActor;
  isSignedIn: boolean;
  socket: ConnectedSocket | undefined;
  handOver: HandOver | undefined;
}

/** Somebody who has been on a site, as a history knows them. */
export interface Guest {
  site: Site;
  /** One of their own, so that blocking one blocks nobody else. */
  address: string;
  secret: string;
  visitorId: string;
  socket: VisitorSocket | undefined;
}

/** What histories happen in: two sites that share departments, four agents, somebody who manages them. */
export interface Clinic {
  departments: Department[];
  sites: Site[];
  admin: AgentActor;
  colleagues: Colleague[];
  guests: Guest[];
}

const answering: Permission[] = [
  'SEE_ALL_SESSIONS',
  'ASSIST_SESSIONS',
  'TRANSFER_SESSIONS',
  'TRANSFER_COLLEAGUES_SESSIONS',
  'END_COLLEAGUES_SESSIONS',
  'BLOCK_VISITORS',
  'UNBLOCK_VISITORS',
];

/** A clinic in a database where nobody else is: two of four agents are there, and no visitor yet. */
export async function buildClinic(core: Core): Promise<Clinic> {
  const { prisma } = core.database;
  await prisma.session.deleteMany();
  await prisma.visitor.deleteMany();
  await prisma.site.deleteMany();
  // Agents stay for the audit's sake.
  await prisma.agent.updateMany({ data: { deactivatedAt: core.clock.now() } });
  await renewProcessLease(core);
  const root = await buildDepartment(core);
  const first = await buildDepartment(core, root);
  const below = await buildDepartment(core, first);
  const second = await buildDepartment(core, root);
  const sites = [await buildSite(core, first), await buildSite(core, second)];
  for (const [index, place] of [second, below].entries())
    await prisma.siteDepartment.create({
      data: { siteId: sites[index]?.id ?? '', departmentId: place.id, position: 1 },
    });
  const places = [first, below, second, second];
  const colleagues: Colleague[] = [];
  for (const place of places) {
    const actor = await buildAgent(core, place, answering);
    await prisma.agent.update({ where: { id: actor.agentId }, data: { capacity: 1 } });
    await prisma.signIn.deleteMany({ where: { agentId: actor.agentId } });
    colleagues.push({ actor, isSignedIn: false, socket: undefined, handOver: undefined });
  }
  const everything = Object.values(Permission).filter((one) => one !== 'SEE_OWN_SESSIONS');
  for (const colleague of colleagues.slice(2)) await comeIn(core, colleague);
  const admin = await buildAgent(core, root, everything);
  return { departments: [first, below, second], sites, admin, colleagues, guests: [] };
}

/** An agent signs in and opens a tab; one who is signed in opens the tab again. */
export async function comeIn(core: Core, colleague: Colleague): Promise<void> {
  const { actor } = colleague;
  if (!colleague.isSignedIn) {
    const signIn = await core.database.prisma.signIn.create({
      data: {
        agentId: actor.agentId,
        tokenHash: hashSecret(randomUUID()),
        address: '203.0.113.9',
        userAgent: 'Test browser',
        expiresAt: expiryAfter(core.clock.now()),
      },
    });
    actor.credential = { kind: 'signIn', id: signIn.id };
    colleague.isSignedIn = true;
    await setStatus(core, actor, { status: 'ONLINE' });
  }
  colleague.socket ??= { id: randomUUID(), agentId: actor.agentId, signInId: actor.credential.id };
  await connectAgent(core, colleague.socket);
}

/** A visitor enters a site, or comes back to it, and connects. */
export async function visit(core: Core, clinic: Clinic, to: Site | Guest): Promise<void> {
  const known = 'secret' in to ? to : undefined;
  const site = 'secret' in to ? to.site : to;
  const number = clinic.guests.length;
  const address = known?.address ?? `10.0.${number >> 8}.${number & 255}`;
  const entry = await enterSite(
    core,
    { siteKey: site.key, pageUrl: `${ownOrigin}/clinic`, visitorSecret: known?.secret },
    { address, userAgent: 'Test browser', ownOrigin },
  );
  const visitorId = entry.visitor.id;
  const guest = known ?? { site, address, secret: entry.visitorSecret, visitorId, socket: undefined };
  if (!known) clinic.guests.push(guest);
  guest.socket ??= { id: randomUUID(), visitorId };
  await writeVisitorConnections(core, [guest.socket], []);
}
