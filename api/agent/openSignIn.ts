import type { Agent } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { clip } from '../core/input.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import type { RecordEvents, Transaction } from '../core/transaction.ts';
import { changeAgentStatus } from './changeAgentStatus.ts';
import { isConnected } from './presenceAccess.ts';
import { expiryAfter } from './signInRules.ts';

/** By what somebody proves who they are. */
export type SignInProof = 'password' | 'second factor' | 'single sign-on';

/** Where a sign-in comes from. */
export interface SignInDevice {
  address: string;
  userAgent: string;
}

/** The agent who is signed in now, and the token that proves it from now on; only its hash is kept. */
export interface OpenedSignIn {
  agent: Agent;
  token: string;
}

/**
 * Signs in an agent who has proved who they are, however that was; ONLINE after every sign-in (SPEC 1). The caller holds
 * the lock on the agent's row, and has looked that they are not deactivated.
 */
export async function openSignIn(
  core: Core,
  transaction: Transaction,
  record: RecordEvents,
  before: Agent,
  device: SignInDevice & { proof: SignInProof },
): Promise<OpenedSignIn> {
  const token = newSecret();
  const now = core.clock.now();
  const { id: signInId } = await transaction.signIn.create({
    select: { id: true },
    data: {
      agentId: before.id,
      tokenHash: hashSecret(token),
      address: clip(device.address, 64),
      userAgent: clip(device.userAgent, 400),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: expiryAfter(now),
    },
  });
  const { address, proof } = device;
  core.log.info({ agentId: before.id, signInId, address, proof }, 'an agent signed in');
  // Until the first socket is there, one who signs in is as good as one who has just lost it.
  const unreachableSince = (await isConnected(transaction, before.id)) ? null : now;
  const change = { status: 'ONLINE', chosenStatus: 'ONLINE', unreachableSince } as const;
  return { agent: await changeAgentStatus(core, transaction, record, before, change), token };
}
