import type { Core } from '../core/core.ts';
import { hashSecret, newSecret } from '../core/secret.ts';
import { isSetUp } from './isSetUp.ts';

const lifetimeMs = 24 * 60 * 60 * 1000;

/**
 * Makes a token that lets whoever started the server set up an empty installation. Each start makes one more, for who has
 * lost the last; they are good for a day.
 * @returns undefined when there is nothing to set up
 */
export async function issueSetupToken(core: Core): Promise<string | undefined> {
  if (await isSetUp(core)) return undefined;
  const now = core.clock.now();
  const token = newSecret();
  await core.database.prisma.setupToken.deleteMany({ where: { expiresAt: { lte: now } } });
  await core.database.prisma.setupToken.create({
    data: { tokenHash: hashSecret(token), expiresAt: new Date(now.getTime() + lifetimeMs) },
  });
  return token;
}
