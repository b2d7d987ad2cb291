import { currentActor } from '../agent/authenticateAgent.ts';
import { assertProvedAnew } from '../agent/signInAccess.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import { asAgentInPerson, type Actor, type AgentActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotFoundError, NotSignedInError } from '../core/errors.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { assertTakesPassword } from './singleSignOnAccess.ts';
import { AccountTakenError } from './singleSignOnErrors.ts';
import type { ProviderAccount } from './singleSignOnRules.ts';

/**
 * Links an account with an agent who is signed in still; again is safe.
 * @throws NotSignedInError, AccountTakenError
 */
export async function linkAccount(
  core: Core,
  transaction: Transaction,
  { agentId, signInId }: { agentId: string; signInId: string },
  { issuer, subject, label }: ProviderAccount,
): Promise<void> {
  const asked = { kind: 'agent', agentId, credential: { kind: 'signIn', id: signInId } } as AgentActor;
  const actor = await currentActor(core, asked, transaction);
  if (!actor) throw new NotSignedInError();
  const { count } = await transaction.agentIdentity.createMany({
    data: { agentId, issuer, subject, label },
    skipDuplicates: true,
  });
  if (count === 1) return recordAudit(transaction, actor, 'linkAccount', { type: 'Agent', id: agentId });
  const isSame = (await transaction.agentIdentity.count({ where: { agentId, issuer, subject } })) > 0;
  if (!isSame) throw new AccountTakenError();
}

/**
 * Takes the link with the account at the provider away. Not from those who could sign in by nothing else then.
 * @returns whose link it was @throws NotSignedInError, NotFoundError, SingleSignOnOnlyError, ProofNeededError
 */
export async function unlinkAccount(core: Core, actor: Actor): Promise<string> {
  const agent = asAgentInPerson(actor);
  const { agentId } = agent;
  await assertTakesPassword(core, agentId);
  await assertProvedAnew(core, agent);
  return inTransaction(core, async (transaction) => {
    const { count } = await transaction.agentIdentity.deleteMany({ where: { agentId } });
    if (count === 0) throw new NotFoundError('account');
    await recordAudit(transaction, actor, 'unlinkAccount', { type: 'Agent', id: agentId });
    return agentId;
  });
}
