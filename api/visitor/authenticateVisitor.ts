import type { VisitorDevice } from '../../prisma/generated/client/client.ts';
import type { VisitorActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import { readTogether } from '../core/readTogether.ts';
import { hashSecret } from '../core/secret.ts';

type Device = Pick<VisitorDevice, 'id' | 'visitorId' | 'siteId' | 'secretHash'>;

/** Together, because all come back at once after a restart. */
const readDevice = readTogether<string, Device | undefined>(async (database, hashes) => {
  const devices = await database.query<Device>(
    'SELECT "id", "visitorId", "siteId", "secretHash" FROM "VisitorDevice" WHERE "secretHash" = ANY ($1)',
    [hashes],
  );
  const byHash = new Map(devices.map((device) => [device.secretHash, device]));
  return hashes.map((hash) => byHash.get(hash));
});

/** The visitor whom a device's secret proves; undefined when it proves nobody. */
export async function authenticateVisitor(
  { database }: Core,
  secret: string,
): Promise<VisitorActor | undefined> {
  const device = await readDevice(database, hashSecret(secret));
  return device
    ? { kind: 'visitor', visitorId: device.visitorId, deviceId: device.id, siteId: device.siteId }
    : undefined;
}
