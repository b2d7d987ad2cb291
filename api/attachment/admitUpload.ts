import type { Attachment } from '../../prisma/generated/client/client.ts';
import { asAgent, type Actor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { AttachmentRefusedError } from './attachmentErrors.ts';

/** Of a visitor, who may be anybody: what nobody sends who shows a picture or two. */
const visitorsPerMinute = 10;
const visitorsPerDay = 100;
const daySeconds = 24 * 3600;

/**
 * Lets an agent upload, or a visitor whose site takes files, and counts that they do.
 * @param address the IP address from which it comes: whoever makes many visitors of one browser is still at one address
 * @returns whose the attachment is @throws NotSignedInError, TooManyAttemptsError, AttachmentRefusedError
 */
export async function admitUpload(
  core: Core,
  actor: Actor,
  address = '',
): Promise<Pick<Attachment, 'agentId' | 'visitorId'>> {
  const points = core.environment.uploadsPerMinute;
  if (actor.kind !== 'visitor') {
    const { agentId } = asAgent(actor);
    await core.rateLimits.count({ name: 'upload', points, seconds: 60 }, agentId);
    return { agentId, visitorId: null };
  }
  const { visitorId, siteId } = actor;
  const site = await core.database.prisma.site.findUniqueOrThrow({ where: { id: siteId } });
  if (!site.takesFiles || site.deletedAt) throw new AttachmentRefusedError('NOT_TAKEN_HERE');
  const counts = [
    { limit: { name: 'visitorUpload', points: visitorsPerMinute, seconds: 60 }, key: visitorId },
    { limit: { name: 'visitorDayUpload', points: visitorsPerDay, seconds: daySeconds }, key: visitorId },
    { limit: { name: 'addressUpload', points, seconds: 60 }, key: address },
    { limit: { name: 'addressDayUpload', points: points * 20, seconds: daySeconds }, key: address },
  ];
  for (const { limit, key } of counts) await core.rateLimits.count(limit, key);
  return { agentId: null, visitorId };
}
