import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { pingScanner } from '../../core/clamav.ts';
import type { Environment } from '../../core/environment.ts';
import { openFileStore } from '../../core/openFileStore.ts';
import { openRedis, redisTrouble } from '../../core/openRedis.ts';
import { withinTime } from '../../core/withinTime.ts';
import { fine, note, problem, type Finding } from './findingRules.ts';
import { diskFinding, proxyFinding, secretKeyFinding } from './settingRules.ts';
import { errorText } from '../../core/errorText.ts';

/** How long Redis may take to do as it should, milliseconds. */
const patienceMs = 5_000;

/** What the product stands on beside its database. */
export async function examineSurroundings(environment: Environment): Promise<Finding[]> {
  return [
    ...(await redisFindings(environment)),
    await fileFinding(environment),
    ...(await diskFindings(environment)),
    await scannerFinding(environment),
    secretKeyFinding(environment),
    proxyFinding(environment),
  ];
}

async function redisFindings({ redisUrl, redisPrefix }: Environment): Promise<Finding[]> {
  if (redisUrl === undefined) return [];
  const quiet = { retryStrategy: () => null, enableOfflineQueue: true } as const;
  const [sender, receiver] = [openRedis(redisUrl, quiet), openRedis(redisUrl, quiet)];
  let trouble: unknown;
  for (const one of [sender, receiver]) one.on('error', (error) => (trouble = error));
  const channel = `${redisPrefix}:doctor:${randomUUID()}`;
  try {
    const heard = new Promise((resolve) => receiver.once('message', resolve));
    await withinTime(patienceMs, receiver.subscribe(channel), 'it does not answer');
    await withinTime(patienceMs, sender.publish(channel, 'hello'), 'it does not answer');
    await withinTime(patienceMs, heard, 'what was published did not come back');
    return [fine('Redis', 'answers, and passes on what is published')];
  } catch (error) {
    const reason = trouble ?? error;
    const text = errorText(reason);
    return [
      problem(
        'Redis',
        `${text}.`,
        `${redisTrouble(reason)}. Until then processes do not hear of each other.`,
      ),
    ];
  } finally {
    sender.disconnect();
    receiver.disconnect();
  }
}

async function fileFinding(environment: Environment): Promise<Finding> {
  const { bucket, filesDir } = environment;
  try {
    await openFileStore(environment);
    return fine('Images, files', `can be kept in ${bucket ? bucket.url : filesDir}`);
  } catch (error) {
    return problem('Images, files', 'They cannot be kept.', errorText(error));
  }
}

async function diskFindings({ databaseUrl, dataDir, bucket, filesDir }: Environment): Promise<Finding[]> {
  const folders = [...(databaseUrl === undefined ? [dataDir] : []), ...(bucket ? [] : [filesDir])];
  const devices = new Set<number>();
  const found: Finding[] = [];
  for (const folder of folders) {
    const { bavail, bsize, type, blocks } = await statfs(existing(folder));
    // Two folders on one disk have one disk's room.
    const device = type + blocks * bsize;
    if (!devices.has(device)) found.push(diskFinding(folder, bavail * bsize));
    devices.add(device);
  }
  return found;
}

/** The folder, or the innermost one above it that is there already. */
function existing(folder: string): string {
  return existsSync(folder) ? folder : existing(path.dirname(folder));
}

async function scannerFinding({ clamavUrl }: Environment): Promise<Finding> {
  if (clamavUrl === undefined)
    return note('Scanner', 'none: what is uploaded is not scanned for malware (CLAMAV_URL)');
  try {
    await pingScanner(clamavUrl);
    return fine('Scanner', 'answers');
  } catch (error) {
    const reason = errorText(error);
    return problem(
      'Scanner',
      `${reason} Until it does, no files are taken.`,
      'Check that clamd runs, and CLAMAV_URL.',
    );
  }
}
