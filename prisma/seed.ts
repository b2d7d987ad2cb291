import { uuidv7 } from 'uuidv7';
import { hashPassword } from '../api/agent/password.ts';
import { shippedRoles } from '../api/role/shippedRoleRules.ts';
import { demoAgents, demoDepartments, demoSite, demoTags } from './demoOrganisation.ts';
import { demoPersonalReplies, demoPublicReplies, type DemoReply } from './demoReplies.ts';
import { demoScripts } from './demoScripts.ts';
import type { Prisma, PrismaClient } from './generated/client/client.ts';

/** The password of every demo agent. */
export const demoPassword = 'dukou-demo';
export const demoLogins: string[] = demoAgents.map(({ login }) => login);

/** Any number that nothing else takes an advisory lock on. */
const seedLock = 7_402_155_902;

/**
 * Fills a database without agents with a clinic to try the product on; two processes at once fill it once.
 * @returns whether it did
 */
export async function seedDemo(prisma: PrismaClient): Promise<boolean> {
  if ((await prisma.agent.count()) > 0) return false;
  const hashes = await Promise.all(demoAgents.map(() => hashPassword(demoPassword)));
  return prisma.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${seedLock})`;
      if ((await transaction.agent.count()) > 0) return false;
      await fill(transaction, hashes);
      return true;
    },
    { maxWait: 30_000, timeout: 30_000 },
  );
}

async function fill(transaction: Prisma.TransactionClient, hashes: string[]): Promise<void> {
  const departments = listDepartments(demoDepartments);
  await transaction.department.createMany({ data: departments });
  const departmentIds = idsByName(departments);

  const roles = shippedRoles.map((role) => ({ id: uuidv7(), isShipped: true, ...role }));
  await transaction.role.createMany({ data: roles });
  const roleIds = idsByName(roles);

  const agents = demoAgents.map(({ department, role, ...agent }, i) => ({
    id: uuidv7(),
    ...agent,
    passwordHash: hashes[i] ?? '',
    departmentId: departmentIds(department),
    roleId: roleIds(role),
  }));
  await transaction.agent.createMany({ data: agents });

  const { department, ...site } = demoSite;
  await transaction.site.create({
    data: {
      ...site,
      allowedOrigins: [],
      departments: { create: { departmentId: departmentIds(department) } },
    },
  });
  await transaction.tag.createMany({ data: demoTags.map((tag, i) => ({ ...tag, position: i + 10 })) });
  await transaction.script.createMany({ data: demoScripts });
  const lin = agents.find(({ login }) => login === 'lin');
  await addReplies(transaction, null, demoPublicReplies);
  await addReplies(transaction, lin?.id ?? null, demoPersonalReplies);
}

async function addReplies(
  transaction: Prisma.TransactionClient,
  ownerId: string | null,
  replies: readonly DemoReply[],
): Promise<void> {
  const names = [...new Set(replies.map(({ category }) => category))];
  const categories = names.map((name, position) => ({ id: uuidv7(), ownerId, name, position }));
  await transaction.quickReplyCategory.createMany({ data: categories });
  const idOf = idsByName(categories);
  await transaction.quickReply.createMany({
    data: replies.map(({ category, title, content }, position) => ({
      ownerId,
      categoryId: idOf(category),
      title,
      content,
      position,
    })),
  });
}

type Department = typeof demoDepartments;

/** The tree as rows, parents before their children. */
function listDepartments(
  department: Department,
  parent?: { id: string; path: string },
  position = 0,
): { id: string; name: string; parentId: string | undefined; path: string; position: number }[] {
  const id = uuidv7();
  const path = `${parent?.path ?? ''}${id}/`;
  const children = (department.children ?? []).flatMap((child, i) => listDepartments(child, { id, path }, i));
  return [{ id, name: department.name, parentId: parent?.id, path, position }, ...children];
}

/** Finds the id of a row by its name. */
function idsByName(rows: { id: string; name: string }[]): (name: string) => string {
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  return (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`The demo has no ${name}.`);
    return id;
  };
}
