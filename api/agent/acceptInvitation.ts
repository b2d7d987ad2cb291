import { z } from 'zod';
import type { Agent } from '../../prisma/generated/client/client.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Core } from '../core/core.ts';
import { checkInput, text } from '../core/input.ts';
import { hashSecret } from '../core/secret.ts';
import { inTransaction } from '../core/transaction.ts';
import { InvitationExpiredError } from './agentErrors.ts';
import { assertNotGuessable } from './assertNotGuessable.ts';
import { endSignIns } from './endSignIns.ts';
import { findInvited } from './invitationAccess.ts';
import { hashPassword } from './password.ts';
import { newPassword } from './passwordRules.ts';
import { lockAgent } from './presenceAccess.ts';

const tokenShape = z.object({ token: text(100) });
const shape = tokenShape.extend({ password: newPassword });

/** Counted by address: whoever guesses secrets of 256 bits is slowed down all the same. */
async function countAttempt(core: Core, address: string): Promise<void> {
  const limit = { name: 'invitation', points: core.environment.signInFailures * 10, seconds: 15 * 60 };
  await core.rateLimits.count(limit, address);
}

/** Whom a link invites, for who opens it; null when it is good no more. @throws InvalidInputError, TooManyAttemptsError */
export async function openInvitation(
  core: Core,
  input: z.input<typeof tokenShape>,
  address: string,
): Promise<{ agent: Agent; expiresAt: Date } | null> {
  const { token } = checkInput(tokenShape, input);
  await countAttempt(core, address);
  return (await findInvited(core, core.database.prisma, token)) ?? null;
}

/**
 * Sets the password of the agent whom a link invites, and ends their sign-ins. The link is good no more.
 * @returns whom
 * @throws InvalidInputError, InvitationExpiredError, TooManyAttemptsError
 */
export async function acceptInvitation(
  core: Core,
  input: z.input<typeof shape>,
  address: string,
): Promise<{ agent: Agent; expiresAt: Date }> {
  const { token, password } = checkInput(shape, input);
  await countAttempt(core, address);
  const invited = await findInvited(core, core.database.prisma, token);
  if (!invited) throw new InvitationExpiredError();
  const { login, displayName } = invited.agent;
  await assertNotGuessable(core.database.prisma, password, [login, displayName], 'password');
  const passwordHash = await hashPassword(password);
  return inTransaction(core, async (transaction, record) => {
    const { id: agentId } = invited.agent;
    const before = await lockAgent(transaction, agentId);
    // One of two who use it at once, and nobody when it was replaced or withdrawn meanwhile.
    const link = { agentId, tokenHash: hashSecret(token) };
    const { count } = await transaction.invitation.deleteMany({ where: link });
    if (count === 0 || before?.deactivatedAt) throw new InvitationExpiredError();
    const agent = await transaction.agent.update({
      where: { id: agentId },
      data: { passwordHash, invitedAt: null },
    });
    const self = { agentId, displayName };
    await recordAudit(transaction, self, 'acceptInvitation', { type: 'Agent', id: agentId });
    await endSignIns(core, transaction, record, { agentId });
    return { agent, expiresAt: invited.expiresAt };
  });
}
