import { z } from 'zod';
import type { SiteDepartment } from '../../prisma/generated/client/client.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError, NotFoundError } from '../core/errors.ts';
import { checkInput, id } from '../core/input.ts';
import { decideFor, inTurn, type Candidate, type Decision } from './assignmentRules.ts';
import { candidatesFor } from './candidates.ts';

const shape = z.object({ siteId: id, at: z.date().nullish(), previousAgentId: id.nullish() });

/** What would be decided for a visitor, and from what. */
export interface AssignmentPreview extends Decision {
  /** Who would answer; null when nobody would yet. */
  agent: Candidate | null;
  /** All who could, in the order in which they are asked. */
  candidates: Candidate[];
  /** The departments that serve the site, the one that is asked first first, and whether each works at that hour. */
  departments: { serving: SiteDepartment; isOpen: boolean }[];
  /** How many of the site wait already. */
  waitingCount: number;
}

/**
 * Tells who would answer a visitor who arrives on a site, by the very rules, and changes nothing.
 * @param input.at at which hour; the agents' status and load are those of now
 * @param input.previousAgentId who answered the visitor before; nobody did without it
 * @throws InvalidInputError, NotAllowedError, NotFoundError
 */
export async function previewAssignment(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<AssignmentPreview> {
  const { siteId, at, previousAgentId } = checkInput(shape, input);
  const isAllowed = hasPermission(actor, 'MANAGE_SITES') || hasPermission(actor, 'SEE_ASSIGNMENTS');
  if (!isAllowed) throw new NotAllowedError();
  const { prisma } = core.database;
  const site = await prisma.site.findUnique({ where: { id: siteId }, select: { id: true } });
  if (!site) throw new NotFoundError('site');
  const candidacy = await candidatesFor(core, prisma, siteId, at ?? undefined);
  const decision = decideFor(candidacy, previousAgentId);
  const departments = await prisma.siteDepartment.findMany({
    where: { siteId },
    orderBy: { position: 'asc' },
  });
  return {
    ...decision,
    agent: candidacy.candidates.find(({ agentId }) => agentId === decision.agentId) ?? null,
    candidates: inTurn(candidacy.candidates),
    departments: departments.map((serving) => ({
      serving,
      isOpen: candidacy.openIds.includes(serving.departmentId),
    })),
    waitingCount: await prisma.session.count({ where: { siteId, ownerId: null, endedAt: null } }),
  };
}
