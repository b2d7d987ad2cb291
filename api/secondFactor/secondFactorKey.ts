import type { SecondFactor } from '../../prisma/generated/client/client.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';
import { seal, unseal } from '../core/sealing.ts';
import type { Transaction } from '../core/transaction.ts';
import { keyUri, newKey, newRecoveryCode, stepOfCode } from './oneTimeCode.ts';
import { SecondFactorOnError, WrongCodeError, type SecondFactorSetup } from './secondFactorErrors.ts';
import { normaliseRecoveryCode, recoveryCodeCount } from './secondFactorRules.ts';

/** For what an agent's key is sealed. */
export const keyPurpose = (agentId: string) => `second factor of ${agentId}`;

/**
 * Gives an agent a new key, which counts for nothing until a code has proved that an app has it.
 * @throws SecondFactorOnError
 */
export async function offerKey(
  core: Core,
  { id: agentId, login }: { id: string; login: string },
): Promise<SecondFactorSetup> {
  const key = newKey();
  const sealedKey = await seal(core, keyPurpose(agentId), key);
  const { prisma } = core.database;
  const row = { agentId, sealedKey, createdAt: core.clock.now(), lastStep: 0 };
  const { count } = await prisma.secondFactor.updateMany({
    where: { agentId, confirmedAt: null },
    data: row,
  });
  if (count === 0) {
    const made = await prisma.secondFactor.createMany({ data: row, skipDuplicates: true });
    if (made.count === 0) throw new SecondFactorOnError();
  }
  return { key, uri: keyUri(login, key) };
}

/** The step of a code that is right now; undefined for a wrong one. Not within a transaction. */
export async function provedStep(
  core: Core,
  factor: SecondFactor,
  code: string,
): Promise<number | undefined> {
  const key = await unseal(core, keyPurpose(factor.agentId), factor.sealedKey);
  if (key === undefined) core.log.error({ agentId: factor.agentId }, 'a second factor cannot be read');
  return key === undefined ? undefined : stepOfCode(code, key, core.clock.now());
}

/**
 * Makes the offered key the agent's second factor, when the code is one of it.
 * @param step of the code, read before the transaction
 * @returns the recovery codes, which nobody can read again @throws WrongCodeError
 */
export async function confirmKey(
  core: Core,
  transaction: Transaction,
  { agentId, sealedKey }: SecondFactor,
  step: number | undefined,
): Promise<string[]> {
  const { count } = await transaction.secondFactor.updateMany({
    // Only the key that the code was of: another one may have been offered meanwhile.
    where: { agentId, sealedKey, confirmedAt: null },
    data: { confirmedAt: core.clock.now(), lastStep: step ?? 0 },
  });
  if (step === undefined || count === 0) throw new WrongCodeError();
  return replaceRecoveryCodes(transaction, agentId);
}

/** Gives an agent new recovery codes; those from before are good for nothing. */
export async function replaceRecoveryCodes(transaction: Transaction, agentId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  await transaction.recoveryCode.deleteMany({ where: { agentId } });
  await transaction.recoveryCode.createMany({
    data: codes.map((code) => ({ agentId, codeHash: hashSecret(normaliseRecoveryCode(code)) })),
  });
  return codes;
}
