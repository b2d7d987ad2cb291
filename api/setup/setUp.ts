import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { hashPassword } from '../agent/password.ts';
import { assertNotGuessable } from '../agent/assertNotGuessable.ts';
import { newPassword } from '../agent/passwordRules.ts';
import type { SignInDevice } from '../agent/openSignIn.ts';
import { signIn } from '../agent/signIn.ts';
import { newLogin } from '../agent/signInRules.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { anonymous } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { checkInput, name, requiredText } from '../core/input.ts';
import { hashSecret } from '../core/secret.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { pathBelow } from '../department/departmentRules.ts';
import { shippedRoles } from '../role/shippedRoleRules.ts';
import { newSiteKey } from '../site/siteAccess.ts';
import { siteShape } from '../site/siteRules.ts';
import { SetupRefusedError } from './setupErrors.ts';

const { greeting, allowedOrigins } = siteShape.shape;
const shape = z.object({
  token: requiredText(100),
  organisationName: name(100),
  departmentName: name(100),
  displayName: name(100),
  login: newLogin,
  password: newPassword,
  greeting,
  allowedOrigins,
});

/**
 * Sets up an empty installation: the roles that are shipped, the organisation with its first department, an admin who can
 * do everything, and a site that the department serves; and signs the admin in.
 * @returns the admin and the token that proves the sign-in from now on
 * @throws InvalidInputError, SetupRefusedError, TooManyAttemptsError
 */
export async function setUp(
  core: Core,
  input: z.input<typeof shape>,
  device: SignInDevice,
): Promise<{ agent: Agent; token: string }> {
  const limit = { name: 'setUp', points: core.environment.signInFailures * 3, seconds: 15 * 60 };
  await core.rateLimits.count(limit, device.address);
  const { token, password, ...wanted } = checkInput(shape, input);
  const { login, displayName, organisationName } = wanted;
  const words = [login, displayName, organisationName];
  await assertNotGuessable(core.database.prisma, password, words, 'password');
  const passwordHash = await hashPassword(password);
  await inTransaction(core, async (transaction) => {
    await useToken(transaction, token, core.clock.now());
    await makeOrganisation(transaction, { ...wanted, passwordHash });
  });
  return signIn(core, { login, password }, device);
}

/** Of several who come at once with good tokens, one sets it up. @throws SetupRefusedError */
async function useToken(transaction: Transaction, token: string, now: Date): Promise<void> {
  await transaction.$executeRaw`LOCK TABLE "SetupToken" IN EXCLUSIVE MODE`;
  const tokenHash = hashSecret(token);
  const found = await transaction.setupToken.findFirst({ where: { tokenHash, expiresAt: { gt: now } } });
  const isEmpty = (await transaction.agent.count()) === 0;
  if (!found || !isEmpty) throw new SetupRefusedError();
  await transaction.setupToken.deleteMany();
}

type Organisation = Omit<z.output<typeof shape>, 'token' | 'password'> & { passwordHash: string };

async function makeOrganisation(transaction: Transaction, wanted: Organisation): Promise<void> {
  const { organisationName, departmentName, greeting, allowedOrigins, ...admin } = wanted;
  const roles = shippedRoles.map((role) => ({ id: uuidv7(), isShipped: true, ...role }));
  await transaction.role.createMany({ data: roles });
  const root = { id: uuidv7(), name: organisationName };
  const first = { id: uuidv7(), name: departmentName, parentId: root.id };
  const path = pathBelow(null, root.id);
  await transaction.department.create({ data: { ...root, path } });
  await transaction.department.create({ data: { ...first, path: pathBelow({ path }, first.id) } });
  const roleId = roles.find(({ permissions }) => permissions.includes('MANAGE_ROLES'))?.id ?? '';
  const { id } = await transaction.agent.create({ data: { ...admin, departmentId: root.id, roleId } });
  await transaction.site.create({
    data: {
      name: organisationName,
      key: newSiteKey(),
      greeting,
      allowedOrigins,
      departments: { create: { departmentId: first.id } },
    },
  });
  await recordAudit(transaction, anonymous, 'setUp', { type: 'Agent', id });
}
