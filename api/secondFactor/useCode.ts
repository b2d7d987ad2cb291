import { recordAudit } from '../audit/recordAudit.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import type { Transaction } from '../core/transaction.ts';
import { WrongCodeError } from './secondFactorErrors.ts';
import { provedStep } from './secondFactorKey.ts';
import { normaliseRecoveryCode } from './secondFactorRules.ts';

/** A code that may be good, to be used up in the transaction of what it is given for. */
export interface ReadCode {
  agent: { id: string; displayName: string };
  /** The step and the key of which it is a code. */
  step: number | undefined;
  sealedKey: string;
  recoveryHash: string;
}

/**
 * Reads what somebody gives as a code, of the app or for recovery; each try counts, whether it is right or not.
 * @throws TooManyAttemptsError, WrongCodeError for agents without a second factor
 */
export async function readCode(core: Core, agentId: string, code: string): Promise<ReadCode> {
  await core.rateLimits.count(codeLimit(core), agentId);
  const factor = await core.database.prisma.secondFactor.findFirst({
    where: { agentId, confirmedAt: { not: null } },
    include: { agent: { select: { id: true, displayName: true } } },
  });
  if (!factor) throw new WrongCodeError();
  return {
    agent: factor.agent,
    step: await provedStep(core, factor, code),
    sealedKey: factor.sealedKey,
    recoveryHash: hashSecret(normaliseRecoveryCode(code)),
  };
}

/**
 * Uses a code up: one of the app is taken once, and none from before it any more; a recovery code is gone.
 * @throws WrongCodeError
 */
export async function useCode(core: Core, transaction: Transaction, code: ReadCode): Promise<void> {
  const { agent, step, sealedKey, recoveryHash } = code;
  const agentId = agent.id;
  if (step !== undefined) {
    const { count } = await transaction.secondFactor.updateMany({
      where: { agentId, sealedKey, confirmedAt: { not: null }, lastStep: { lt: step } },
      data: { lastStep: step },
    });
    if (count === 0) throw new WrongCodeError();
    return;
  }
  const { count } = await transaction.recoveryCode.updateMany({
    where: { agentId, codeHash: recoveryHash, usedAt: null },
    data: { usedAt: core.clock.now() },
  });
  if (count === 0) throw new WrongCodeError();
  const author = { kind: 'agent', agentId, displayName: agent.displayName } as const;
  await recordAudit(transaction, author, 'useRecoveryCode', { type: 'Agent', id: agentId });
}

/** After a right code the wrong ones before it do not matter. */
export async function forgiveCodes(core: Core, agentId: string): Promise<void> {
  await core.rateLimits.forget(codeLimit(core), agentId);
}

/** So many codes of an agent may be tried in a quarter of an hour: of a million, none is guessed within years. */
export function codeLimit({ environment }: Core) {
  return { name: 'secondFactor', points: environment.signInFailures, seconds: 15 * 60 };
}
