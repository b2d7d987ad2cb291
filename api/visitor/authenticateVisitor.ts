import type { VisitorDevice } from '../../prisma/generated/client/client.ts';
import type { VisitorActor } from '../core/actor.ts';
import type { Core } from '../core/core.ts';
import type { Database } from '../core/database.ts';
import { readTogether } from '../core/readTogether.ts';
import { hashSecret } from '../core/secret.ts';

type Device = Pick<VisitorDevice, 'id' | 'visitorId' | 'siteId' | 'secretHash'>;

const readsOf = new WeakMap<Database, (secretHash: string) => Promise<Device | undefined>>();

/** The visitor whom a device's secret proves; undefined when it proves nobody. When all come back at once, many are read together. */
export async function authenticateVisitor(
  { database }: Core,
  secret: string,
): Promise<VisitorActor | undefined> {
  const read = readsOf.get(database) ?? openReads(database);
  readsOf.set(database, read);
  const device = await read(hashSecret(secret));
  return device
    ? { kind: 'visitor', visitorId: device.visitorId, deviceId: device.id, siteId: device.siteId }
    : undefined;
}

function openReads(database: Database) {
  return readTogether<string, Device | undefined>(async (hashes) => {
    const devices = await database.query<Device>(
      'SELECT "id", "visitorId", "siteId", "secretHash" FROM "VisitorDevice" WHERE "secretHash" = ANY ($1)',
      [hashes],
    );
    const byHash = new Map(devices.map((device) => [device.secretHash, device]));
    return hashes.map((hash) => byHash.get(hash));
  });
}
