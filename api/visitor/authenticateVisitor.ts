import type { VisitorActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { hashSecret } from '../core/secret.ts';

/** The visitor whom a device's secret proves; undefined when it proves nobody. */
export async function authenticateVisitor(core: Core, secret: string): Promise<VisitorActor | undefined> {
  const device = await core.database.prisma.visitorDevice.findUnique({
    where: { secretHash: hashSecret(secret) },
    select: { id: true, visitorId: true, siteId: true },
  });
  return device
    ? { kind: 'visitor', visitorId: device.visitorId, deviceId: device.id, siteId: device.siteId }
    : undefined;
}
