import { z } from 'zod';
import type { SingleSignOn } from '../../prisma/generated/client/client.ts';
import { lockRights } from '../agent/lockRights.ts';
import { changesBetween, recordAudit } from '../audit/recordAudit.ts';
import { hasPermission, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { NotAllowedError } from '../core/errors.ts';
import { checkInput, name, requiredText, text } from '../core/input.ts';
import { seal } from '../core/sealing.ts';
import { inTransaction } from '../core/transaction.ts';
import { openProvider, secretPurpose } from './openProvider.ts';
import { findSingleSignOn } from './singleSignOnAccess.ts';
import { isDomain, isIssuer } from './singleSignOnRules.ts';

const malformed = { params: { rule: 'MALFORMED' } };
const domain = text(253)
  .transform((value) => value.trim().toLowerCase().replace(/^@/, ''))
  .refine(isDomain, malformed);

const shape = z.object({
  issuer: requiredText(300)
    .transform((value) => value.trim())
    .refine(isIssuer, malformed),
  clientId: name(300),
  /** Null for the one that is kept. */
  clientSecret: text(500).nullish(),
  buttonText: name(40),
  allowedDomains: z.array(domain).max(50),
  linksByEmail: z.boolean(),
  isEnabled: z.boolean(),
  isOnlyWay: z.boolean(),
});

const audited = [
  'issuer',
  'clientId',
  'buttonText',
  'allowedDomains',
  'linksByEmail',
  'isEnabled',
  'isOnlyWay',
] as const;

/**
 * Sets up how agents sign in at the organisation's provider. What is to be used must answer first; a secret goes with the
 * provider and client that it was given for. Who makes it the only way keeps the own password for emergencies.
 * @throws InvalidInputError, NotAllowedError, ProviderFailedError
 */
export async function updateSingleSignOn(
  core: Core,
  actor: Actor,
  input: z.input<typeof shape>,
): Promise<SingleSignOn> {
  if (!hasPermission(actor, 'MANAGE_SETTINGS')) throw new NotAllowedError();
  const { clientSecret, ...wanted } = checkInput(shape, input);
  const known = await findSingleSignOn(core.database.prisma);
  const isSameClient = known?.issuer === wanted.issuer && known.clientId === wanted.clientId;
  const kept = isSameClient ? known.sealedClientSecret : null;
  const sealedClientSecret = clientSecret ? await seal(core, secretPurpose, clientSecret) : kept;
  if (wanted.isEnabled) await openProvider(core, { ...wanted, sealedClientSecret });
  return inTransaction(core, async (transaction) => {
    const manager = await lockRights(core, transaction, actor, 'MANAGE_SETTINGS');
    const before = await findSingleSignOn(transaction);
    const isOnlyWay = wanted.isOnlyWay && wanted.isEnabled;
    const keptAgentId = isOnlyWay ? (before?.keptAgentId ?? manager.agentId) : null;
    const data = { ...wanted, isOnlyWay, sealedClientSecret, keptAgentId };
    const after = await transaction.singleSignOn.upsert({
      where: { id: 1 },
      create: { id: 1, ...data },
      update: data,
    });
    const changes = changesBetween(audited, before ?? {}, after);
    await recordAudit(
      transaction,
      manager,
      'updateSingleSignOn',
      { type: 'Setting', id: 'singleSignOn' },
      changes,
    );
    return after;
  });
}
