import type { SingleSignOn } from '../../prisma/generated/client/client.ts';
import { openSignIn, type OpenedSignIn, type SignInDevice } from '../agent/openSignIn.ts';
import { lockAgent } from '../agent/presenceAccess.ts';
import { recordAudit } from '../audit/recordAudit.ts';
import type { Core } from '../core/core.ts';
import { inTransaction, type Transaction } from '../core/transaction.ts';
import { journeyLimit, type Journey } from './beginSingleSignOn.ts';
import { fetchAccount } from './fetchAccount.ts';
import { linkAccount } from './linkAccount.ts';
import { openProvider } from './openProvider.ts';
import { getSingleSignOn } from './singleSignOnAccess.ts';
import { AccountNotLinkedError, AccountNotWelcomeError } from './singleSignOnErrors.ts';
import { isWelcome, type ProviderAccount } from './singleSignOnRules.ts';

/**
 * Ends a journey to the provider: signs in the agent who is linked with the account, or links it with the one who set
 * out to. The provider's sign-in counts as it is: no second factor is asked for here.
 * @returns the sign-in; undefined when an account was linked
 * @throws SingleSignOnOffError, ProviderRefusedError, ProviderFailedError, AccountNotWelcomeError, AccountNotLinkedError,
 *   AccountTakenError, NotSignedInError, TooManyAttemptsError
 */
export async function finishSingleSignOn(
  core: Core,
  journey: Journey,
  query: string,
  device: SignInDevice,
): Promise<OpenedSignIn | undefined> {
  await core.rateLimits.count(journeyLimit(core), device.address);
  const settings = await getSingleSignOn(core);
  const account = await fetchAccount(core, await openProvider(core, settings), journey, query);
  if (!isWelcome(account, settings.allowedDomains)) throw new AccountNotWelcomeError();
  const { linking } = journey;
  if (linking) {
    await inTransaction(core, (transaction) => linkAccount(core, transaction, linking, account));
    return undefined;
  }
  return inTransaction(core, async (transaction, record) => {
    const agentId = await agentBehind(core, transaction, settings, account);
    const agent = await lockAgent(transaction, agentId);
    if (!agent || agent.deactivatedAt) throw new AccountNotLinkedError();
    return openSignIn(core, transaction, record, agent, { ...device, proof: 'single sign-on' });
  });
}

/** The agent who is linked with an account, or is linked now because the login is its verified address. */
async function agentBehind(
  core: Core,
  transaction: Transaction,
  { linksByEmail }: SingleSignOn,
  { issuer, subject, email, label }: ProviderAccount,
): Promise<string> {
  const lastUsedAt = core.clock.now();
  const [linked] = await transaction.agentIdentity.updateManyAndReturn({
    where: { issuer, subject },
    data: { lastUsedAt },
  });
  if (linked) return linked.agentId;
  const agent =
    linksByEmail && email !== null
      ? await transaction.agent.findFirst({
          // Who is linked with another account of this provider is somebody else's namesake at best.
          where: { login: email, deactivatedAt: null, identities: { none: { issuer } } },
        })
      : null;
  if (!agent) throw new AccountNotLinkedError();
  await transaction.agentIdentity.create({ data: { agentId: agent.id, issuer, subject, label, lastUsedAt } });
  const author = { kind: 'agent', agentId: agent.id, displayName: agent.displayName } as const;
  await recordAudit(transaction, author, 'linkAccount', { type: 'Agent', id: agent.id });
  return agent.id;
}
