import type { Core } from '../core/core.ts';

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
  const sites = await prisma.site.findMany({
    where: { deletedAt: null, key: { not: demoKey } },
    select: { id: true, departments: { select: { department: { select: { path: true } } } } },
  });
  const siteId = { in: sites.map(({ id }) => id) };
  const paths = sites.flatMap(({ departments }) => departments.map(({ department }) => department.path));
  const seen = await prisma.widgetSighting.findFirst({ where: { siteId, shownAt: { not: null } } });
  const talk = await prisma.session.findFirst({
    where: { siteId, visitorSpokeAt: { not: null } },
    select: { id: true },
  });
  const answeringAgentsCount = await prisma.agent.count({
    where: {
      deactivatedAt: null,
      role: { permissions: { has: 'SEE_OWN_SESSIONS' } },
      OR: paths.map((path) => ({ department: { path: { startsWith: path } } })),
    },
  });
  return {
    hasSite: sites.length > 0,
    isWidgetSeen: seen !== null,
    hasDepartment: paths.length > 0,
    answeringAgentsCount,
    hasTalk: talk !== null,
  };
}
