import type { Core } from '../core/core.ts';
import { idsOnPath } from '../department/departmentRules.ts';

/** How far an organisation has come on its way to the first talk. */
export interface FirstSteps {
  hasSite: boolean;
  isWidgetSeen: boolean;
  hasDepartment: boolean;
  answeringAgentsCount: number;
  hasTalk: boolean;
}

/** The site of the demo data, which is nobody's own. */
const demoKey = 'demo';

/** Looks at what there is for the sites that the organisation made for itself. */
export async function firstSteps({ database: { prisma } }: Core): Promise<FirstSteps> {
  const own = { deletedAt: null, key: { not: demoKey } };
  const site = await prisma.site.findFirst({ where: own, select: { id: true } });
  const seen = await prisma.widgetSighting.findFirst({
    where: { site: own, shownAt: { not: null } },
    select: { origin: true },
  });
  const talk = await prisma.session.findFirst({
    where: { site: own, visitorSpokeAt: { not: null } },
    select: { id: true },
  });
  const departments = await prisma.department.findMany({
    select: { id: true, path: true, sites: { where: { site: own }, select: { siteId: true }, take: 1 } },
  });
  const serving = new Set(departments.filter(({ sites }) => sites.length > 0).map(({ id }) => id));
  const answering = departments.filter(({ path }) => idsOnPath(path).some((id) => serving.has(id)));
  const answeringAgentsCount = await prisma.agent.count({
    where: {
      deactivatedAt: null,
      role: { permissions: { has: 'SEE_OWN_SESSIONS' } },
      departmentId: { in: answering.map(({ id }) => id) },
    },
  });
  return {
    hasSite: site !== null,
    isWidgetSeen: seen !== null,
    hasDepartment: serving.size > 0,
    answeringAgentsCount,
    hasTalk: talk !== null,
  };
}
